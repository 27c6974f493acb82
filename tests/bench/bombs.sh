#!/bin/sh
# bombs.sh PROGRAM FOLDER: the hostile files of make_bombs.py, each opened by yaml_edit within 2 s
# of CPU and 512 MB of memory, or refused.
set -u
program=$1
folder=$2
command -v python3 >/dev/null || { echo "yaml-bombs: skipped, python3 is not installed"; exit 0; }
[ -d "$folder" ] || PYTHONDONTWRITEBYTECODE=1 python3 "$(dirname "$0")/../tools/make_bombs.py" "$folder"
failed=0
for bomb in "$folder"/*.yaml; do
    text=$( (ulimit -t 2 && ulimit -v 524288 && exec "$program" "$bomb" check) 2>&1 >/dev/null)
    status=$?
    case $status in
    0) text="opened" ;;
    3 | 4) ;;
    *) failed=1 text="FAILED, exit $status" ;;
    esac
    printf '%s: %s\n' "${bomb##*/}" "${text#"$bomb":}"
done
exit $failed
