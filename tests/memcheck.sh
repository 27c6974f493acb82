#!/bin/sh
# The unit tests and one session on a terminal below valgrind: nothing is read before it is written,
# nothing is lost.
number=0
status=0
log=$(mktemp) || exit 3
trap 'rm -f "$log"' EXIT

check() { # PROGRAM OPTION…
    number=$((number + 1))
    program=$1
    shift
    if valgrind -q --leak-check=full --errors-for-leak-kinds=definite --error-exitcode=9 \
        --suppressions="$SOURCE/tests/memcheck.supp" \
        "$@" "$program" >"$log" 2>&1; then
        echo "ok $number - $(basename "$program")"
    else
        echo "not ok $number - $program"
        grep -v '^--' "$log"
        status=1
    fi
}

for program in $MEMCHECK; do
    check "$program"
done
# The program on its pty is a child of the test; what it starts itself is not ours. What valgrind
# has to say must not reach that pty.
folder=$(mktemp -d) || exit 3
trap 'rm -rf "$log" "$folder"' EXIT
check "$BUILD/tests/screens/settings_test" --log-file="$folder/%p" --trace-children=yes \
    --trace-children-skip='*/git,*/sh,*/rm,*/mkdir,*/cp'
number=$((number + 1))
if grep -l '^==.*\(definitely lost\|Invalid\|ninitialised\)' "$folder"/* >/dev/null; then
    echo "not ok $number - the program in that session"
    cat "$folder"/*
    status=1
else
    echo "ok $number - the program in that session"
fi
echo "1..$number"
exit $status
