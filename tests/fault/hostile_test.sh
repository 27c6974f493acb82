# Every command, in every format, in a working copy made by an enemy (hostile_repository.sh): nothing
# of it comes out but as a visible mark, nothing that it names is run, nothing is written outside,
# nothing waits for ever. The list of commands and formats is the program's own.
. "$SOURCE/tests/cli/lib.sh"
export GIT_CONFIG_GLOBAL="$HOME/.gitconfig"
unset GIT_AUTHOR_DATE GIT_COMMITTER_DATE
top="$scratch/hostile"
mkdir "$scratch/said"
sh "$SOURCE/tests/fault/hostile_repository.sh" "$top" >"$scratch/made" 2>&1 || {
    cat "$scratch/made"
    exit 3
}
export HOME="$top/home" XDG_CONFIG_HOME="$top/config" XDG_STATE_HOME="$top/state"
export XDG_CACHE_HOME="$top/cache"
calls=0

# What promises.md 6.4 marks, as bytes: controls, C1, bidi, invisible, private use, tags.
unsafe='[\x00-\x08\x0b-\x1f\x7f]|\xc2[\x80-\x9f\xad]|\xcd\x8f|\xd8\x9c|\xe1\x85[\x9f\xa0]|\xe1\xa0\x8e'
unsafe="$unsafe"'|\xe2\x80[\x8b-\x8f\xa8-\xae]|\xe2\x81[\xa0-\xaf]|\xe3\x85\xa4|\xee[\x80-\xbf]'
unsafe="$unsafe"'|\xef[\x80-\xa3][\x80-\xbf]|\xef\xbb\xbf|\xef\xbe\xa0|\xf3\xa0[\x80\x81]'

# try ARGUMENTS…: what it says is looked at by is_ours. It must end by itself, without a crash.
try() {
    calls=$((calls + 1))
    said="$scratch/said/$calls"
    status=0
    timeout -k 1 20 "$IFSPEC" "$@" >"$said.out" 2>"$said.err" || status=$?
    printf '%s ' "$@" >"$said.call"
    case $status in
    0 | 1 | 2 | 3) ;;
    *)
        echo "status $status: ifspec $*" | cat -v
        cat -v "$said.err"
        return 1
        ;;
    esac
}

# All that was said since the last time. Tabs belong to tab-separated values alone; `--format yaml`
# is the exact file where no terminal is (which holds no control: YAML has none).
is_ours() {
    cd "$scratch/said"
    for file in $(grep -l 'format yaml' -- *.call | sed 's/call$/out/'); do
        LC_ALL=C tr -d '\302-\377' <"$file" >"$file.ascii"
        mv "$file.ascii" "$file"
    done
    # So ends a line of CSV (RFC 4180).
    for file in $(grep -l 'csv' -- *.call | sed 's/call$/out/'); do
        sed -i 's/\r$//' "$file"
    done
    bad=$({
        LC_ALL=C grep -laP "$unsafe" -- *.out *.err
        LC_ALL=C.UTF-8 grep -laxv '.*' -- *.out *.err
        grep -L 'tsv' -- *.call | sed 's/call$/out/' | xargs grep -laP '\t'
    } | sort -u)
    for file in $bad; do
        echo "not ours in the output of: $(cat -v "${file%.*}.call")"
        LC_ALL=C grep -naoP ".{0,40}(\\t|$unsafe).{0,40}" "$file" | cat -A | head -3
        LC_ALL=C.UTF-8 grep -naxv '.*' "$file" | cat -A | cut -c1-200 | head -2
    done
    rm -f -- *.out *.err *.call
    [ -z "$bad" ]
}

leaves_no_trace() {
    [ -z "$(ls "$top/sentinels")" ] || { echo "ran: $(ls "$top/sentinels")"; return 1; }
    [ -z "$(find "$top" -name 'sentinel')" ] || { find "$top" -name sentinel; return 1; }
    [ "$(picture_of "$top/outside" "$top/home" "$top/config")" = "$outside" ] || {
        echo "written outside"
        find "$top/outside" "$top/home" "$top/config" -newer "$scratch/made"
        return 1
    }
    # What a link leads to is shown only where the link itself was asked for.
    for file in $(grep -l PWNED-OUTSIDE "$scratch"/said/*.out); do
        grep -q 'APP/out' "${file%.*}.call" || { echo "read: $(cat -v "${file%.*}.call")"; return 1; }
    done
}
picture_of() { find "$@" -printf '%p %y %m %s %T@ %l\n' | sort | cksum; }
outside=$(picture_of "$top/outside" "$top/home" "$top/config")

# Every file that could be taken for a specification, whatever its name.
each_spec() {
    for spec in interfaces/*.yaml interfaces/*/*.yaml interfaces/*/*/*.yaml; do
        "$@" || return 1
    done
}

commands() {
    "$IFSPEC" --help | sed -n 's/^  ifspec  .*//; s/^  \(ifspec \)\{0,1\}\([a-z][a-z-]*\) .*/\2/p'
    "$IFSPEC" --help | sed -n '/^  also:/,/^$/p' | sed 's/also://'
}
# The names of --format or --to, from the help of a command.
formats() {
    "$IFSPEC" "$1" --help | sed -n "s/^  $2 FORMAT *//p" |
        sed 's/;.*//; s/([^)]*)//g; s/^of [a-z]*://; s/,/ /g; s/ or / /g'
}

# ── One walk for each command that reads ──

walk_list() {
    for format in $(formats list --format); do
        try list --format "$format"
        try list --at HEAD --format "$format"
        try list --changed --format "$format" --columns id,path,form,title,status,git,changed,a.text,b.table
    done
    try list --where 'a.text~7777'
    try list --where "a.text=$evil"
    try list --where "$evil"
    try list --sort a.title
    try list --columns "$evil"
    try list --at "$evil"
    try list --missing b.empty
}
walk_find() {
    try find 7777
    try find PWNED
    try find "$evil"
}
show_one() {
    for format in $(formats show --format); do
        try show "$spec" --format "$format"
        try show "$spec" --rev HEAD~1 --format "$format"
    done
}
walk_show() { each_spec show_one; }
get_one() {
    for field in a.id a.title a.text a.paragraph a.target a.number a.status b.table 'b.table[0].z' \
        b.links b.other "$evil"; do
        try get "$spec" "$field"
    done
}
walk_get() { each_spec get_one; }
check_one() {
    for format in $(formats check --format); do try check "$spec" --format "$format"; done
}
walk_check() {
    for format in $(formats check --format); do try check --format "$format"; done
    each_spec check_one
    try check forms/broken.yaml
}
log_one() {
    for format in $(formats log --format); do
        try log "$spec" --format "$format"
        try log "$spec" --field a.text --format "$format"
    done
}
walk_log() {
    for format in $(formats log --format); do try log --format "$format"; done
    each_spec log_one
    try log --since "$evil"
}
diff_one() {
    for format in $(formats diff --format); do
        try diff --format "$format" "$spec"
        try diff --format "$format" "$spec" -- HEAD~3 HEAD
    done
    try diff "$spec" --since approved
}
walk_diff() {
    for format in $(formats diff --format); do
        try diff --format "$format"
        try diff --format "$format" HEAD~5 HEAD
    done
    each_spec diff_one
    try diff "$evil"
    try diff -- "$(git tag | head -1)"
}
blame_one() {
    for format in $(formats blame --format); do
        try blame "$spec" --format "$format"
        try blame "$spec" a.text --format "$format"
    done
}
walk_blame() { each_spec blame_one; }
walk_questions() {
    for format in $(formats questions --format); do
        try questions --format "$format"
        try questions --all --format "$format"
    done
    try questions --with "$evil"
}
walk_impact() {
    try impact "Zeta $evil"
    try impact 'Zeta'
    try impact A-HOST-V1
    try impact "$evil"
}
walk_map() {
    for format in $(formats map --to); do
        try map --to "$format"
        try map --around A-HOST-V1 --hops 2 --to "$format"
    done
    try map --around "$evil"
}
walk_form() {
    for form in forms/*.yaml hostile broken raw "$evil"; do
        try form show "$form"
        try form check "$form"
        try form schema "$form"
        for format in $(formats form --format); do try form impact "$form" --format "$format"; done
    done
    try form list
    try form check
}
walk_textconv() {
    each_spec textconv_one
    try textconv forms/hostile.yaml
    try textconv /dev/zero
}
textconv_one() { try textconv "$spec"; }
versions_one() {
    try versions "$spec"
    try versions "$spec" 1
}
walk_versions() { each_spec versions_one; }
recover_one() { try recover "$spec"; }
walk_recover() {
    try recover
    each_spec recover_one
}

# ── And for each that writes, in a copy ──

edit_one() {
    printf '?\n\n7777\n-\n:problems\n:missing\n:question %s\n:undo\n:go b.table\n?\n+\n%s\n\n:quit\nd\n' \
        "$evil" "$evil" >"$scratch/typed"
    try edit "$spec" --plain <"$scratch/typed"
    try edit "$spec" --plain --field "$evil" <"$scratch/typed"
}
walk_edit() { each_spec edit_one; }
walk_new() {
    try new "$evil" --no-edit
    try new A-NEW-V1 --no-edit --set "a.text=$evil" --set "a.title=$evil"
    try new A-COPY-V1 --no-edit --from interfaces/APP/A-HOST-V1.yaml
    try new ../outside/A-X-V1 --no-edit
    try new A-FORM-V1 --no-edit --form "$evil"
    try new A-PLAIN-V1 --plain <"$scratch/typed"
}
walk_init() {
    try init
    try init --form "$evil"
    try init "$evil"
}
set_one() {
    try set "$spec" "a.text=Plain"
    try set "$spec" "a.text=$evil"
    try set "$spec" "b.list+=$evil" "b.table+=$evil | Draft"
    try set "$spec" "$evil=1"
    try set "$spec" "form=$evil"
}
walk_set() { each_spec set_one; }
walk_unset() { each_spec unset_one; }
unset_one() { try unset "$spec" a.text 'b.table[0].y' 'b.list[0]'; }
walk_restore() { each_spec restore_one; }
restore_one() {
    try restore "$spec" HEAD~5 a.text
    try restore "$spec" HEAD~5
    try restore "$spec" "$evil"
}
walk_review() { each_spec review_one; }
review_one() {
    try review "$spec" approve -m "$evil" --role "$evil"
    try review "$spec" reject
}
walk_question() { each_spec question_one; }
question_one() {
    try question "$spec" a.text "$evil" --with "$evil"
    try question "$spec" a.text --answer "$evil"
    try question "$spec" "$evil" x
}
walk_rename() {
    try rename interfaces/APP/A-HOST-V1.yaml A-MOVED-V1 --references
    try rename interfaces/APP/A-MOVED-V1.yaml "$evil"
    try rename interfaces/APP/A-TWIN-V1.yaml ../../../outside/A-X-V1
    each_spec rename_one
}
rename_one() { try rename "$spec" "A-REN-V$calls"; }
walk_delete() { each_spec delete_one; }
delete_one() {
    try delete "$spec"
    try delete "$spec" --keep-references
    try delete "$spec" --references
}
walk_commit() {
    try commit --all -m "$evil"
    holds "$said.err" "huge.yaml has 5368709120 bytes"
    rm interfaces/APP/huge.yaml
    try commit --all -m "$evil"
    try commit --all
    try commit --all --no-verify -m "$evil"
    try commit interfaces/APP/A-TWIN-V1.yaml -m "$evil" --no-verify
    try commit interfaces/APP/A-HOST-V1.yaml -e --no-verify --signoff
    each_spec commit_one
}
commit_one() { try commit "$spec" --no-verify -m x; }
walk_trust() { try trust --remove; }

# ── The tests ──

evil=$(printf '\033]0;PWNED\007\033[7777m\302\233\302\215\010\177\342\200\256\342\200\213\357\273\277%%s%%n')
export EDITOR=true
reading='list find show get check log diff blame questions impact map form textconv versions recover'
writing='edit new init set unset restore review question rename delete commit trust'

knows_every_command() {
    commands | tr -s ' ' '\n' | sed '/^$/d' | sort >listed
    printf '%s\n' $reading $writing | sort >known
    diff listed known
    for command in $(cat listed); do try "$command" --help; try "$command" --"$evil"; done
    is_ours
}
check "every command of the help is walked" knows_every_command

reads() {
    cd "$top/repo"
    before=$(picture_of .)
    "walk_$command"
    leaves_no_trace
    [ "$(picture_of .)" = "$before" ] || { echo "reading wrote"; return 1; }
    is_ours
}
for command in $reading; do
    check "$command shows nothing that is not ours, and runs and writes nothing" reads
done

writes() {
    cp -a "$top/repo" "$top/copy"
    cd "$top/copy"
    "walk_$command" || { rm -rf "$top/copy"; return 1; }
    leaves_no_trace
    rm -rf "$top/copy"
    is_ours
}
for command in $writing; do
    check "$command shows nothing that is not ours, and runs and writes nothing outside" writes
done

says_what_is_wrong() {
    cp -a "$top/repo" "$top/copy"
    cd "$top/copy"
    cp "$top/broken-ifspec.yaml" ifspec.yaml
    for command in $reading; do
        try $command
        try $command interfaces/APP/A-HOST-V1.yaml
    done
    printf 'ref: refs/heads/%s\n' "$evil" >.git/HEAD
    printf 'form: hostile\n' >ifspec.yaml
    for command in $reading commit; do
        try $command
        try $command interfaces/APP/A-HOST-V1.yaml
    done
    printf '[core]\n\tworktree = %s\n\trepositoryformatversion = 0\n' "$top/outside" >.git/config
    for command in $reading commit; do
        try $command
        try $command interfaces/APP/A-HOST-V1.yaml
    done
    leaves_no_trace
    rm -rf "$top/copy"
    is_ours
}
check "broken settings, a bad HEAD, a working copy elsewhere: said in visible marks" says_what_is_wrong

starts_in_traps() {
    for folder in interfaces/APP/bare interfaces/APP/nested interfaces/APP/outside; do
        for command in $reading; do
            cd "$top/repo/$folder"
            try $command
        done
    done
    leaves_no_trace
    is_ours
}
check "an embedded bare repository, a nested one, a link out: nothing of them runs" starts_in_traps

# What a trusted hook, or the user's own signing program, says is shown like everything else.
shows_other_programs() {
    mkdir repository
    cd repository
    new_repository APP-A-B-C-V1
    printf '#!/bin/sh\nprintf "%%s\\n" "$EVIL"; printf "%%s\\n" "$EVIL" >&2; exit 1\n' >../says
    chmod +x ../says
    EVIL=$evil
    export EVIL
    cp ../says .git/hooks/pre-commit
    "$IFSPEC" set APP-A overview.data_volume=Low >/dev/null
    try commit --all -m x
    grep -q PWNED "$said.err" || { echo "the hook did not speak"; return 1; }
    rm .git/hooks/pre-commit
    git config commit.gpgSign true
    git config gpg.program "$PWD/../says"
    "$IFSPEC" trust >/dev/null
    try commit --all -m x
    grep -q PWNED "$said.err" || { echo "the signing program did not speak"; return 1; }
    is_ours
}
check "what hooks and signing programs say is shown in visible marks" shows_other_programs

# On a terminal the file, too, is shown in marks; its line ends are CR LF.
marks_the_file_on_a_terminal() {
    command -v script >/dev/null || return 0
    cd "$top/repo"
    calls=$((calls + 1))
    said="$scratch/said/$calls"
    echo terminal >"$said.call"
    : >"$said.err"
    script -qec "'$IFSPEC' show interfaces/APP/A-HOST-V1.yaml --format yaml" /dev/null |
        sed 's/\r$//' >"$said.out"
    grep -q '<RLO>' "$said.out"
    is_ours
}
check "a terminal gets the file in visible marks" marks_the_file_on_a_terminal

gives_back_unsaved_work() {
    cd "$top/repo"
    try recover
    grep -q 'not saved' "$said.out" || { cat "$said.out"; return 1; }
    each_spec recover_one
    each_spec restore_unsaved_one
    grep -q Unsaved interfaces/APP/A-HOST-V1.yaml
    leaves_no_trace
    is_ours
}
restore_unsaved_one() { try recover "$spec" --restore --mine; }
check "unsaved work of hostile specifications comes back in visible marks" gives_back_unsaved_work

done_testing
