#!/bin/sh
# Usage: coverage.sh BUILD FILE…: what the tests ran through, file by file, from gcov; the lines that
# none reached are listed. Fails if there are any.
build=$1
shift
report=$(mktemp) || exit 3
trap 'rm -f "$report"' EXIT
missed=0
for file in "$@"; do
    gcov --stdout -o "$build/$(dirname "$file")" "$file" >"$report" 2>/dev/null
    run=$(grep -c '^ *[0-9]*\*\{0,1\}: *[1-9]' "$report")
    not_run=$(grep -c '^ *#####: ' "$report")
    printf '%5d of %4d lines  %s\n' "$run" $((run + not_run)) "$file"
    if [ "$run" -eq 0 ] || [ "$not_run" -gt 0 ]; then
        sed -n 's/^ *#####: */            /p' "$report"
        missed=1
    fi
done
exit $missed
