#!/bin/sh
# Every header compiles alone.
set -u
status=0
for header in include/*/*.h src/*/*_internal.h; do
    [ -f "$header" ] || continue
    # shellcheck disable=SC2086 # a list of options
    if printf '#include "%s"\n' "${header#include/}" |
        ${CC:-cc} $HEADER_FLAGS -Werror -I. -x c -fsyntax-only -; then
        echo "ok - $header compiles alone"
    else
        echo "not ok - $header compiles alone"
        status=1
    fi
done
exit $status
