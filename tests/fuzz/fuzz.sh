#!/bin/sh
# Usage: fuzz.sh BUILD SECONDS TARGET…: run the fuzzers, two at a time, from the corpora that are
# checked in and what earlier runs found; then one line a target. What breaks one stays in
# BUILD/fuzz/TARGET-crash-…: reduce it and put it into tests/fuzz/corpus/TARGET.
build=$1
seconds=$2
shift 2
targets=$*
mkdir -p "$build/fuzz"

run_one() {
    mkdir -p "$build/fuzz/$1"
    set -- "$1" "$build/fuzz/$1" "tests/fuzz/corpus/$1"
    [ "$1" = yaml ] && set -- "$@" tests/fidelity/in
    target=$1
    shift
    dictionary=tests/fuzz/$target.dict
    ASAN_OPTIONS=allocator_may_return_null=0 "$build/tests/fuzz/${target}_fuzzer" \
        -max_total_time="$seconds" -max_len=4096 -timeout=10 -rss_limit_mb=2048 \
        -print_final_stats=1 ${dictionary:+$([ -f "$dictionary" ] && echo "-dict=$dictionary")} \
        -artifact_prefix="$build/fuzz/$target-" "$@" >"$build/fuzz/$target.log" 2>&1
    echo $? >"$build/fuzz/$target.status"
}

status=0
while [ $# -gt 0 ]; do
    run_one "$1" &
    first=$!
    if [ $# -gt 1 ]; then
        run_one "$2" &
        wait $!
    fi
    wait $first
    shift $(($# > 1 ? 2 : 1))
done

printf '%-8s %12s %8s %8s  %s\n' target executions edges inputs result
for target in $targets; do
    log=$build/fuzz/$target.log
    result=ok
    if [ "$(cat "$build/fuzz/$target.status")" -ne 0 ]; then
        result="FAILED, see $log"
        status=1
    fi
    printf '%-8s %12s %8s %8s  %s\n' "$target" \
        "$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")" \
        "$(sed -n 's/.* cov: \([0-9]*\) .*/\1/p' "$log" | tail -1)" \
        "$(sed -n 's/.* corp: \([0-9]*\)\/.*/\1/p' "$log" | tail -1)" "$result"
done
exit $status
