# get, set, unset, question: single values for scripts.
. "$SOURCE/tests/cli/lib.sh"

# Some answers of every shape.
new_filled_repository() {
    new_repository
    mkdir -p interfaces/APP
    cat >interfaces/APP/APP-A-B-C-V1.yaml <<'YAML'
form: integration-interface   # a comment
lifecycle: {status: Draft, created: 2025-01-01}
overview:
  smart_id: APP-A-B-C-V1
  legacy_ids: [ONE, "002"] # keep the quotes
  artefacts:
    - type: API Proxy      # first
      name: proxy-1
    - {type: Event Queue, package: P, name: queue-1}
  integration_styles: [Process Integration]
  version: V1
unknown: kept
YAML
    git add -A && git commit -qm First
}

reads_every_shape() {
    new_filled_repository
    run 0 get APP overview.version && prints V1
    run 0 get APP overview.legacy_ids && prints ONE 002
    run 0 get APP 'overview.legacy_ids[1]' && prints 002
    run 0 get APP overview.artefacts && prints "API Proxy | proxy-1" "Event Queue | P | queue-1"
    run 0 get APP 'overview.artefacts[1]' && prints "Event Queue | P | queue-1"
    run 0 get APP 'overview.artefacts[1].package' && prints P
    run 0 get APP lifecycle.created && prints 2025-01-01
}
check "get reads scalars, lists, rows and cells" reads_every_shape

is_silent_about_nothing() {
    new_filled_repository
    for field in overview.data_volume 'overview.legacy_ids[2]' 'overview.artefacts[0].package' \
        'overview.artefacts[9]' overview.schedule; do
        run 1 get APP "$field"
        prints
    done
}
check "get of an absent value is status 1" is_silent_about_nothing

refuses_wrong_addresses() {
    new_filled_repository
    for field in overview overview.nothing 'overview.version[0]' 'overview.artefacts[x]' \
        'overview.artefacts[0' 'overview.artefacts[0]x' 'overview.artefacts[0].nothing' \
        'overview.version.part' 'overview.artefacts[-1]' 'overview.artefacts[99999999999999999999]' \
        '' '[' '.'; do
        run 2 get APP "$field"
        [ "$(wc -l <err)" -eq 1 ]
    done
    run 2 set APP overview.artefacts.name=x
    holds err "overview.artefacts[0].name"
}
check "an address that cannot be is status 2" refuses_wrong_addresses

changes_only_the_value() {
    new_filled_repository
    run 0 set APP overview.version=V2
    prints "Saved interfaces/APP/APP-A-B-C-V1.yaml"
    sed 's/version: V1/version: V2/' interfaces/APP/APP-A-B-C-V1.yaml >wanted.yaml
    git show HEAD:interfaces/APP/APP-A-B-C-V1.yaml | sed 's/version: V1/version: V2/' >wanted.yaml
    cmp wanted.yaml interfaces/APP/APP-A-B-C-V1.yaml
    run 0 set APP overview.version=V1
    git diff --quiet
    run 0 set APP overview.version=V1
    prints "Nothing to change in interfaces/APP/APP-A-B-C-V1.yaml"
}
check "set changes nothing but the value, and back again is the same file" changes_only_the_value

sets_every_shape() {
    new_filled_repository
    run 0 set APP overview.legacy_ids+=THREE 'overview.legacy_ids[0]=FIRST'
    run 0 get APP overview.legacy_ids && prints FIRST 002 THREE
    run 0 set APP overview.legacy_ids=ONLY
    run 0 get APP overview.legacy_ids && prints ONLY
    run 0 set APP 'overview.artefacts+={"type": "Event Topic", "name": "topic", "url": {"title": "T", "url": "https://acme.example"}}'
    run 0 get APP 'overview.artefacts[2]' && prints "Event Topic | topic | T <https://acme.example>"
    run 0 set APP 'overview.artefacts+=Value Mapping | Package | mapping'
    run 0 get APP 'overview.artefacts[3].package' && prints Package
    run 0 set APP 'overview.artefacts[0].package=New' 'overview.artefacts[1].name=queue-2'
    run 0 get APP overview.artefacts
    holds out "API Proxy | New | proxy-1"
    holds interfaces/APP/APP-A-B-C-V1.yaml "# first"
    run 0 set APP 'overview.integration_styles+=Data Integration' \
        'overview.integration_styles+=Data Integration'
    run 0 get APP overview.integration_styles && prints "Process Integration" "Data Integration"
    run 0 set APP 'overview.leanix_fact_sheets=Sheet <https://acme.example/1>'
    run 0 get APP 'overview.leanix_fact_sheets[0].url' && prints https://acme.example/1
    run 0 set APP overview.sla=N/A
    run 0 get APP overview.sla && prints N/A
    holds interfaces/APP/APP-A-B-C-V1.yaml "sla: N/A"
    holds interfaces/APP/APP-A-B-C-V1.yaml "unknown: kept"
}
check "set and += write scalars, lists, rows, cells, links and N/A" sets_every_shape

reads_standard_input() {
    new_filled_repository
    printf 'first line\n\nthird: line\n' | run 0 set APP description.summary=-
    run 0 get APP description.summary && prints "first line" "" "third: line"
    holds interfaces/APP/APP-A-B-C-V1.yaml "summary: |"
    printf 'a\0b' | run 2 set APP description.summary=-
    printf 'a\377b' | run 2 set APP description.summary=-
    run 0 get APP description.summary && prints "first line" "" "third: line"
}
check "FIELD=- reads standard input less one final newline" reads_standard_input

is_all_or_nothing() {
    new_filled_repository
    run 2 set APP overview.version=V2 overview.data_volume=Huge
    holds err "Huge"
    git diff --quiet
    run 2 set APP overview.version=V2 lifecycle.created=2025-02-30
    run 2 set APP overview.version=V2 overview.nothing=x
    run 2 set APP overview.version=V2 overview.version+=x
    run 2 set APP overview.version=V2 'overview.legacy_ids[5]=x'
    run 2 set APP overview.version=V2 overview.smart_id=N/A
    run 2 set APP overview.version=V2 'overview.artefacts+={"nothing": "x"}'
    run 2 set APP overview.version=V2 'overview.artefacts+={"type": '
    run 2 set APP overview.version=V2 overview.version
    git diff --quiet
}
check "one refused value and nothing is written" is_all_or_nothing

warns_of_what_it_writes() {
    new_filled_repository
    run 0 set APP overview.version=one
    holds err "ifspec: warning: overview.version:"
    holds err "[pattern]"
    run 0 set APP overview.source_systems=Unheard-of
    holds err "[choice]"
    run 0 get APP overview.source_systems && prints Unheard-of
}
check "a failed pattern and an open choice's unknown value are written with a warning" \
    warns_of_what_it_writes

clears_values() {
    new_filled_repository
    run 0 unset APP overview.version 'overview.legacy_ids[0]' 'overview.artefacts[1].package' \
        'overview.artefacts[0]' overview.integration_styles
    prints "Saved interfaces/APP/APP-A-B-C-V1.yaml"
    run 1 get APP overview.version
    run 1 get APP overview.integration_styles
    run 0 get APP overview.legacy_ids && prints 002
    run 0 get APP overview.artefacts && prints "Event Queue | queue-1"
    lacks interfaces/APP/APP-A-B-C-V1.yaml "version:"
    run 0 unset APP overview.version
    prints "Nothing to change in interfaces/APP/APP-A-B-C-V1.yaml"
    run 2 unset APP 'overview.legacy_ids[7]'
    run 0 set APP 'overview.legacy_ids='
    run 1 get APP overview.legacy_ids
}
check "unset removes keys, entries, rows and cells" clears_values

refuses_what_is_read_only() {
    new_filled_repository
    printf 'form: integration-interface\noverview:\n  smart_id: APP-A-B-D-V1\n  version: [V1, V2]\n' \
        >interfaces/APP/APP-A-B-D-V1.yaml
    run 2 set APP-A-B-D-V1 overview.version=V1
    holds err "overview.version"
    run 0 set APP-A-B-D-V1 overview.data_volume=Low
}
check "what the form cannot hold is read-only, the rest is not" refuses_what_is_read_only

refuses_a_broken_file() {
    new_filled_repository
    printf 'overview:\n  version: [V1\n' >interfaces/APP/BROKEN.yaml
    cp interfaces/APP/BROKEN.yaml before.yaml
    run 2 set BROKEN overview.version=V2
    holds err "ifspec: interfaces/APP/BROKEN.yaml:"
    cmp before.yaml interfaces/APP/BROKEN.yaml
    run 2 get BROKEN overview.version
    run 2 show BROKEN
}
check "a file that is no YAML is named with its line and left alone" refuses_a_broken_file

notes_questions() {
    new_filled_repository
    run 1 questions
    run 0 question APP design.direction "Inbound, Outbound or Both?" --with Owen
    prints "Saved interfaces/APP/APP-A-B-C-V1.yaml"
    run 0 question APP 'overview.artefacts[1]' "Still in use?"
    run 0 questions
    prints "APP-A-B-C-V1  design.direction: Inbound, Outbound or Both? — Owen, 2025-05-01" \
        "APP-A-B-C-V1  overview.artefacts[1]: Still in use?, 2025-05-01"
    run 0 questions --with owen
    [ "$(wc -l <out)" -eq 1 ]
    run 1 questions --with Nobody
    run 2 question APP design.nothing "What?"
}
check "questions are noted and listed" notes_questions

done_testing
