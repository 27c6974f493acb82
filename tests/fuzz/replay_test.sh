#!/bin/sh
# Every fuzz target over its corpus: what once broke it, and what reaches far into it.
number=0
status=0
for target in $FUZZ_TARGETS; do
    number=$((number + 1))
    set -- "$SOURCE/tests/fuzz/corpus/$target"
    [ "$target" = yaml ] && set -- "$@" "$SOURCE/tests/fidelity/in"
    if report=$("$BUILD/tests/fuzz/${target}_replay" "$@" 2>&1); then
        echo "ok $number - $target: $(echo "$report" | sed -n '$s/# //p')"
    else
        echo "not ok $number - $target"
        echo "$report" | tail -40
        status=1
    fi
done
echo "1..$number"
exit $status
