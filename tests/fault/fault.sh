#!/bin/sh
# The sweeps of `make fault`: the real program, killed and failed at every operation of a save. Needs
# python3 (standard library only) and ptrace; says so and skips where they are missing.
# usage: fault.sh [quick]
set -u
IFSPEC=${IFSPEC:?the program to test}
SOURCE=${SOURCE:?the source tree}
explorer="$SOURCE/tests/fault/crashexplore.py"
if ! command -v python3 >/dev/null || ! python3 "$explorer" --mode kill -- true >/dev/null 2>&1; then
    echo "skipped: the sweeps need python3 on x86_64 Linux, and ptrace"
    echo "ok - nothing to sweep with"
    exit 0
fi
[ -z "${TMPDIR-}" ] && [ -w /dev/shm ] && export TMPDIR=/dev/shm
scratch=$(mktemp -d "${TMPDIR:-/tmp}/ifspec-fault.XXXXXX") || exit 3
trap 'rm -rf "$scratch"' EXIT
export HOME="$scratch/home" GIT_CONFIG_NOSYSTEM=1 LC_ALL=C.UTF-8 TZ=UTC TERM=xterm-256color
export ASAN_OPTIONS=detect_leaks=0
# The setup of a sweep runs more than once: its commits must be the same ones.
export GIT_AUTHOR_DATE="2025-05-01T10:00:00Z" GIT_COMMITTER_DATE="2025-05-01T10:00:00Z"
mkdir -p "$HOME" "$scratch/one/repo" "$scratch/one/state"
spec=interfaces/APP/APP-A-B-C-V1.yaml
(
    cd "$scratch/one/repo" &&
        XDG_STATE_HOME="$scratch/other" "$IFSPEC" init . &&
        XDG_STATE_HOME="$scratch/other" "$IFSPEC" new APP-A-B-C-V1 --no-edit \
            --set description.title=First
) >"$scratch/log" 2>&1 || { cat "$scratch/log"; exit 3; }
passed=0
failed=0

# sweep "a name" EXPLORER-OPTIONS… -- COMMAND…: in a fresh copy of the repository.
sweep() {
    name=$1
    shift
    python3 "$explorer" --tmp "$scratch" --env 'XDG_STATE_HOME=$WORK/state' "$@" \
        >"$scratch/log" 2>&1
    status=$?
    counts=$(grep -E '^[0-9]+ passed, [0-9]+ failed' "$scratch/log" | tail -1)
    if [ "$status" -eq 0 ] && [ -n "$counts" ]; then
        echo "ok - $name: $counts"
    else
        echo "not ok - $name: ${counts:-no result}"
        sed 's/^/#   /' "$scratch/log"
    fi
    passed=$((passed + $(echo "${counts:-0}" | sed 's/ passed.*//')))
    failed=$((failed + $(echo "${counts:-0 passed, 1}" | sed 's/.*passed, //; s/ failed.*//')))
}

copy="cp -r $scratch/one/. ."
set_value="-C repo set APP-A overview.data_volume=Low"
target="--target repo/$spec"

sweep "save, promises 1 and 5" --setup "$copy" $target --mode kill,torn,short \
    -- "$IFSPEC" $set_value
if [ "${1-}" = quick ]; then
    sweep "save with a full disk" --setup "$copy" $target --mode error --errors ENOSPC \
        -- "$IFSPEC" $set_value
    echo "$passed passed, $failed failed"
    exit $((failed > 0))
fi
sweep "save, errors at each call, promise 5" --setup "$copy" $target --mode error,sticky \
    -- "$IFSPEC" $set_value
sweep "save, signals at each call, promise 4" --setup "$copy" $target --mode signal \
    --signals SIGTERM,SIGHUP,SIGINT,SIGPIPE -- "$IFSPEC" $set_value
for model in posix journal; do
    sweep "save, power cuts ($model), promise 2" --setup "$copy" $target --mode powerloss \
        --model $model --cap 500 --saved-marker Saved -- "$IFSPEC" $set_value
done
# In place: the journal holds both texts, and `recover` finishes what was begun. (After a power cut
# the explorer looks at a copy in another folder, to which the journal does not belong.)
two_names="$copy && ln repo/$spec repo/other"
sweep "save of a file with two names, promise 9" --setup "$two_names" $target \
    --recover-glob 'state/ifspec/journal/*/journal' --mode kill,torn,error,short \
    --errors ENOSPC,EIO --check "$SOURCE/tests/fault/finish_save.sh" -- "$IFSPEC" $set_value
sweep "save of a file with two names, power cuts" --setup "$two_names" $target \
    --recover-glob 'state/ifspec/journal/*/journal' --mode powerloss --cap 200 \
    -- "$IFSPEC" $set_value
sweep "new specification" --setup "$copy" --mode kill,torn,error,short,powerloss --cap 200 \
    --target repo/interfaces/APP/APP-N-E-W-V1.yaml --errors ENOSPC,EIO \
    -- "$IFSPEC" -C repo new APP-N-E-W-V1 --no-edit
sweep "restored version, promise 12" \
    --setup "$copy && XDG_STATE_HOME=\$PWD/state $IFSPEC $set_value >/dev/null" \
    $target --mode kill,torn,error,short,powerloss --cap 200 --errors ENOSPC,EIO \
    -- "$IFSPEC" -C repo versions APP-A 2 --restore
# Typed text is in the journal from the operation on that makes it so: the flush of its folder.
first=$(python3 "$explorer" --tmp "$scratch" --env 'XDG_STATE_HOME=$WORK/state' --setup "$copy" \
    $target --mode kill --limit 1 --trace --keys '<WAIT>NEWTEXT<TAB><WAIT><C-s><WAIT><C-q><WAIT>d' \
    -- "$IFSPEC" -C repo edit APP-A --field description.title |
    sed -n 's/^ *#\([0-9]*\) *openat(.*ifspec-tmp).*/\1/p' | head -1)
sweep "editor, kill -9 and signals, promises 3 and 4" --setup "$copy" $target \
    --recover-glob 'state/ifspec/journal/*/*' --unsaved NEWTEXT --unsaved-from "${first:-1}" \
    --saved-marker 'Saved interfaces' --mode kill,torn,short,signal --signals SIGTERM,SIGHUP,SIGINT \
    --keys '<WAIT>NEWTEXT<TAB><WAIT><C-s><WAIT><C-q><WAIT>d' \
    -- "$IFSPEC" -C repo edit APP-A --field description.title
sweep "editor, errors at each call, promises 3 and 5" --setup "$copy" $target --status-free \
    --recover-glob 'state/ifspec/journal/*/*' --unsaved NEWTEXT --unsaved-from "${first:-1}" \
    --mode error --errors ENOSPC,EIO \
    --keys '<WAIT>NEWTEXT<TAB><WAIT><C-s><WAIT><C-q><WAIT>d' \
    -- "$IFSPEC" -C repo edit APP-A --field description.title
sweep "editor, power cuts, promises 2 and 3" --setup "$copy" $target \
    --recover-glob 'state/ifspec/journal/*/*' --unsaved NEWTEXT --unsaved-from "${first:-1}" \
    --saved-marker 'Saved interfaces' --mode powerloss --cap 200 \
    --keys '<WAIT>NEWTEXT<TAB><WAIT><C-s><WAIT><C-q><WAIT>d' \
    -- "$IFSPEC" -C repo edit APP-A --field description.title
# A torn index is git's to rebuild: it holds no text (promises 13 and 19).
committed="$copy && cd repo && git config user.name A && git config user.email a@example.org &&
    git add -A && git commit -q -m First &&
    XDG_STATE_HOME=\$WORK/state $IFSPEC set APP-A overview.data_volume=Low >/dev/null"
for mode in kill torn "error --errors ENOSPC,EIO" "powerloss --cap 200 --saved-marker Committed"; do
    sweep "commit, ${mode%% *}, promise 13" --setup "$committed" --watch '$WORK/repo/.git' \
        --check "$SOURCE/tests/fault/check_commit.sh" --mode $mode \
        -- "$IFSPEC" -C repo commit APP-A -m New
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
