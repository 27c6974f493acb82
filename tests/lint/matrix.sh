#!/bin/sh
# Every row of the failure matrix is claimed, and the tests that claim it are there: by their names
# in tests/fault/matrix.md.
set -u
matrix=tests/fault/matrix.md
status=0

# numbers PREFIX FIRST LAST
numbers() { seq "$2" "$3" | sed "s/^/$1/"; }
wanted=$(
    numbers 5.1. 1 12
    numbers 5.2. 1 14
    numbers 5.3. 1 10
    numbers 5.4. 1 9
    numbers 5.5. 1 15
    numbers T 1 22
    numbers P 1 26
)
found=$(sed -n 's/^| \([5TP][0-9.]*\) |.*/\1/p' $matrix)
if [ "$wanted" = "$found" ]; then
    echo "ok - each row of the matrix is there once"
else
    echo "not ok - each row of the matrix is there once"
    status=1
fi

rows=$(mktemp) || exit 3
trap 'rm -f "$rows"' EXIT
sed -n 's/^| \([5TP][0-9.]*\) | [^|]* | \(.*\) |$/\1 \2/p' $matrix >"$rows"
while read -r row tests; do
    bad=
    rest="$tests<br>"
    while [ -n "$rest" ]; do
        test=${rest%%<br>*}
        rest=${rest#*<br>}
        case $test in
        'no test: '?*) continue ;;
        tests/*.c:\ * | tests/*.sh:\ *) ;;
        *) bad="$bad $test;" && continue ;;
        esac
        file=${test%%: *}
        name=${test#*: }
        case $file in
        *.c) grep -qE "[( ]$name[,)]" "$file" ;;
        *) grep -qF "\"$name\"" "$file" ;;
        esac 2>/dev/null || bad="$bad $test;"
    done
    if [ -z "$bad" ]; then
        echo "ok - $row is claimed"
    else
        echo "not ok - $row:$bad is no test"
        status=1
    fi
done <"$rows"
exit $status
