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

warns_on_no_branch() {
    new_repository APP-A-B-C-V1
    git checkout -q --detach
    "$IFSPEC" set APP overview.data_volume=Low
    run 0 commit APP -m x
    holds err "on no branch"
}
check "a commit on no branch is warned of" warns_on_no_branch

done_testing
