# commit: hooks, trust, signatures, the message, what is refused.
. "$SOURCE/tests/cli/lib.sh"

# A clone is somebody else's: nothing of it is trusted.
changed_clone() {
    (
        mkdir origin
        cd origin
        new_repository APP-A-B-C-V1
    )
    git clone -q origin clone
    cd clone
    git config user.name "Anna Example"
    git config user.email anna@example.org
    "$IFSPEC" set APP overview.data_volume=Low >/dev/null
}

write_hook() {
    cat >".git/hooks/$1"
    chmod +x ".git/hooks/$1"
}

runs_hooks_of_its_own_repositories() {
    new_repository APP-A-B-C-V1
    "$IFSPEC" set APP overview.data_volume=Low
    write_hook pre-commit <<'HOOK'
printf 'checked \033[31m%s\n' "$(git diff --cached --name-only)" >&2
HOOK
    write_hook commit-msg <<'HOOK'
sed -i '1s/^/[7] /' "$1"
HOOK
    run 0 commit APP -m Subject
    holds err "checked ␛[31minterfaces/APP/APP-A-B-C-V1.yaml"
    holds out "[7] Subject"
    is_clean
    [ "$(git log -1 --format=%s)" = "[7] Subject" ]
}
check "hooks run, and what they say is shown" runs_hooks_of_its_own_repositories

shows_the_words_of_a_refusal() {
    new_repository APP-A-B-C-V1
    "$IFSPEC" set APP overview.data_volume=Low
    write_hook commit-msg <<'HOOK'
echo "a ticket is missing"; exit 1
HOOK
    run 3 commit APP -m Subject
    holds err "a ticket is missing"
    holds err "the commit-msg hook refused the commit"
    [ "$(cat .git/COMMIT_EDITMSG)" = Subject ]
    [ "$(git log -1 --format=%s)" = First ]
    [ ! -e .git/index.lock ]
    run 0 commit APP -m Subject --no-verify
}
check "a refusing hook is status 3, and the message is kept" shows_the_words_of_a_refusal

# What was typed in the editor is never typed twice.
begins_with_what_was_refused() {
    new_repository APP-A-B-C-V1
    "$IFSPEC" set APP overview.data_volume=Low
    write_hook commit-msg <<'HOOK'
grep -q TICKET "$1"
HOOK
    cat >editor <<EDITOR
#!/bin/sh
cp "\$1" "$PWD/seen"
cat "$PWD/typed" "$PWD/seen" >"\$1"
EDITOR
    chmod +x editor
    echo "Typed with care" >typed
    GIT_EDITOR="$PWD/editor" run 3 commit APP -e
    holds err "your message is kept"
    holds seen "APP-A-B-C-V1: data volume"
    echo "TICKET-1" >typed
    GIT_EDITOR="$PWD/editor" run 0 commit APP -e
    holds seen "Typed with care"
    [ "$(git log -1 --format=%s)" = "TICKET-1 Typed with care APP-A-B-C-V1: data volume" ]
    "$IFSPEC" set APP overview.data_volume=High
    : >typed
    GIT_EDITOR="$PWD/editor" run 3 commit APP -e
    lacks seen "Typed with care"
}
check "a message that was refused is what the editor begins with next" begins_with_what_was_refused

# The hook hangs; the signal ends it with what it started, and nothing is committed.
stops_a_hook() {
    rm -f child
    status=0
    "$IFSPEC" commit APP -m Subject --signoff >out 2>err &
    commit=$!
    while [ ! -s child ]; do sleep 0.05; done
    kill -s "$1" "$commit"
    wait "$commit" || status=$?
    [ "$status" -eq "$2" ]
    holds err "was stopped; nothing was committed"
    child=$(cat child)
    n=0
    while kill -0 "$child" 2>/dev/null && [ $n -lt 40 ]; do
        sleep 0.05
        n=$((n + 1))
    done
    [ $n -lt 40 ]
    [ -z "$(find .git -name '*.lock' -o -name 'ifspec-*')" ]
    [ "$(git log -1 --format=%s)" = First ]
}

stops_hanging_hooks() {
    new_repository APP-A-B-C-V1
    "$IFSPEC" set APP overview.data_volume=Low
    for hook in pre-commit commit-msg reference-transaction; do
        write_hook $hook <<'HOOK'
[ "${1-}" != aborted ] || exit 0
trap : TERM
sleep 1000 &
echo $! >child
wait
sleep 1000
HOOK
        stops_a_hook TERM 143
        stops_a_hook HUP 129
        [ $hook = pre-commit ] || holds .git/COMMIT_EDITMSG "Signed-off-by: Anna Example"
        rm .git/hooks/$hook
    done
    run 0 commit APP -m Subject
    git fsck --strict
}
check "a hook that hangs can be stopped" stops_hanging_hooks

asks_for_trust() {
    changed_clone
    write_hook pre-commit <<'HOOK'
touch ran
HOOK
    run 3 commit APP -m x
    holds err "--no-verify"
    holds err "ifspec trust"
    run 0 trust
    holds out "hook pre-commit"
    run 0 trust --remove
    run 3 commit APP -m x
    [ ! -e ran ]
    run 0 commit APP -m x --no-verify
    [ ! -e ran ]
    "$IFSPEC" set APP overview.data_volume=High
    run 0 trust
    run 0 commit APP -m y
    [ -e ran ]
}
check "hooks of a clone run only after ifspec trust" asks_for_trust

signs() {
    command -v ssh-keygen >/dev/null || return 0
    new_repository APP-A-B-C-V1
    ssh-keygen -q -t ed25519 -N '' -f key
    printf 'anna@example.org %s\n' "$(cat key.pub)" >signers
    git config commit.gpgSign true
    git config gpg.format ssh
    git config user.signingKey "$PWD/key.pub"
    git config gpg.ssh.allowedSignersFile "$PWD/signers"
    "$IFSPEC" set APP overview.data_volume=Low
    run 0 commit APP -m Signed
    git verify-commit HEAD 2>/dev/null
    rm key
    "$IFSPEC" set APP overview.data_volume=High
    run 3 commit APP -m Unsigned
    holds err "did not sign"
    [ "$(git log -1 --format=%s)" = Signed ]
}
check "commits are signed as configured, or not made" signs

opens_the_editor() {
    new_repository APP-A-B-C-V1
    "$IFSPEC" set APP overview.data_volume=Low
    printf 'Ticket:\n# fill in\n' >"$HOME/template"
    git config commit.template '~/template'
    cd interfaces
    EDITOR="sh -c 'cp \"\$1\" $HOME/shown; sed -i \"1s/\$/, agreed/; s/^Ticket:/Ticket: 7/\" \"\$1\"' -" \
        run 0 commit APP -e
    holds "$HOME/shown" "# fill in"
    git log -1 --format=%B >message
    printf 'APP-A-B-C-V1: data volume, agreed\n\nTicket: 7\n\n' | diff - message
    "$IFSPEC" set APP overview.data_volume=High
    EDITOR=false run 3 commit APP -e
    holds err "the editor false failed"
    EDITOR="sh -c ': >\"\$1\"' -" run 2 commit APP -e
    holds err "the commit message is empty"
}
check "-e opens the editor on the template" opens_the_editor

refuses_secrets() {
    new_repository APP-A-B-C-V1
    "$IFSPEC" set APP "description.summary=Log in with password=hunter2secret" ||
        "$IFSPEC" set APP "overview.legacy_ids=password=hunter2secret"
    run 1 commit APP -m x
    holds err "secret"
    holds err "--no-verify"
    run 0 commit APP -m x --no-verify
    "$IFSPEC" set APP overview.data_volume=High
    run 0 commit APP -m y
}
check "what looks like a secret is committed only on request" refuses_secrets

stores_what_git_stores() {
    new_repository APP-A-B-C-V1
    path=interfaces/APP/APP-A-B-C-V1.yaml
    for setting in "core.autocrlf true" "core.autocrlf input" "core.eol crlf"; do
        git config $setting
        for attribute in "text" "text=auto" "eol=crlf" "eol=lf" "-text" "binary"; do
            echo "*.yaml $attribute" >.gitattributes
            printf '# %s %s\r\n' "$setting" "$attribute" >>$path
            run 0 commit $path -m x
            [ "$(git rev-parse HEAD:$path)" = "$(git hash-object --path $path $path)" ]
            [ -z "$(git status --porcelain -- $path)" ]
        done
    done
}
check "what is stored is what git hash-object makes of it" stores_what_git_stores

commits_renames_whole() {
    new_repository APP-A-B-C-V1 APP-A-B-D-V1
    git mv interfaces/APP/APP-A-B-C-V1.yaml interfaces/APP/APP-A-B-C-V2.yaml
    echo staged >staged
    git add staged
    run 0 set interfaces/APP/APP-A-B-C-V2.yaml overview.smart_id=APP-A-B-C-V2
    run 0 commit APP-A-B-C-V2
    holds out "APP-A-B-C-V2: renamed from APP-A-B-C-V1"
    [ "$(git show --format= --name-status -M20 HEAD | cut -c1)" = R ]
    [ "$(git status --porcelain --untracked-files=no)" = "A  staged" ]
    run 0 rename APP-A-B-D-V1 APP-A-B-E-V1
    run 0 commit APP-A-B-D-V1 -m x
    [ "$(git status --porcelain --untracked-files=no)" = "A  staged" ]
    git fsck --strict
}
check "a renamed specification is committed with the end of its old name" commits_renames_whole

done_testing
