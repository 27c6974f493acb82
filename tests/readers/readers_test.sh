#!/bin/sh
# Every string of the style test is the same string for the other YAML readers that are installed:
# PyYAML and ruamel.yaml, npm's yaml and js-yaml (found through NODE_PATH). READERS_EVERY=1 asks the
# slow ones for all strings, not for a sample.
set -u
here=$SOURCE/tests/readers
work=$(mktemp -d) || exit 3
trap 'rm -rf "$work"' EXIT
export PYTHONDONTWRITEBYTECODE=1
sample=${READERS_EVERY:-23}
number=0

if ! STYLE_DUMP=$work/strings "$BUILD/tests/unit/yaml/style_test" >"$work/log" 2>&1; then
    cat "$work/log"
    echo "not ok 1 - the style test"
    exit 1
fi

# ask TITLE COMMAND...: exit status 0 all right, 77 not installed
ask() {
    title=$1
    shift
    number=$((number + 1))
    "$@" >"$work/log" 2>&1
    case $? in
    0) echo "ok $number - $title: $(tail -n 1 "$work/log")" ;;
    77 | 127) echo "ok $number - $title # SKIP not installed" ;;
    *)
        tail -n 20 "$work/log"
        echo "not ok $number - $title"
        ;;
    esac
}

python=$(command -v /usr/bin/python3 || command -v python3 || echo python3)
ask "PyYAML with libyaml" "$python" "$here/read.py" c "$work/strings" 3
ask "PyYAML" "$python" "$here/read.py" pure "$work/strings" "$sample"
ask "ruamel.yaml, YAML 1.2" "$python" "$here/read.py" 1.2 "$work/strings" "$sample"
ask "ruamel.yaml, YAML 1.1" "$python" "$here/read.py" 1.1 "$work/strings" "$sample"
ask "npm yaml, YAML 1.2" node "$here/read.js" yaml-1.2 "$work/strings" 3
ask "npm yaml, YAML 1.1" node "$here/read.js" yaml-1.1 "$work/strings" 3
ask "npm js-yaml" node "$here/read.js" js-yaml "$work/strings"
