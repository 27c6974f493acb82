# edit --plain and new --plain: the form as questions, line by line.
. "$SOURCE/tests/cli/lib.sh"

# answer STATUS ARGUMENTS… -- LINES…: the lines are typed in.
answer() {
    status=$1
    shift
    given=
    while [ "$1" != -- ]; do
        given="$given $1"
        shift
    done
    shift
    printf '%s\n' "$@" >lines
    # shellcheck disable=SC2086 # words
    run "$status" $given <lines
}

spec=interfaces/APP/APP-A-B-C-V1.yaml

asks_field_by_field() {
    new_repository APP-A-B-C-V1
    before=$(cat $spec)
    answer 0 edit APP --plain -- '' '' ':quit'
    holds out "Section 1 of 13: Lifecycle & Changes"
    holds out "Status (choice, needed from Draft)"
    holds out "Where the interface stands in its life."
    holds out "For example: Active"
    holds out "1 Draft: Being written; not binding."
    holds out "Now: Draft"
    holds out "Status: "
    holds out "Created (date, needed from Draft)"
    holds out "Updated (table)"
    is_clean
    [ "$(cat $spec)" = "$before" ]
}
check "--plain asks with label, help, example, present value; an empty line keeps" \
    asks_field_by_field

takes_choices() {
    new_repository APP-A-B-C-V1
    answer 0 edit APP --plain --field overview.data_volume -- 2
    run 0 get APP overview.data_volume && prints Median
    answer 0 edit APP --plain --field overview.data_volume -- Medium no low yes
    run 0 get APP overview.data_volume && prints Low
    answer 0 edit APP --plain --field overview.data_volume -- enormous
    holds out "“enormous” is not one of the values"
    answer 0 edit APP --plain --field lifecycle.status -- Live ''
    holds out "“Live” is called “Active” here; take that? yes or no"
    holds out "This status is not earned yet; missing: "
    run 0 get APP lifecycle.status && prints Active
    answer 0 edit APP --plain --field lifecycle.status -- -
    lacks out "not earned"
    answer 0 edit APP --plain --field lifecycle.status -- N/A
    holds out "needs an answer"
}
check "choices are taken by number, name, part; aliases are offered" takes_choices

asks_vague_words_back() {
    new_repository APP-A-B-C-V1
    answer 0 edit APP --plain --field overview.source_auth -- OAuth2 1 ',' '2, 3' 2 -- ''
    holds out "“OAuth2” is vague: which of these?"
    holds out "1 OAuth 2.0 Client Credentials"
    holds out "Dropped: OAuth 2.0 SAML Bearer Assertion"
    run 0 get APP overview.source_auth
    lacks out "SAML"
    holds out "OAuth 2.0 Client Credentials"
    holds out "OAuth 2.0 Authorization Code"
}
check "a vague word is asked back; commas give several; a second time drops" \
    asks_vague_words_back

takes_dates_and_numbers() {
    new_repository
    run 0 new ADR-0001 --no-edit --form decision-record --set "decision.title=One two"
    answer 0 edit ADR-0001 --plain --field decision.decided_on -- nonsense 1.5.2025 yes
    holds out "“nonsense” is not a date; write it as 2025-05-01."
    holds out "“1.5.2025”: is that 2025-05-01? yes or no"
    run 0 get ADR-0001 decision.decided_on && prints 2025-05-01
    answer 0 edit ADR-0001 --plain --field decision.decided_on -- +7
    run 0 get ADR-0001 decision.decided_on && prints 2025-05-08
    answer 0 edit ADR-0001 --plain --field consequences.reversible -- maybe yes many 40 today
    holds out "is neither true nor false"
    holds out "is not a number"
    holds out "Effort (number in person days)"
    run 0 get ADR-0001 consequences.reversible && prints true
    run 0 get ADR-0001 consequences.effort && prints 40
    run 0 get ADR-0001 consequences.revisit_on && prints 2025-05-01
}
check "dates are asked back and counted from today; numbers, yes and no are judged" \
    takes_dates_and_numbers

takes_paragraphs() {
    new_repository APP-A-B-C-V1
    answer 0 edit APP --plain --field description.summary -- 'First line' '' '- third' '\.' . ':quit' yes
    run 0 get APP description.summary
    prints 'First line' '' '- third' '.'
    answer 0 edit APP --plain --field description.summary -- '' '<' '-' ':quit' yes
    holds out "Cleared."
    run 1 get APP description.summary
    answer 0 edit APP --plain --field description.summary -- '\- not cleared' .
    run 0 get APP description.summary && prints '- not cleared'
}
check "a paragraph ends with a full stop alone; a backslash makes a text of anything" \
    takes_paragraphs

takes_lists() {
    new_repository APP-A-B-C-V1
    answer 0 edit APP --plain --field overview.legacy_ids -- ONE TWO THREE '#2 -' '#2 up' '#1' 'NEW' \
        '#1 insert' 'AHEAD' '#9' '#1 sideways'
    holds out "There is no entry #9."
    holds out "#1 takes -, up, down, insert or copy"
    run 0 get APP overview.legacy_ids && prints AHEAD NEW ONE
    answer 0 edit APP --plain --field overview.legacy_ids -- N/A
    run 0 get APP overview.legacy_ids && prints N/A
    answer 0 edit APP --plain --field overview.legacy_ids -- - ''
    run 1 get APP overview.legacy_ids
}
check "lists: entries are added, changed, moved, inserted, removed" takes_lists

takes_tables() {
    new_repository APP-A-B-C-V1
    answer 0 edit APP --plain --field overview.artefacts -- 'API Proxy | P | one' + 1 Package two '' \
        '#2 up' '#2 copy' '#3' '' '<' '' Q third ''
    holds out "Type (choice"
    run 0 get APP overview.artefacts
    prints "Integration Flow | Package | two" "API Proxy | P | one" "API Proxy | Q | third"
}
check "tables: rows on one line or cell by cell, moved, copied, changed" takes_tables

takes_links() {
    new_repository APP-A-B-C-V1
    answer 0 edit APP --plain --field overview.leanix_fact_sheets -- \
        'Fact sheet <https://example.com/1>' https://acme.org/2 + Third https://acme.org/3 '#1 -'
    run 0 get APP overview.leanix_fact_sheets
    prints "https://acme.org/2" "Third <https://acme.org/3>"
    answer 0 edit APP --plain --field transformation.mapping_spreadsheet -- \
        'no link' 'Sheet <https://acme.org/s>'
    holds out "is not a link"
    run 0 get APP transformation.mapping_spreadsheet && prints "Sheet <https://acme.org/s>"
    answer 0 edit APP --plain --field transformation.mapping_spreadsheet -- + 'Other' ''
    run 0 get APP transformation.mapping_spreadsheet && prints "Other <https://acme.org/s>"
}
check "links: title and address on one line, or one after the other" takes_links

obeys_commands() {
    new_repository APP-A-B-C-V1
    run 0 set APP lifecycle.status=Active
    answer 0 edit APP --plain -- '?' ':nonsense' ':go overview.data_volume' Low :undo High ':save' \
        ':question Which tenant?' :missing :problems ':go nowhere at all' :quit yes
    holds out ":go FIELD: to a field or section"
    holds out "There is no command :nonsense"
    holds out "Taken back: Data Volume."
    holds out "Saved $spec."
    holds out "Error: Frequency"
    holds out "There is no field “nowhere at all”."
    run 0 get APP overview.data_volume && prints High
    run 0 questions
    holds out "Which tenant?"
    answer 0 edit APP --plain --field overview.data_volume -- '' '<' ''
    holds out "Open question: Which tenant?"
}
check ":save, :go, :missing, :problems, :question, :undo and ? do what they say" obeys_commands

carries_the_version() {
    new_repository APP-A-B-C-V1
    answer 0 edit APP --plain --field overview.smart_id -- APP-A-B-C-V2 ':quit' yes
    holds out "Version follows: V2"
    run 0 get APP overview.version && prints V2
    run 0 set APP overview.version=V7
    answer 0 edit APP --plain --field overview.smart_id -- APP-A-B-C-V3 ':quit' yes
    lacks out "follows"
    run 0 get APP overview.version && prints V7
}
check "the version follows the Smart ID, unless it said something else before" carries_the_version

finds_references() {
    new_repository APP-A-B-C-V1
    run 0 new APP-A-B-OTHER-V1 --no-edit --set "description.title=The other one"
    answer 0 edit APP-A-B-C-V1 --plain --field related.interfaces -- + OTHER yes '' ''
    holds out "Is that APP-A-B-OTHER-V1, The other one? yes or no"
    answer 0 edit APP-A-B-C-V1 --plain --field related.interfaces -- + nothing '' ''
    holds out "There is no specification “nothing” here"
    answer 0 edit APP-A-B-C-V1 --plain --field related.interfaces -- + app-a no app-a-b-other-v1 '' ''
    holds out "“app-a” is in these:"
    run 0 get APP-A-B-C-V1 related.interfaces
    holds out "APP-A-B-OTHER-V1"
    holds out "nothing"
    lacks out "app-a"
}
check "a reference is found by a part of the ID or title; a dangling one is told" finds_references

marks_copies() {
    new_repository APP-A-B-C-V1
    run 0 set APP overview.data_volume=Low
    run 0 new APP-A-B-D-V1 --from APP-A-B-C-V1 --no-edit
    answer 0 edit APP-A-B-D-V1 --plain --field overview.data_volume -- ':right' ':right'
    holds out "Note: Copied from APP-A-B-C-V1 and not touched since"
    holds out "Data Volume is right as it is."
    holds out "Nothing here is marked as copied."
    answer 0 edit APP-A-B-D-V1 --plain --field overview.data_volume -- :quit
    lacks out "Copied from"
}
check "copied answers are told, and taken as right by :right" marks_copies

# A field of every type of the form language: label, help, example and present value are said; an
# answer, ?, -, N/A and < are understood.
every_type() {
    cat >forms/all.yaml <<'YAML'
form: all
version: 1
title: All types
identity: {id: s.id, title: s.text, status: s.state}
sections:
  - id: s
    title: Types
    fields:
      - {id: id, label: F-id, type: smart_id, separator: "-", parts: [{name: A, pattern: "[A-Z]+"}, {name: V, pattern: "V[0-9]+"}], help: H-id, examples: [X-V1]}
      - {id: state, label: F-state, type: choice, choices: [Draft, Final], help: H-state}
      - {id: text, label: F-text, type: text, help: H-text, examples: [X-text]}
      - {id: paragraph, label: F-paragraph, type: paragraph, help: H-paragraph, examples: [X-paragraph]}
      - {id: number, label: F-number, type: number, help: H-number, examples: ["7"]}
      - {id: date, label: F-date, type: date, help: H-date, examples: ["2025-01-01"]}
      - {id: yes_no, label: F-yes_no, type: yes_no, help: H-yes_no}
      - {id: choice, label: F-choice, type: choice, choices: [One, Two], help: H-choice, examples: [One]}
      - {id: choices, label: F-choices, type: choices, choices: [One, Two], help: H-choices}
      - {id: list, label: F-list, type: list, help: H-list, examples: [X-list]}
      - {id: steps, label: F-steps, type: steps, help: H-steps}
      - {id: link, label: F-link, type: link, help: H-link}
      - {id: links, label: F-links, type: links, help: H-links}
      - {id: reference, label: F-reference, type: reference, help: H-reference}
      - {id: table, label: F-table, type: table, help: H-table, columns: [{id: a, label: C-a, type: text}, {id: b, label: C-b, type: number}]}
      - {id: last, label: F-last, type: text}
YAML
}

walks_every_type() {
    new_repository
    mkdir forms
    every_type
    run 0 form check all
    run 0 new A-V1 --form all --no-edit --set s.text=Title
    answered=
    while IFS='^' read -r type lines result; do
        echo "# $type"
        old_ifs=$IFS IFS=';'
        # shellcheck disable=SC2086 # each line is a word
        set -- $lines
        IFS=$old_ifs
        answer 0 edit A-V1 --plain --field "s.$type" -- '?' "$@" ':quit' yes
        holds out "F-$type ("
        holds out "H-$type"
        run 0 get A-V1 "s.$type" && prints "$result"
        answer 0 edit A-V1 --plain --field "s.$type" -- '' '<' N/A ':quit' yes
        holds out "$result"
        run 0 get A-V1 "s.$type" && prints N/A
        answer 0 edit A-V1 --plain --field "s.$type" -- - ':quit' yes
        run 1 get A-V1 "s.$type"
        answered="$answered $type"
    done <<'TYPES'
paragraph^First line;.^First line
number^40^40
date^2025-03-01^2025-03-01
yes_no^yes^true
choice^Two^Two
choices^1^One
list^entry^entry
steps^do it^do it
link^Sheet <https://acme.org/s>^Sheet <https://acme.org/s>
links^https://acme.org/2^https://acme.org/2
reference^A-V1^A-V1
table^x | 4^x | 4
TYPES
    [ "$(echo "$answered" | wc -w)" -eq 12 ]
    answer 0 edit A-V1 --plain --field s.id -- B-V2 Final 'Another title' ':quit' yes
    run 0 get B-V2 s.state && prints Final
    run 0 get B-V2 s.text && prints "Another title"
}
check "every field type: help, an answer, N/A, cleared" walks_every_type

leaves() {
    new_repository APP-A-B-C-V1
    before=$(cat $spec)
    answer 0 edit APP --plain --field overview.data_volume -- Low :quit '' :quit no
    [ "$(cat $spec)" = "$before" ]
    answer 0 edit APP --plain --field overview.data_volume -- ''
    lacks out "unsaved work"
    answer 0 edit APP --plain --field overview.data_volume -- Low
    holds out "Saved $spec."
    run 3 edit APP
    holds err "--plain"
}
check ":quit asks; the end of the input saves; edit without a terminal names --plain" leaves

walks_to_the_end() {
    new_repository APP-A-B-C-V1
    i=0
    while [ $i -lt 200 ]; do
        echo
        i=$((i + 1))
    done >lines
    run 0 edit APP --plain <lines
    holds out "That was the last field."
    run 0 edit APP --plain --field lifecycle.status <<LINES
<
:quit
LINES
    holds out "This is the first field."
}
check "the walk ends behind the last field and begins at the first" walks_to_the_end

makes_a_new_one() {
    new_repository
    answer 0 new APP-A-B-C-V1 --plain -- :quit yes
    [ -f $spec ]
    answer 0 new --plain -- ':go overview.smart_id' app-x '<' 'APP-A-B-D-V1' :quit yes
    [ -f interfaces/APP/APP-A-B-D-V1.yaml ]
}
check "new --plain makes a specification" makes_a_new_one

# A session that answers one field, and is killed.
leave_answer() { # FIELD LABEL VALUE
    mkfifo typed
    "$IFSPEC" edit APP --plain --field "$1" <typed >left &
    process=$!
    exec 9>typed
    echo "$3" >&9
    tries=0
    until grep -q "$2 is now: $3" left && tail -1 left | grep -q '^[A-Z].*: $'; do
        tries=$((tries + 1))
        [ $tries -lt 200 ]
        sleep 0.05
    done
    kill -9 $process
    wait $process || true
    exec 9>&-
}

offers_what_was_left() {
    new_repository APP-A-B-C-V1
    leave_answer overview.data_volume "Data Volume" Low
    answer 0 edit APP --plain -- '' :quit
    holds out "There is unsaved work of "
    holds out "Data Volume: + Low"
    run 1 get APP overview.data_volume
    answer 0 edit APP --plain -- yes :quit yes
    run 0 get APP overview.data_volume && prints Low
}
check "what a killed session left is offered to the next" offers_what_was_left

# The form has another field by now: nothing to put the value into.
offers_what_fits() {
    new_repository APP-A-B-C-V1
    leave_answer overview.data_volume "Data Volume" Low
    "$IFSPEC" init --form integration-interface >/dev/null
    sed -i 's/id: data_volume$/id: volume_of_data/' forms/integration-interface.yaml
    answer 0 edit APP --plain -- yes :quit
    holds out "overview.data_volume: Low (does not fit the form any more)"
    run 0 recover && holds out "1 field"
}
check "what does not fit the form any more is shown and stays" offers_what_fits

stays_clean() {
    new_repository APP-A-B-C-V1
    printf 'description:\n  title: "a\\e[31mred"\n' >bad
    printf '\033[31m\001red\n:quit\nyes\n' >lines
    run 0 edit APP --plain --field description.title <lines
    is_clean
    holds out "2 control characters were left out."
    run 0 get APP description.title && prints '[31mred'
    run 0 edit APP --plain --field description.title <<LINES
:quit
LINES
    is_clean
}
check "no control byte is printed, whatever was typed or stored" stays_clean

done_testing
