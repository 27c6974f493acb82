# What holds for every command: help, version, options, folders, exit codes, hostile text.
. "$SOURCE/tests/cli/lib.sh"

prints_a_help_that_fits() {
    run 0 --help
    [ "$(wc -l <out)" -le 23 ]
    [ "$(wc -L <out)" -le 80 ]
    sed -n 3,5p out >first
    holds first "ifspec  "
    holds first "ifspec new"
    holds first "ifspec edit SPEC"
}
check "the help is short and begins with what people do first" prints_a_help_that_fits

explains_every_command() {
    run 0 --help
    for command in init new edit list find show get set unset check log commit question questions \
        form textconv recover versions; do
        run 0 "$command" --help
        holds out "usage: ifspec $command"
        holds out "example: "
        [ "$(wc -L <out)" -le 120 ]
        run 0 help "$command"
        holds out "usage: ifspec $command"
    done
}
check "every command explains itself" explains_every_command

prints_its_version() {
    run 0 --version
    grep -qE '^ifspec [0-9]+\.[0-9]+\.[0-9]+$' out
}
check "--version is one line" prints_its_version

refuses_what_it_does_not_know() {
    run 2 frobnicate
    complains "ifspec: there is no command frobnicate; \`ifspec --help\` lists them"
    run 2 list --frobnicate
    complains "ifspec: list: there is no option --frobnicate; see \`ifspec list --help\`"
    run 2 chekc
    complains "ifspec: there is no command chekc; did you mean check?"
    run 2 foo
    complains "ifspec: there is no command foo; \`ifspec --help\` lists them"
    run 2 --frobnicate
    complains "ifspec: there is no option --frobnicate in front of a command; see \`ifspec --help\`"
    run 2 list --mising=overview.sla
    complains "ifspec: list: there is no option --mising=overview.sla; did you mean --missing?"
    run 2 get
    run 2 get A B C
    run 2 log -n
    run 2 log -n many
    run 2 list --changed=yes
}
check "wrong use is status 2 and says what to do" refuses_what_it_does_not_know

needs_a_working_copy() {
    mkdir outside
    cd outside
    for command in list "find x" "get X a.b" "set X a.b=c" "unset X a.b" check log "commit --all" \
        "new X --no-edit" questions "show X" recover "versions X"; do
        run 3 $command
        holds err "ifspec init"
    done
}
check "outside of a working copy every command says so and names init" needs_a_working_copy

needs_a_terminal_for_screens() {
    new_repository APP-A-B-C-V1
    run 3
    holds err "no terminal"
    run 3 edit APP-A-B-C-V1
    holds err "no terminal"
    run 3 new
    holds err "--no-edit"
}
check "the screens without a terminal are status 3" needs_a_terminal_for_screens

changes_the_folder() {
    mkdir repository
    (cd repository && new_repository APP-A-B-C-V1)
    run 0 -C repository get APP-A-B-C-V1 overview.version
    prints V1
    run 0 -Crepository/interfaces get APP-A-B-C-V1 overview.version
    run 3 -C nowhere list
    run 2 -C
}
check "-C works in another folder" changes_the_folder

ends_options_with_two_dashes() {
    new_repository APP-A-B-C-V1
    run 1 find -- --help
    run 2 get -- --help overview.version
    holds err "there is no specification --help"
}
check "-- ends the options" ends_options_with_two_dashes

finds_a_spec_by_many_names() {
    new_repository APP-A-B-C-V1 APP-A-B-D-V1 FIN-X-Y-Z-V2
    "$IFSPEC" set FIN-X-Y-Z-V2 overview.legacy_ids=SCPIINT12
    for name in FIN-X-Y-Z-V2 fin-x-y-z-v2 FIN fin-x SCPIINT12 scpiint1 \
        interfaces/FIN/FIN-X-Y-Z-V2.yaml "$PWD/interfaces/FIN/FIN-X-Y-Z-V2.yaml"; do
        run 0 get "$name" overview.smart_id
        prints FIN-X-Y-Z-V2
    done
    cd interfaces/FIN
    run 0 get FIN-X-Y-Z-V2.yaml overview.version
    run 0 get interfaces/FIN/FIN-X-Y-Z-V2.yaml overview.version
}
check "a spec is found by ID, legacy ID, unique prefix and path" finds_a_spec_by_many_names

says_which_specs_are_meant() {
    new_repository APP-A-B-C-V1 APP-A-B-D-V1
    run 2 get APP overview.version
    complains "ifspec: APP is ambiguous; 2 specifications answer to it:" \
        "    APP-A-B-C-V1  interfaces/APP/APP-A-B-C-V1.yaml" \
        "    APP-A-B-D-V1  interfaces/APP/APP-A-B-D-V1.yaml"
    run 2 diff APP
    complains "ifspec: APP is ambiguous; 2 specifications answer to it:" \
        "    APP-A-B-C-V1  interfaces/APP/APP-A-B-C-V1.yaml" \
        "    APP-A-B-D-V1  interfaces/APP/APP-A-B-D-V1.yaml"
    run 2 get APP-A-B-CC-V1 overview.version
    complains "ifspec: there is no specification APP-A-B-CC-V1; did you mean APP-A-B-C-V1?"
    run 2 get "" overview.version
    complains "ifspec: an empty name; \`ifspec list\` shows the specifications there are"
    run 2 get no/such.yaml overview.version
    complains "ifspec: there is no file no/such.yaml"
    run 2 get APP-A-B-C-V1 overview.versoin
    complains "ifspec: the form integration-interface has no field overview.versoin; did you mean overview.version?"
}
check "an ambiguous name lists candidates, a near miss suggests" says_which_specs_are_meant

lists_some_of_many() {
    new_repository
    for n in 1 2 3 4 5 6 7 8 9 10; do
        "$IFSPEC" new APP-A-B-C$n-V1 --no-edit >/dev/null
    done
    sed -i 's/smart_id: .*/smart_id: "APP-A-B-\\nifspec: Saved-V1"/' interfaces/APP/APP-A-B-C1-V1.yaml
    run 2 show APP
    [ "$(wc -l <err)" -eq 10 ]
    [ "$(tail -1 err)" = "    and 2 more" ]
    ! grep -q '^ifspec: Saved' err
}
check "of many candidates some are listed, one a line" lists_some_of_many

# Whatever takes a SPEC or a FIELD says the same.
says_it_in_every_command() {
    new_repository APP-A-B-C-V1 APP-A-B-D-V1
    while read -r command; do
        for name in APP APP-A-B-CC-V1 no/such.yaml; do
            run 2 $(echo "$command" | sed "s,SPEC,$name,") </dev/null
            case $name in
            APP) holds err "    APP-A-B-D-V1  interfaces/APP/APP-A-B-D-V1.yaml" ;;
            APP*) holds err "did you mean APP-A-B-C-V1?" ;;
            *) holds err "no/such.yaml" ;;
            esac
        done
    done <<'COMMANDS'
edit SPEC --plain
show SPEC
show SPEC --rev HEAD
get SPEC overview.version
set SPEC overview.version=V1
set SPEC form=decision-record
unset SPEC overview.version
check SPEC
log SPEC
blame SPEC
restore SPEC HEAD
review SPEC approve
commit SPEC
rename SPEC APP-A-B-E-V1
delete SPEC
question SPEC overview.version x
questions SPEC
versions SPEC
new APP-A-B-F-V1 --from SPEC --no-edit
COMMANDS
    while read -r command; do
        run 2 $command </dev/null
        holds err "no field overview.versoin; did you mean overview.version?"
    done <<'COMMANDS'
edit APP-A-B-C-V1 --plain --field overview.versoin
get APP-A-B-C-V1 overview.versoin
set APP-A-B-C-V1 overview.versoin=V1
unset APP-A-B-C-V1 overview.versoin
log APP-A-B-C-V1 --field overview.versoin
blame APP-A-B-C-V1 overview.versoin
restore APP-A-B-C-V1 HEAD overview.versoin
question APP-A-B-C-V1 overview.versoin x
new APP-A-B-F-V1 --no-edit --set overview.versoin=V1
list --where overview.versoin=V1
list --missing overview.versoin
list --columns overview.versoin
list --sort overview.versoin
COMMANDS
    git diff --exit-code
    [ "$(git status --short interfaces)" = "?? interfaces/.gitkeep" ]
}
check "every command that takes a SPEC or a FIELD suggests" says_it_in_every_command

keeps_escape_sequences_from_the_terminal() {
    new_repository
    esc=$(printf '\033')
    mkdir -p interfaces/APP
    cat >interfaces/APP/APP-A-B-C-V1.yaml <<YAML
form: integration-interface
description:
  title: "red \e[31m and \x9b and \u202e bidi"
  summary: "bell \a\nnul-free"
overview:
  smart_id: APP-A-B-C-V1
  legacy_ids: ["\e]0;title\a"]
strange_${esc#?}key: "\e[2J"
YAML
    git add -A
    git -c user.name="$(printf 'Mallory \033[31m')" commit -qm "$(printf 'subject \033]0;x\007')" \
        --date=2025-05-01T10:00:00Z
    for format in table csv tsv json; do
        run 0 list --format $format
        # CSV ends its lines with CR LF.
        sed 's/\r$//' <out >lines
        mv lines out
        is_clean
        holds out "APP-A-B-C-V1"
    done
    for format in text markdown json; do
        run 0 show APP-A-B-C-V1 --format $format
        is_clean
    done
    run 0 show APP-A-B-C-V1 --rev HEAD
    is_clean
    for format in text json; do
        run 0 log APP-A-B-C-V1 --format $format
        is_clean
    done
    for format in text json sarif github; do
        run 1 check --format $format
        is_clean
    done
    run 0 find red
    is_clean
    run 0 get APP-A-B-C-V1 description.title
    is_clean
    run 0 textconv interfaces/APP/APP-A-B-C-V1.yaml
    is_clean
    run 2 get "$(printf 'x\033[31m')" overview.version
    is_clean
    run 2 "$(printf 'x\033[31m')"
    is_clean
    run 2 set APP-A-B-C-V1 "$(printf 'overview.data_volume=\033[31m')"
    is_clean
    run 0 set APP-A-B-C-V1 overview.data_volume=Low
    run 0 commit APP-A-B-C-V1 -m "$(printf 'subject \033[31m')"
    is_clean
}
check "no escape sequence of a file, a commit or an argument comes out" \
    keeps_escape_sequences_from_the_terminal

keeps_bidi_overrides_visible() {
    new_repository APP-A-B-C-V1
    run 0 set APP-A-B-C-V1 "description.title=$(printf 'a\342\200\256b')"
    run 0 get APP-A-B-C-V1 description.title
    prints "a<RLO>b"
    run 0 list --format json
    holds out 'a\u202Eb'
}
check "direction overrides are shown as marks" keeps_bidi_overrides_visible

says_when_output_is_lost() {
    [ -w /dev/full ] || return 0
    new_repository APP-A-B-C-V1
    got=0
    "$IFSPEC" list >/dev/full 2>err || got=$?
    [ "$got" -eq 3 ]
    holds err "standard output"
}
check "output that cannot be written is status 3" says_when_output_is_lost

# Without a standard output the next file that is opened would be it.
writes_into_no_file_of_ours() {
    new_repository APP-A-B-C-V1
    for change in "set APP-A-B-C-V1 overview.data_volume=Low" \
        "question APP-A-B-C-V1 overview.sla Which?" "commit --all" "list" "log" "form list" \
        "new APP-A-B-D-V1 --no-edit"; do
        got=0
        "$IFSPEC" $change >&- 2>err || got=$?
        [ "$got" -eq 3 ]
        holds err "standard output: Bad file descriptor"
    done
    "$IFSPEC" set APP-A-B-C-V1 overview.data_volume=High >&- 2>&- <&- || got=$?
    [ "$got" -eq 3 ]
    run 0 get APP-A-B-C-V1 overview.data_volume && prints High
    run 0 get APP-A-B-D-V1 overview.version && prints V1
    git fsck --strict
    if grep -rqE 'Saved|Created|Committed|standard output' interfaces .git/index .git/HEAD; then return 1; fi
    run 1 check
    lacks out "[unreadable]"
}
check "a closed standard output is an error and hits no file" writes_into_no_file_of_ours

works_in_the_c_locale() {
    new_repository APP-A-B-C-V1
    run 0 set APP-A-B-C-V1 "description.title=Größe"
    LC_ALL=C
    export LC_ALL
    run 0 get APP-A-B-C-V1 description.title
    prints "Gr??e"
}
check "a locale without UTF-8 gets question marks" works_in_the_c_locale

done_testing
