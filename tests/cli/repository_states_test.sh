# Promise 19: the states a repository can be in. In all of them people edit; a commit is made where
# Git would make it, else it says why not and what to do. Numbered as the failure matrix has them.
. "$SOURCE/tests/cli/lib.sh"
path=interfaces/APP/APP-A-B-C-V1.yaml
program=$IFSPEC

# A repository with two branches that have grown apart, made once; a copy of it for each state.
begin() {
    if [ ! -d "$scratch/one" ]; then
        mkdir "$scratch/one"
        (
            cd "$scratch/one"
            new_repository APP-A-B-C-V1
            git checkout -q -b side
            echo side >side && git add side && git commit -q -m side
            git checkout -q -
            echo main >main && git add main && git commit -q -m main
        )
    fi
    rm -rf state
    cp -a "$scratch/one" state
    cd state
    echo "state: $1"
    eval "$1" >../log 2>&1 || :
}

# People edit as if nothing were.
edits() {
    run 0 set "$path" "overview.frequency=$1"
    run 0 get "$path" overview.frequency
    prints "$1"
    run 0 check
    run 0 list
    holds out APP-A-B-C-V1
}

# refused COMMANDS TEXT…: editing works, the commit names the state and changes nothing.
refused() {
    begin "$1"
    shift
    edits Hourly
    git rev-parse HEAD >../before 2>&1 || :
    run 3 commit "$path" -m x
    for text in "$@"; do holds err "$text"; done
    is_clean
    git rev-parse HEAD >../after 2>&1 || :
    cmp ../before ../after
    [ -z "$(find .git -name 'ifspec-*')" ]
    cd ..
}

# committed COMMANDS: editing works, the commit has the file and nothing else.
committed() {
    begin "$1"
    edits Hourly
    run 0 commit "$path" -m New
    is_committed
}

is_committed() {
    [ "$(git show --format=%s --name-only HEAD | tr '\n' ' ')" = "New  $path " ]
    [ -z "$(git status --porcelain -- "$path")" ]
    git fsck --strict
    cd ..
}

under_way() {
    refused 'git merge --no-commit --no-ff side' "a merge is under way" "git merge --abort"
    refused 'git cherry-pick --no-commit side; git rev-parse side >.git/CHERRY_PICK_HEAD' \
        "a cherry-pick is under way" "git cherry-pick --continue"
    refused 'git revert --no-commit HEAD' "a revert is under way" "git revert --abort"
    refused 'git rebase -x false side' "a rebase is under way" "git rebase --continue"
    refused 'git format-patch -1 side; echo x >>main; git commit -qam x; git checkout -q HEAD~2;
        echo y >side; git add side; git commit -qm y; git am 0001-*' \
        "patches are being applied" "git am --abort"
    refused 'echo s >main; git stash; echo t >main; git commit -qam t; git stash pop' "conflicts"
    committed 'git bisect start; git bisect bad; git bisect good HEAD~1'
    begin 'git commit -q --allow-empty -m 1; git commit -q --allow-empty -m 2;
        git bisect start; git bisect bad; git bisect good HEAD~2'
    edits Hourly
    run 0 commit "$path" -m New
    holds err "on no branch (detached), because a bisect is under way"
    is_committed
}
check "5.5.1 a merge, rebase, cherry-pick or revert under way is named; a bisect is not in the way" \
    under_way

no_branch() {
    begin 'git checkout -q --detach'
    edits Hourly
    run 0 commit "$path" -m New
    holds err "HEAD is on no branch (detached)"
    holds err "git branch NAME"
    is_committed
    begin 'git checkout -q --orphan new; git rm -q --cached main'
    edits Hourly
    run 0 commit "$path" -m New
    [ "$(git ls-tree -r --name-only HEAD)" = "$path" ]
    [ "$(git symbolic-ref HEAD)" = refs/heads/new ]
    cd ..
    mkdir first
    cd first
    new_repository
    run 0 new APP-A-B-C-V1 --no-edit --set description.title=T
    edits Hourly
    run 0 commit APP-A-B-C-V1 -m New
    [ "$(git rev-list --count HEAD)" = 1 ]
    git fsck --strict
}
check "5.5.2 on no branch it warns; on an unborn one it makes the first commit" no_branch

broken_index() {
    refused 'head -c 100 .git/index >i; mv i .git/index' ".git/index" "git reset"
    refused ': >.git/index' "git reset"
    refused 'printf x | dd of=.git/index bs=1 seek=40 conv=notrunc' "checksum" "git reset"
    begin 'head -c 100 .git/index >i; mv i .git/index'
    git reset -q
    edits Hourly
    run 0 commit "$path" -m New
    is_committed
}
check "5.5.3 a damaged or empty index is named, and the way to rebuild it works" broken_index

broken_references() {
    refused 'echo broken >.git/refs/heads/$(git branch --show-current)' "HEAD" "git fsck"
    refused ': >.git/refs/heads/$(git branch --show-current)' "HEAD"
    refused 'echo broken >.git/HEAD' "HEAD"
    refused ': >.git/HEAD' "HEAD"
    refused 'echo ref: ../../outside >.git/HEAD' "HEAD"
}
check "5.5.4 a damaged reference or HEAD is named" broken_references

# object REVISION: the file of an object.
object() {
    id=$(git rev-parse "$1")
    echo ".git/objects/$(echo "$id" | cut -c1-2)/$(echo "$id" | cut -c3-)"
}

broken_objects() {
    refused 'rm -rf .git/objects/??' "cannot be read"
    refused 'chmod u+w $(object HEAD); echo broken >$(object HEAD)' "cannot be read"
    refused 'chmod u+w $(object HEAD^{tree}); echo broken >$(object HEAD^{tree})' "is damaged or missing (see"
    # An old version that is damaged is said to be; the others are there, and commits go on.
    begin '"$IFSPEC" set $path overview.data_volume=Low; "$IFSPEC" commit $path -m Second;
        "$IFSPEC" set $path overview.data_volume=High; "$IFSPEC" commit $path -m Third;
        chmod u+w $(object HEAD~1:$path); echo broken >$(object HEAD~1:$path)'
    edits Hourly
    run 0 log "$path"
    holds out Third
    holds out First
    holds out "$(git rev-parse HEAD~1:$path | cut -c1-7)"
    run 0 commit "$path" -m New
    [ -z "$(git status --porcelain -- "$path")" ]
    cd ..
    # So it is in a pack.
    begin 'git repack -adq; chmod u+w .git/objects/pack/*.pack;
        printf xxxxxxxx | dd of=$(ls .git/objects/pack/*.pack) bs=1 seek=60 conv=notrunc'
    edits Hourly
    got=0
    "$IFSPEC" commit "$path" -m New >out 2>err || got=$?
    [ "$got" -eq 0 ] || [ "$got" -eq 3 ]
    is_clean
}
# libgit2 1.5 loses what it read of references when an object of theirs is gone.
export ASAN_OPTIONS=detect_leaks=0
check "5.5.5 damaged objects are named; what does not need them works" broken_objects
unset ASAN_OPTIONS

shallow() {
    begin 'cd ..; git clone -q --depth 1 "file://$PWD/state" shallow; cd shallow;
        git config user.name A; git config user.email a@example.org'
    cd ../shallow
    edits Hourly
    run 0 log "$path"
    run 0 commit "$path" -m New
    is_committed
}
check "5.5.6 a shallow clone is committed to, and its history ends" shallow

sparse() {
    for patterns in "--cone other" "--no-cone /* !/interfaces/APP/APP-A-B-D-V1.yaml"; do
        begin '"$IFSPEC" new APP-A-B-D-V1 --no-edit; mkdir other; echo 1 >other/x; git add -A;
            git commit -q -m more; set -f; git sparse-checkout set $patterns; set +f'
        [ "$(git config extensions.worktreeConfig)" = true ]
        git ls-files -t interfaces >../flags
        grep -q '^S' ../flags
        run 1 list --changed
        prints
        if [ -e "$path" ]; then
            edits Hourly
            run 0 commit "$path" -m New
        else
            run 0 new APP-X-Y-Z-V1 --no-edit
            run 0 commit APP-X-Y-Z-V1 -m New
        fi
        git ls-files -t $(cut -c3- ../flags) >../flags.after
        diff ../flags ../flags.after
        [ -z "$(git status --porcelain --untracked-files=no)" ]
        git fsck --strict
        cd ..
    done
}
check "5.5.7 what a sparse checkout leaves out is neither missing nor committed" sparse

formats() {
    refused 'git update-index --split-index' "split index" "--no-split-index"
    refused 'git sparse-checkout init --cone --sparse-index; git sparse-checkout add interfaces/APP' \
        "sparse index" "--no-sparse-index"
    refused 'git config core.repositoryFormatVersion 1; git config extensions.objectFormat sha256' \
        "SHA-256"
    refused 'git config core.repositoryFormatVersion 1; git config extensions.refStorage reftable' \
        "reftable"
    refused 'git config core.repositoryFormatVersion 1; git config extensions.future yes' \
        "format that ifspec cannot read"
    refused 'git config core.repositoryFormatVersion 9' "format that ifspec cannot read"
    committed 'git config core.repositoryFormatVersion 1; git config extensions.worktreeConfig true'
    committed 'git update-index --index-version 4'
    begin 'git config uploadpack.allowFilter true; cd ..;
        git clone -q --filter=blob:none "file://$PWD/state" partial; cd partial;
        git config user.name A; git config user.email a@example.org'
    cd ../partial
    [ "$(git config remote.origin.promisor)" = true ]
    edits Hourly
    run 0 commit "$path" -m New
    is_committed
}
check "5.5.8 formats that ifspec cannot read are named; worktreeConfig, v4, partial clones work" \
    formats

filters() {
    refused 'echo "*.yaml filter=lfs" >.gitattributes' 'the filter "lfs"' "git commit -- $path"
    refused 'echo "*.yaml filter=git-crypt" >.git/info/attributes' 'the filter "git-crypt"'
    refused 'echo "*.yaml ident" >.gitattributes' "the attribute ident"
    refused 'echo "*.yaml working-tree-encoding=UTF-16" >.gitattributes' "working-tree-encoding"
    # Nothing of it is in the repository, not even as an object without a name.
    begin 'echo "*.yaml filter=lfs" >.gitattributes'
    edits hunter2
    git count-objects >../before
    run 3 commit "$path" -m x
    git count-objects | cmp - ../before
}
check "5.5.9 files that go through a filter are not committed, and no plain text gets in" filters

owner() {
    [ "$(id -u)" -eq 0 ] || return 0
    refused 'chown 65534 . .git' "belongs to another user" "safe.directory"
    chown 0 state state/.git
    begin 'chown 65534 . .git; git config --global --add safe.directory "$PWD"'
    edits Hourly
    run 0 commit "$path" -m New
    is_committed
    git config --global --unset-all safe.directory
}
check "5.5.10 a repository of another user is named, until safe.directory trusts it" owner

permissions() {
    if [ "$(id -u)" -ne 0 ]; then
        refused 'chmod -R a-w .git' ".git"
        chmod -R u+w state
        return 0
    fi
    command -v setpriv >/dev/null || return 0
    begin 'chown -R 65534 .; chmod -R a-w .git'
    mkdir -m 777 home
    chmod a+rx "$scratch" ..
    IFSPEC="$PWD/as_nobody"
    cat >"$IFSPEC" <<NOBODY
#!/bin/sh
HOME=$PWD/home XDG_STATE_HOME=$PWD/home XDG_CONFIG_HOME=$PWD/home \\
    exec setpriv --reuid 65534 --regid 65534 --clear-groups "$program" "\$@"
NOBODY
    chmod a+rx "$IFSPEC"
    edits Hourly
    run 3 commit "$path" -m x
    cat err
    holds err ".git"
    holds err "Permission denied"
}
check "5.5.11 without the right to write .git people edit, and the commit says so" permissions

clocks() {
    for time in 1970-01-01T00:00:10 2038-02-01T00:00:00 2100-01-01T00:00:00; do
        begin 'find . -exec touch -h -d $time {} +; touch -d $time .git/index'
        run 0 set "$path" overview.frequency=Hourly
        touch -d $time "$path"
        run 0 list --changed
        holds out APP-A-B-C-V1
        GIT_AUTHOR_DATE=$time GIT_COMMITTER_DATE=${time}Z run 0 commit "$path" -m New
        [ "$(git log -1 --format=%cd --date=format:%Y)" = "${time%%-*}" ]
        is_committed
    done
    # As long and as old as it was, and changed all the same.
    begin 'touch -d 2020-01-01 $path; git update-index --refresh; touch -d 2020-01-01 .git/index'
    sed 's/V1/V9/' "$path" >x
    cat x >"$path"
    touch -d 2020-01-01 "$path" .git/index
    run 0 commit "$path" -m New
    is_committed
}
check "5.5.12 no clock decides what changed" clocks

many() {
    begin 'for i in $(seq 300); do echo "create refs/heads/b$i HEAD"; done | git update-ref --stdin;
        mkdir many; for i in $(seq 1000); do echo $i >many/$i; done; git add -A; git commit -q -m m'
    edits Hourly
    run 0 commit "$path" -m New
    is_committed
}
check "5.5.13 many branches and files are not in the way" many

locked() {
    refused 'touch .git/index.lock' "index.lock exists" "another program is using the repository"
    [ -e state/.git/index.lock ]
    refused 'touch .git/refs/heads/$(git branch --show-current).lock' ".lock exists"
    [ -n "$(find state/.git/refs -name '*.lock')" ]
}
check "a lock of another program is waited for, named and left" locked

done_testing
