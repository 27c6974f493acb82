#!/bin/sh
# Usage: coverage.sh BUILD FILE…: what the tests ran through, file by file, from gcov; the lines that
# none reached are listed. Fails if there are any.
build=$1
shift
folder=$(mktemp -d) || exit 3
trap 'rm -rf "$folder"' EXIT
source=$PWD
missed=0
for file in "$@"; do
    (cd "$folder" && gcov -p -o "$source/$build/$(dirname "$file")" "$source/$file" 2>/dev/null) |
        sed -n 's/^Lines executed:\(.*\)% of \(.*\)$/\1 \2/p' | head -1 | {
        read -r share lines
        printf '%6s %% of %4s lines  %s\n' "${share:-0}" "${lines:-?}" "$file"
    }
    report=$(find "$folder" -name "*$(basename "$file").gcov")
    if [ -z "$report" ] || grep '^ *#####:' "$report" >"$folder/missed"; then
        sed 's/^ *#####: */            /' "$folder/missed"
        missed=1
    fi
    rm -f "$folder"/*.gcov
done
exit $missed
