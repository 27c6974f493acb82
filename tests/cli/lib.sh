# What every test of the command line begins with: `. "$SOURCE/tests/cli/lib.sh"`.
# Each file works in a folder of its own; each test makes its own repository in it. A test is a
# sentence and a shell function; it fails at its first failing line.
set -u
IFSPEC=${IFSPEC:?the program to test}
SOURCE=${SOURCE:?the source tree}
# Every save is flushed to the disk: memory is quicker where there is some.
if [ -z "${TMPDIR-}" ] && [ -w /dev/shm ]; then TMPDIR=/dev/shm; fi
scratch=$(mktemp -d "${TMPDIR:-/tmp}/ifspec-cli.XXXXXX") || exit 3
trap 'rm -rf "$scratch"' EXIT
test_count=0
failure_count=0

export HOME="$scratch/home" XDG_CONFIG_HOME="$scratch/config" XDG_DATA_HOME="$scratch/data"
export XDG_STATE_HOME="$scratch/state" GIT_CONFIG_NOSYSTEM=1 LC_ALL=C.UTF-8 TZ=UTC TERM=dumb
export GIT_AUTHOR_DATE="2025-05-01T10:00:00Z" GIT_COMMITTER_DATE="2025-05-01T10:00:00Z"
export SOURCE_DATE_EPOCH=1746093600
unset GIT_AUTHOR_NAME GIT_AUTHOR_EMAIL GIT_COMMITTER_NAME GIT_COMMITTER_EMAIL GIT_DIR NO_COLOR
mkdir -p "$HOME"

# check "names a sentence" function: run it in an empty folder. What cannot be tested here prints
# "skipped: why".
check() {
    test_count=$((test_count + 1))
    work="$scratch/$test_count"
    mkdir "$work"
    # Not as a condition: there the shell would forget set -e.
    (
        cd "$work"
        set -e
        "$2"
    ) </dev/null >"$work.log" 2>&1
    if [ $? -eq 0 ]; then
        echo "ok $test_count - $1$(sed -n 's/^skipped: / # SKIP /p' "$work.log")"
    else
        echo "not ok $test_count - $1"
        sed 's/^/# /' "$work.log"
        failure_count=$((failure_count + 1))
    fi
}

done_testing() {
    echo "1..$test_count"
    [ "$failure_count" -eq 0 ]
}

# run STATUS ARGUMENTS…: the program must end with this status; its output is in the files out and
# err. Standard input is what run got.
run() {
    wanted=$1
    shift
    got=0
    "$IFSPEC" "$@" >out 2>err || got=$?
    if [ "$got" -ne "$wanted" ]; then
        echo "ifspec $*: status $got, not $wanted"
        cat out err
        return 1
    fi
}

# The output is exactly these lines, one argument each.
prints() {
    if [ $# -eq 0 ]; then : >wanted; else printf '%s\n' "$@" >wanted; fi
    diff wanted out
}

# Standard error has exactly these lines.
complains() {
    printf '%s\n' "$@" >wanted
    diff wanted err
}

# FILE holds this text somewhere.
holds() {
    grep -qF -e "$2" "$1" || {
        echo "$1 does not hold: $2"
        cat "$1"
        return 1
    }
}

lacks() {
    if grep -qF -e "$2" "$1"; then
        echo "$1 holds: $2"
        return 1
    fi
}

# No byte below a blank but line ends and tabs, no DEL, in what was printed.
is_clean() {
    if LC_ALL=C grep -q "[$(printf '\001-\010\013-\037\177')]" out err; then
        echo "control bytes in the output"
        od -c out | head
        od -c err | head
        return 1
    fi
}

# A repository with an identity; `new_repository ID…` makes and commits these specifications.
new_repository() {
    "$IFSPEC" init . >/dev/null
    git config user.name "Anna Example"
    git config user.email anna@example.org
    for id in "$@"; do
        "$IFSPEC" new "$id" --no-edit --set "description.title=Title of $id" >/dev/null
    done
    [ $# -eq 0 ] || "$IFSPEC" commit --all -m "First" >/dev/null
}
