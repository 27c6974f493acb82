#!/bin/sh
# Usage: coverage.sh BUILD REASONS FILE…: what the tests ran through, file by file, from gcov. Lines
# that none reached are listed, with the reason where REASONS has one: "FILE: LINE", and indented
# below it why no test can reach it. Fails if a line has no reason, or a reason has no line any more.
build=$1
reasons=$2
shift 2
report=$(mktemp) || exit 3
used=$(mktemp) || exit 3
trap 'rm -f "$report" "$used"' EXIT
missed=0
reached=0
lines=0
explained=0

# The reason for a line, indented; nothing if there is none.
reason_of() {
    line=$1 awk '/^#/ || /^$/ { next } !/^ / { found = $0 == ENVIRON["line"]; next } found' "$reasons"
}

for file in "$@"; do
    gcov --stdout -o "$build/$(dirname "$file")" "$file" >"$report" 2>/dev/null
    run=$(grep -c '^ *[0-9]*\*\{0,1\}: *[1-9]' "$report")
    not_run=$(grep -c '^ *#####: ' "$report")
    printf '%5d of %4d lines  %s\n' "$run" $((run + not_run)) "$file"
    reached=$((reached + run))
    lines=$((lines + run + not_run))
    [ "$run" -gt 0 ] || missed=$((missed + 1))
    sed -n 's/^ *#####: *\([0-9]*\): */\1 /p' "$report" >"$report.lines"
    while read -r number text; do
        printf '            %s: %s\n' "$number" "$text"
        reason=$(reason_of "$file: $text")
        if [ -n "$reason" ]; then
            printf '            %s\n' "$reason"
            echo "$file: $text" >>"$used"
            explained=$((explained + 1))
        else
            missed=$((missed + 1))
        fi
    done <"$report.lines"
    rm -f "$report.lines"
done
sort -u "$used" -o "$used"
stale=$(grep -v '^ \|^#\|^$' "$reasons" | sort | comm -23 - "$used")
printf '%d of %d lines reached, %d not: %d with a reason, %d without\n' "$reached" "$lines" \
    $((lines - reached)) "$explained" $((lines - reached - explained))
[ -z "$stale" ] || printf 'reached after all, or gone; take it out of %s:\n%s\n' "$reasons" "$stale"
[ "$missed" -eq 0 ] && [ -z "$stale" ]
