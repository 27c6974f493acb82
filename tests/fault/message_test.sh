# The calls that one file of a save or a commit needs, each failing once: what went wrong is said,
# the old text or the new one is there whole, and the next try works. (The sweeps over all calls are
# in save_test.sh and commit_test.sh; here each place must give its own message.)
. "$SOURCE/tests/fault/lib.sh"

# sweep FAULT TEXT…: `attempt` and `judge` of the test, the fault's # being the first call at `place`,
# the second …, until there are no more. Each TEXT must have been said.
sweep() {
    fault=$1
    shift
    op=${fault%:#*}
    op=${op##*,}
    : >said
    n=1
    while :; do
        attempt "$(echo "$fault" | sed "s/#/$n/")"
        [ "$(grep -c "^[0-9]* [0-9]* $op " calls)" -ge "$n" ] || break
        if [ "$got" -ne 0 ]; then
            [ "$got" -lt 128 ] && [ -s err ] || { echo "$fault at $n: status $got"; cat err; return 1; }
            cat err >>said
        fi
        judge >why 2>&1 || { echo "$fault at $n (status $got):"; cat why err; return 1; }
        n=$((n + 1))
        [ "$n" -lt 200 ] || { echo "$fault: no end"; return 1; }
    done
    [ "$n" -gt 1 ] || { echo "$fault: nothing failed in $place"; return 1; }
    for text in "$@"; do holds said "$text"; done
}

# ── a save ──

begin_saves() {
    begin_save
    place="$PWD/interfaces"
    names=1
    attempt() { save "$1"; }
    judge() { is_saved_or_old; }
}
save() {
    rm -rf "$XDG_STATE_HOME" interfaces/APP/.[!.]* calls other
    cp old $spec
    [ "$names" -eq 1 ] || ln $spec other
    : >calls
    got=0
    FAULTFS=$1 FAULTFS_DIR="$place" FAULTFS_LOG="$PWD/calls" LD_PRELOAD="$faultfs" \
        "$IFSPEC" set "${2:-APP-A}" overview.data_volume=Low >out 2>err || got=$?
}
is_saved_or_old() {
    if [ "$got" -eq 0 ]; then cmp $spec new; else cmp $spec old || cmp $spec new; fi
}
disk="the disk reports an error: save elsewhere and check the disk"

says_why_it_cannot_save() {
    begin_saves
    place="$PWD/$spec"
    sweep open:#:EIO "cannot save $spec: $disk"
    sweep read:#:EIO "$spec: $disk"
    place="$PWD/interfaces"
    sweep open:#:EMFILE "cannot save $spec: too many files are open: raise ulimit -n"
    sweep open:#:EACCES "cannot save $spec: the folder cannot be written, it has mode 0755 and belongs to"
    sweep read:#:EIO "cannot save $spec: $disk"
    sweep write:#:EFBIG "cannot save $spec: the file is larger than the limit"
    sweep fsync:#:EIO "cannot save $spec: $disk"
    sweep close:#:EIO "cannot save $spec: $disk"
    sweep rename:#:EIO "cannot save $spec: $disk"
    sweep rename:#:ENOENT "$spec was changed by another program"
    sweep attr:#:EIO "cannot save $spec: $disk"
    sweep attr:#:ENOMEM "cannot save $spec: Cannot allocate memory"
    sweep look:#:EIO "cannot save $spec: $disk"
}
check "why a file cannot be saved is said" says_why_it_cannot_save

# The file is found by a link, and may be gone by the next look.
says_why_a_link_leads_nowhere() {
    begin_saves
    ln -s APP-A-B-C-V1.yaml interfaces/APP/link.yaml
    place="$PWD/interfaces/APP/link.yaml"
    attempt() { save "$1" interfaces/APP/link.yaml; }
    sweep look:#:EIO "$disk"
    sweep look:#:ENOENT
    place="$PWD/interfaces"
    attempt() { save "$1"; }
    sweep look:#:ENOENT
}
check "a link that leads nowhere by the next look is said" says_why_a_link_leads_nowhere

# A file system that cannot exchange two files, one that keeps no properties.
saves_on_lesser_file_systems() {
    begin_saves
    save 'rename:1:EINVAL'
    [ "$got" -eq 0 ] && cmp $spec new
    sweep 'rename:1:EINVAL,read:#:EIO' "cannot save $spec: $disk"
    save 'rename:1-2:EINVAL,rename:2:EIO'
    [ "$got" -eq 3 ] && cmp $spec old
    holds err "cannot save $spec: $disk"
    save 'attr:*:EPERM'
    [ "$got" -eq 0 ] && cmp $spec new
}
check "what a file system cannot do is done without" saves_on_lesser_file_systems

# Another program removes the file, makes its folder, or writes, at one moment of a save.
meets_other_programs() {
    begin_saves
    cp old theirs
    echo '# theirs' >>theirs
    export FAULTFS_RUN="rm -f '$PWD/$spec'"
    judge() {
        if [ "$got" -eq 0 ]; then [ ! -e $spec ] || cmp $spec new; else [ ! -e $spec ]; fi
    }
    place="$PWD/$spec"
    sweep read:#:run "$spec was changed by another program since it was read" \
        "$spec was removed or renamed by another program since it was read"
    place="$PWD/interfaces"
    export FAULTFS_RUN="cat '$PWD/theirs' >'$PWD/$spec'"
    save 'rename:1:run,rename:2:EIO'
    [ "$got" -ne 0 ]
    holds err "$spec was changed by other programs while it was saved, and nothing was saved: a"
    holds err "version of theirs is kept beside it as .APP-A-B-C-V1.yaml.ifspec-tmp"
    cmp theirs interfaces/APP/.APP-A-B-C-V1.yaml.ifspec-tmp
    rm -r interfaces/APP
    export FAULTFS_RUN="mkdir '$PWD/interfaces/APP'"
    FAULTFS=mkdir:1:run FAULTFS_DIR="$place" LD_PRELOAD="$faultfs" "$IFSPEC" new APP-A-B-C-V1 \
        --no-edit --set description.title=First >out
    cmp $spec old
    unset FAULTFS_RUN
}
check "what other programs do at any moment of a save is seen" meets_other_programs

writes_in_place_or_not_at_all() {
    begin_saves
    names=2
    place="$PWD/$spec"
    sweep open:#:EIO "cannot save $spec: $disk"
    sweep read:#:EIO "cannot save $spec: $disk"
    sweep write:#:ENOSPC "cannot save $spec: the disk is full: free"
    sweep trunc:#:EIO "cannot save $spec: $disk"
    sweep fsync:#:EIO "cannot save $spec: $disk"
    for first in 1 2; do
        save "write:$first+:EIO"
        [ "$got" -eq 3 ]
        holds err "cannot save $spec, and its old text could not be put back: save elsewhere"
        cmp $spec old || "$IFSPEC" recover $spec --restore
        cmp $spec old || cmp $spec new
    done
}
check "a file with two names is written whole or put back" writes_in_place_or_not_at_all

creates_whole_or_nothing() {
    begin_saves
    mv $spec first
    attempt() {
        rm -rf interfaces/APP "$XDG_STATE_HOME"
        : >calls
        got=0
        FAULTFS=$1 FAULTFS_DIR="$place" FAULTFS_LOG="$PWD/calls" LD_PRELOAD="$faultfs" "$IFSPEC" \
            new APP-A-B-C-V1 --no-edit --set description.title=First >out 2>err || got=$?
    }
    judge() {
        if [ "$got" -eq 0 ]; then cmp $spec first; else [ ! -e $spec ]; fi
    }
    sweep mkdir:#:EIO "$disk"
    sweep open:#:ENOSPC "cannot save $spec: the disk is full: free"
    sweep write:#:ENOSPC "cannot save $spec: the disk is full: free"
    sweep rename:#:EIO "cannot save $spec: $disk"
    sweep rename:#:EEXIST "$spec was changed by another program"
    sweep fsync:#:EIO "cannot save $spec: $disk"
}
check "a new file is there whole, or not" creates_whole_or_nothing

keeps_journal_and_versions() {
    begin_saves
    names=2
    place="$XDG_STATE_HOME"
    for op in open mkdir write fsync rename link unlink look lock; do
        sweep "$op:#:EIO"
    done
    # The owner before us takes its lock away in the moment we have opened it.
    export FAULTFS_RUN="find '$XDG_STATE_HOME' -name lock -delete"
    save lock:1:run
    [ "$got" -eq 0 ] && cmp $spec new
    unset FAULTFS_RUN
    sweep open:#:ENOENT
    save 'link:1:EEXIST'
    [ "$got" -eq 0 ] && cmp $spec new
    "$IFSPEC" versions APP-A 1 >out
    diff out new
}
check "a journal or a version that cannot be written stops no save" keeps_journal_and_versions

# ── a commit ──

begin_commits() {
    begin_commit
    attempt() { commit "$1"; }
    judge() { is_sound; }
}
# `place` is in copy/.git; PID in it is that of the program.
commit() {
    rm -rf copy
    cp -a origin copy
    : >calls
    got=0
    FAULTFS=$1 FAULTFS_LOG="$PWD/calls" PLACE="$PWD/copy/$place" FAULTS="$faultfs" sh -c '
        FAULTFS_DIR=$(echo "$PLACE" | sed "s/PID/$$/g") LD_PRELOAD=$FAULTS
        export FAULTFS_DIR LD_PRELOAD
        exec "$IFSPEC" -C copy commit APP-A-B-C-V1 -m New' >out 2>err || got=$?
}
at() {
    place=$1
    shift
    sweep "$@" || { echo "in $place"; return 1; }
}

says_why_the_index_cannot_be_made() {
    begin_commits
    at .git/index open:#:EIO "index cannot be read by ifspec; try again"
    at .git/ifspec-index-PID open:#:ENOSPC "cannot be written: No space left on device"
    at .git/ifspec-index-PID write:#:ENOSPC "cannot be written: No space left on device"
    at .git/ifspec-index-PID attr:#:EIO "cannot be written: Input/output error"
    at .git/ifspec-index-PID close:#:EIO "cannot be written: Input/output error"
    at .git/ifspec-index-PID fsync:#:EIO "cannot be written: Input/output error"
    at .git/index rename:#:EIO "committed, but the index is still the old one"
    # Where names may differ in case libgit2 makes it, from a copy.
    git -C origin config core.ignorecase true
    at .git/index open:#:EIO "index cannot be copied: Input/output error"
    at .git/index read:#:EIO "index cannot be copied: Input/output error"
    at .git/ifspec-index-PID open:#:ENOSPC "index cannot be copied: No space left on device"
    at .git/ifspec-index-PID write:#:ENOSPC "index cannot be copied: No space left on device"
    at .git/ifspec-index-PID attr:#:EIO "index cannot be copied: Input/output error"
    at .git/ifspec-index-PID fsync:#:EIO "cannot be written: Input/output error"
    at .git/ifspec-index-PID close:#:EIO "cannot be written: Input/output error"
    at .git/ifspec-index-PID.lock open:#:ENOSPC "the index cannot be written"
}
# What was changed in the second of the index, to as many bytes, is not taken for unchanged.
forgets_no_change() {
    begin_commit
    place=.git
    for folded in false true; do
        (
            cd origin
            git config core.ignorecase $folded
            theirs=interfaces/APP/APP-A-B-D-V1.yaml
            touch -d 2025-05-01 $theirs
            git add $theirs
            sed 's/Low/tmp/; s/Top/Low/; s/tmp/Top/' $theirs >changed
            cat changed >$theirs
            rm changed
            touch -d 2025-05-01 $theirs .git/index
        )
        commit any:9999:EIO
        [ "$got" -eq 0 ]
        git -C copy status --porcelain >status
        grep -qx "MM interfaces/APP/APP-A-B-D-V1.yaml" status || { cat status; return 1; }
    done
    # What is staged already stays as it is.
    rm -rf copy
    cp -a origin copy
    git -C copy add $spec
    "$IFSPEC" -C copy commit APP-A-B-C-V1 -m New >/dev/null
    git -C copy status --porcelain >status
    ! grep APP-A-B-C-V1 status
    rm origin/.git/index
    commit any:9999:EIO
    [ "$got" -eq 0 ]
}
check "what changed in the moment of the index stays changed" forgets_no_change
check "why the next index cannot be made is said" says_why_the_index_cannot_be_made

says_why_the_lock_cannot_be_had() {
    begin_commits
    at .git/ifspec-commit-PID open:#:EROFS "index.lock cannot be made: Read-only file system"
    at .git/ifspec-commit-PID open:#:EEXIST
    # Somebody cleans up behind the one before us, and takes our record for its.
    export FAULTFS_RUN="rm -f '$PWD'/copy/.git/ifspec-commit-*"
    place=.git/ifspec-commit-PID
    commit lock:1:run,lock:1:EAGAIN
    [ "$got" -eq 0 ] && is_sound
    unset FAULTFS_RUN
    at .git/ifspec-commit-PID write:#:ENOSPC "cannot be written: No space left on device"
    at .git/ifspec-commit-PID fsync:#:EIO "cannot be written: Input/output error"
    at .git/ifspec-commit-PID write:#:EINTR
    at .git/ifspec-ref-PID open:#:ENOSPC "cannot be written: No space left on device"
    at .git/ifspec-ref-PID close:#:EIO "cannot be written: Input/output error"
    at .git/index.lock link:#:EPERM
    at .git/index.lock link:#:ENOENT
    at .git/index.lock 'link:*:EPERM,open:#:EACCES' "index.lock cannot be made: Permission denied"
    at .git/refs/heads link:#:EPERM
    at .git/refs/heads rename:#:EIO "refs/heads/master cannot be written: Input/output error"
    at .git/refs/heads 'rename:*:EIO,unlink:#:EIO' "refs/heads/master cannot be written"
    at .git/refs/heads 'link:*:EPERM,write:#:ENOSPC' "refs/heads/master.lock cannot be made: No space left on device"
}
check "why a lock or the branch cannot be written is said" says_why_the_lock_cannot_be_had

says_why_objects_cannot_be_kept() {
    begin_commits
    at .git/objects write:#:ENOSPC "cannot be"
    at .git/objects write:#+:ENOSPC "$spec cannot be added" \
        "the tree of the commit cannot be written" "the commit cannot be written"
    at .git/objects fsync:#:EIO "objects cannot be flushed: Input/output error"
    at .git/objects open:#:EMFILE "objects cannot be flushed: Too many open files"
    at .git/COMMIT_EDITMSG open:#:EACCES "COMMIT_EDITMSG cannot be written: Permission denied"
    at .git/COMMIT_EDITMSG write:#:ENOSPC "COMMIT_EDITMSG cannot be written: No space left on device"
    at .git/COMMIT_EDITMSG close:#:EIO "COMMIT_EDITMSG cannot be written: Input/output error"
    at .git/COMMIT_EDITMSG read:#:EIO "COMMIT_EDITMSG: $disk"
    at $spec open:#:EACCES "$spec cannot be added"
    at $spec look:#:EACCES "$spec"
    export FAULTFS_RUN="cd '$PWD/copy' && rm -f $spec && mkdir $spec"
    judge() { [ "$got" -ne 0 ] || [ -d copy/$spec ]; }
    at $spec open:#:run
    judge() { is_sound; }
    unset FAULTFS_RUN
    at .git/HEAD open:#:EIO
    at .git/HEAD read:#:EIO
    mkdir hooks
    printf '#!/bin/sh\n' >hooks/pre-commit
    chmod +x hooks/pre-commit
    git config --global core.hooksPath "$PWD/hooks"
    at .git/ifspec-partial-PID.lock open:#:ENOSPC "cannot be written"
    at .git/ifspec-partial-PID look:#:EIO "Input/output error"
    # Nothing else is staged: the hooks see what will be the next index.
    git -C origin read-tree HEAD
    git -C origin update-index -q --refresh || true
    git -C origin status --porcelain >status.old
    sed '/APP-A-B-C-V1/d' status.old >status.new
    at .git/ifspec-partial-PID open:#:ENOSPC
    at .git/ifspec-partial-PID write:#:ENOSPC
    git -C origin update-index --skip-worktree interfaces/APP/APP-A-B-D-V1.yaml
    commit any:9999:EIO
    [ "$got" -eq 0 ]
    git config --global --unset core.hooksPath
}
check "why an object or the message cannot be kept is said" says_why_objects_cannot_be_kept

done_testing
