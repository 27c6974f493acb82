# A commit killed or failing at its calls in .git: the old or the new commit, nothing of it left
# over, other people's staged work as it was, and the next commit works. Some of the calls; with
# SWEEP=all (`make fault`) each of them.
. "$SOURCE/tests/fault/lib.sh"

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

outcome() { if [ "$got" -eq 0 ]; then echo done; else echo failed; fi; }

# each_call ACTION FIRST STEP
each_call() {
    begin_commit
    count_calls
    n=$2
    step=$3
    [ "${SWEEP-}" != all ] || { n=1; step=1; }
    while [ "$n" -le "$calls" ]; do
        commit "any:$n:$1"
        is_sound >why 2>&1 || { echo "$1 at $n (status $got):"; cat why err; return 1; }
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

# Another program commits at one of our calls (where git may): its commit stays, ours is behind it or
# refused and said so, and what was staged is in one of them.
keeps_the_commit_of_another() {
    begin_commit
    count_calls
    cat >other <<'OTHER'
unset LD_PRELOAD FAULTFS FAULTFS_DIR FAULTFS_LOG FAULTFS_RUN
cd copy && git commit -q -m Other || git commit -q -m Other
OTHER
    n=1
    step=3
    [ "${SWEEP-}" != all ] || step=1
    while [ "$n" -le "$calls" ]; do
        export FAULTFS_RUN="sh '$PWD/other' >'$PWD/said' 2>&1"
        commit "any:$n:run"
        unset FAULTFS_RUN
        git -C copy log --format=%s >subjects
        git -C copy fsck --strict --no-dangling >fsck 2>&1 || { echo "at $n"; cat fsck; return 1; }
        if [ "$got" -eq 0 ]; then grep -qx New subjects; else [ -s err ] && ! grep -qx New subjects; fi ||
            { echo "at $n: status $got"; cat subjects err said; return 1; }
        git -C copy diff --quiet HEAD -- interfaces/APP/APP-A-B-D-V1.yaml ||
            [ "$(git -C copy status --porcelain -- interfaces/APP/APP-A-B-D-V1.yaml)" = "$staged" ] ||
            { echo "at $n: the staged file"; git -C copy status --porcelain; return 1; }
        ! grep -qx Other subjects || others=$((others + 1))
        n=$((n + step))
    done
    [ "$others" -gt 2 ]
}
others=0
staged="M  interfaces/APP/APP-A-B-D-V1.yaml"
check "a commit that another program makes meanwhile is kept" keeps_the_commit_of_another

done_testing
