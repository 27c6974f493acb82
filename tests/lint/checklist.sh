#!/bin/sh
# Every row of tests/screens/checklist.md is claimed by tests, and each of them exists and runs.
set -u
tests=$SOURCE/tests
list=$tests/screens/checklist.md
rows=62
status=0

verdict() {
    if [ "$1" -eq 0 ]; then
        echo "ok - $2"
    else
        echo "not ok - $2"
        status=1
    fi
}

# A C function that a table of tests names, or a sentence of a shell test.
runs() {
    case $1 in
    *.c)
        grep -q "^static void $2(void \*\*state)" "$tests/$1" &&
            grep -qiE "test\w*\($2[,)]" "$tests/$1"
        ;;
    *.sh) grep -qF "check \"$2\"" "$tests/$1" ;;
    *) false ;;
    esac
}

[ "$(grep -oE '^[0-9]+\.' "$list")" = "$(seq -f '%g.' "$rows")" ]
verdict $? "the rows are numbered from 1 to $rows"

! awk '/^[0-9]+\./ { if (row && !claimed) print row; row = $1; claimed = 0 }
    /^ *- / { claimed = 1 } END { if (!claimed) print row }' "$list" | grep .
verdict $? "every row names a test"

missing=$(sed -n 's/^ *- //p' "$list" | while IFS= read -r claim; do
    runs "${claim%%: *}" "${claim#*: }" || echo "# there is no $claim"
done)
[ -z "$missing" ] || echo "$missing"
[ -z "$missing" ]
verdict $? "every test that is named exists and runs"
exit $status
