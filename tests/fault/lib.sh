# What the tests that inject faults begin with: `. "$SOURCE/tests/fault/lib.sh"`. Not under the
# address sanitizer, which wants to be loaded first itself.
. "$SOURCE/tests/cli/lib.sh"
faultfs="$BUILD/tests/fault/faultfs.so"
spec=interfaces/APP/APP-A-B-C-V1.yaml

if ldd "$IFSPEC" | grep -q asan; then
    echo "ok 1 - faults are not injected under the address sanitizer # SKIP"
    echo "1..1"
    exit 0
fi

# One specification, as it is before (`old`) and after (`new`) data_volume=Low.
begin_save() {
    new_repository
    "$IFSPEC" new APP-A-B-C-V1 --no-edit --set description.title=First >/dev/null
    cp $spec old
    "$IFSPEC" set APP-A overview.data_volume=Low >/dev/null
    cp $spec new
}

# In `origin`: two changed specifications, one of them to be committed; the other one is staged.
begin_commit() {
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

# After a commit in `copy` that ended with `got`: the old or the new commit, and success only with the
# new one; what others staged as it was; the next run leaves nothing over, and can commit.
is_sound() {
    (
        cd copy
        cmp $spec ../origin/$spec
        "$IFSPEC" log APP-A-B-C-V1 >/dev/null || exit 1
        [ -z "$(find .git -name '*.lock' -o -name 'ifspec-*')" ] || { echo "left over"; exit 1; }
        git fsck --strict --no-dangling >../fsck 2>&1 || { cat ../fsck; exit 1; }
        git status --porcelain >../status
        if [ "$(git rev-parse HEAD)" = "$old" ]; then
            diff ../status.old ../status || exit 1
            [ "$got" -ne 0 ] || { echo "status 0, and no commit"; exit 1; }
            "$IFSPEC" commit APP-A-B-C-V1 -m New >/dev/null || exit 1
            git status --porcelain >../status
        fi
        diff ../status.new ../status
    )
}
