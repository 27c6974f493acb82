# A commit killed or failing at its calls in .git: the old or the new commit, nothing of it left
# over, other people's staged work as it was, and the next commit works. Some of the calls; with
# SWEEP=all (`make fault`) each of them.
. "$SOURCE/tests/cli/lib.sh"
faultfs="$BUILD/tests/fault/faultfs.so"

if ldd "$IFSPEC" | grep -q asan; then
    echo "ok 1 - faults are not injected under the address sanitizer # SKIP"
    echo "1..1"
    exit 0
fi

# Two changed specifications, one of them to be committed; the other one is staged.
begin() {
    mkdir origin
    cd origin
    new_repository APP-A-B-C-V1 APP-A-B-D-V1
    "$IFSPEC" set APP-A-B-C-V1 overview.data_volume=Low >/dev/null
    "$IFSPEC" set APP-A-B-D-V1 overview.data_volume=Low >/dev/null
    git add interfaces/APP/APP-A-B-D-V1.yaml
    old=$(git rev-parse HEAD)
    git status --porcelain >../status.old
    cd ..
    cp -a origin copy
    (cd copy && "$IFSPEC" commit APP-A-B-C-V1 -m New >/dev/null && git status --porcelain) >status.new
}

# commit FAULTS: in a fresh copy; its status is in `got`.
commit() {
    rm -rf copy calls
    cp -a origin copy
    got=0
    FAULTFS=$1 FAULTFS_DIR="$PWD/copy/.git" FAULTFS_LOG="$PWD/calls" LD_PRELOAD="$faultfs" \
        "$IFSPEC" -C copy commit APP-A-B-C-V1 -m New >out 2>err || got=$?
}

count_calls() {
    commit any:9999:EIO
    [ "$got" -eq 0 ]
    calls=$(grep -vc '^0 ' calls)
    [ "$calls" -gt 20 ]
}

# The next run has cleaned up, whatever was left.
is_sound() {
    (
        cd copy
        "$IFSPEC" log APP-A-B-C-V1 >/dev/null || exit 1
        [ -z "$(find .git -name '*.lock' -o -name 'ifspec-*')" ] || { echo "left over"; exit 1; }
        git fsck --strict --no-dangling >../fsck 2>&1 || { cat ../fsck; exit 1; }
        git status --porcelain >../status
        if [ "$(git rev-parse HEAD)" = "$old" ]; then
            diff ../status.old ../status || exit 1
            [ "$1" = failed ] || { echo "status 0, and no commit"; exit 1; }
            "$IFSPEC" commit APP-A-B-C-V1 -m New >/dev/null || exit 1
            git status --porcelain >../status
        fi
        diff ../status.new ../status
    )
}

outcome() { if [ "$got" -eq 0 ]; then echo done; else echo failed; fi; }

# each_call ACTION FIRST STEP
each_call() {
    begin
    count_calls
    n=$2
    step=$3
    [ "${SWEEP-}" != all ] || { n=1; step=1; }
    while [ "$n" -le "$calls" ]; do
        commit "any:$n:$1"
        is_sound "$(outcome)" >why 2>&1 || { echo "$1 at $n (status $got):"; cat why err; return 1; }
        [ "$got" -eq 0 ] || [ "$got" -gt 128 ] || [ -s err ] || { echo "$1 at $n: nothing said"; return 1; }
        n=$((n + step))
    done
}
killed() { each_call kill 1 3; }
killed_behind() { each_call killafter 2 7; }
torn() { each_call torn 3 7; }
full() { each_call ENOSPC 1 6; }
check "a kill at a call leaves the old or the new commit" killed
check "a kill behind a call does, too" killed_behind
check "half a write does, too" torn
check "a full disk does, too, and says so" full

done_testing
