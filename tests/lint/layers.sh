#!/bin/sh
# The floors of the house: who includes whom, which floor sees which library, what nobody calls.
# FLOORS and MAY_x come from the Makefile.
set -u
failures=$(mktemp) || exit 3
trap 'rm -f "$failures"' EXIT

report() { # name
    if [ -s "$failures" ]; then
        echo "not ok - $1"
        sed 's/^/#   /' "$failures"
        status=1
    else
        echo "ok - $1"
    fi
    : >"$failures"
}
status=0

for floor in $FLOORS; do
    eval "may=\$MAY_$floor"
    grep -nH '^#include "' src/"$floor"/*.[ch] include/"$floor"/*.h 2>/dev/null |
        while IFS= read -r line; do
            included=$(printf '%s\n' "$line" | sed 's/.*#include "\([^"]*\)".*/\1/')
            from=${line%%:*}
            case " $floor $may " in
            *" ${included%%/*} "* | *" $included "*) ;;
            *)  case $included in
                */*) echo "$line: floor $floor may not include it" ;;
                *)  [ -f "$(dirname "$from")/$included" ] ||
                        echo "$line: names no floor" ;;
                esac ;;
            esac
        done >>"$failures"
done
report "every floor includes only itself and the floors below it"

library() { # pattern, floors that may see it
    pattern=$1
    shift
    for file in $(grep -lE "^#include <($pattern)" src/*.c src/*/*.[ch] 2>/dev/null); do
        floor=$(basename "$(dirname "$file")")
        case " $* " in
        *" $floor "*) ;;
        *) echo "$file: includes <$pattern>" ;;
        esac
    done >>"$failures"
}
library 'n?curses(w/.*)?|term\.h' term
library 'yaml\.h' yaml
library 'git2' git
library 'zlib\.h' git
library 'jansson' export
library 'pcre2' model
library 'nettle/' model git
library 'uni(str|case|ctype|norm|gbrk|wbrk|lbrk|width|name|conv|stdio|types)\.h' base
grep -nE '^#include <(n?curses|yaml\.h|git2|zlib\.h|jansson|nettle|pcre2|unistr|unicase|unictype|uninorm|unigbrk|uniwbrk|unilbrk|uniwidth)' include/*/*.h >>"$failures"
report "each library is seen by its own floor only, and by no door"

# Those that no file may name the compiler knows (include/base/poison.h).
grep -nE '(^|[^_[:alnum:]>.])(printw|mvprintw|wprintw|mvwprintw)[[:blank:]]*\(' \
    src/*.c src/*/*.[ch] >>"$failures"
report "nobody prints on the screen with a format"

grep -lE '^#define _GNU_SOURCE' src/*.c src/*/*.[ch] 2>/dev/null | sed -n '2,$p' >>"$failures"
report "at most one file asks for _GNU_SOURCE"

awk 'FNR == 1 { if (lines > 600) print file ": " lines " lines"; file = FILENAME } { lines = FNR }
     END { if (lines > 600) print file ": " lines " lines" }' src/*.c src/*/*.[ch] include/*/*.h >>"$failures"
report "no file is longer than 600 lines"

exit $status
