# commit and log: what is recorded, and how it reads later.
. "$SOURCE/tests/cli/lib.sh"

commits_exactly_one() {
    new_repository APP-A-B-C-V1 APP-A-B-D-V1
    "$IFSPEC" set APP-A-B-C-V1 overview.data_volume=Low
    "$IFSPEC" set APP-A-B-D-V1 overview.data_volume=Low
    echo staged >staged.txt && git add staged.txt
    run 0 commit APP-A-B-C-V1 -m "Own message"
    grep -qE '^Committed [0-9a-f]{7} Own message$' out
    git show --name-only --format= HEAD >names
    [ "$(cat names)" = interfaces/APP/APP-A-B-C-V1.yaml ]
    git diff --cached --name-only >names
    [ "$(cat names)" = staged.txt ]
    git diff --name-only >names
    [ "$(cat names)" = interfaces/APP/APP-A-B-D-V1.yaml ]
    [ "$(git log -1 --format=%an)" = "Anna Example" ]
}
check "commit takes exactly the named spec" commits_exactly_one

proposes_a_message() {
    new_repository APP-A-B-C-V1 APP-A-B-D-V1
    "$IFSPEC" set APP-A-B-C-V1 overview.data_volume=Low overview.sla=Always
    run 0 commit APP-A-B-C-V1
    holds out "APP-A-B-C-V1: data volume, SLA"
    holds out "The message was made from the changes; -m gives one of your own."
    [ "$(git log -1 --format=%s)" = "APP-A-B-C-V1: data volume, SLA" ]
    "$IFSPEC" set APP-A-B-C-V1 overview.data_volume=High
    "$IFSPEC" set APP-A-B-D-V1 overview.data_volume=High
    run 0 commit --all
    [ "$(git log -1 --format=%s)" = "2 specifications: APP-A-B-C-V1, APP-A-B-D-V1" ]
    git log -1 --format=%b >body
    holds body "APP-A-B-D-V1: data volume"
}
check "without -m the message says which fields changed" proposes_a_message

commits_deletions() {
    new_repository APP-A-B-C-V1 APP-A-B-D-V1
    rm interfaces/APP/APP-A-B-C-V1.yaml
    run 0 commit APP-A-B-C-V1
    holds out "APP-A-B-C-V1: removed"
    [ -z "$(git status --porcelain -- interfaces/APP)" ]
    rm interfaces/APP/APP-A-B-D-V1.yaml
    run 0 commit --all -m Gone
    [ -z "$(git status --porcelain -- interfaces/APP)" ]
}
check "a deleted spec is committed as deleted" commits_deletions

signs_off() {
    new_repository APP-A-B-C-V1
    "$IFSPEC" set APP overview.data_volume=Low
    run 0 commit APP -m Subject --signoff
    [ "$(git log -1 --format=%b)" = "Signed-off-by: Anna Example <anna@example.org>" ]
}
check "--signoff adds the line" signs_off

refuses_files_elsewhere() {
    mkdir repository
    echo "form: integration-interface" >elsewhere.yaml
    cd repository
    new_repository APP-A-B-C-V1
    for command in "commit ../elsewhere.yaml" "log ../elsewhere.yaml" \
        "show ../elsewhere.yaml --rev HEAD"; do
        run 2 $command
        holds err "lies outside the working copy"
    done
    run 0 show ../elsewhere.yaml
}
check "files elsewhere have no history here" refuses_files_elsewhere

says_when_there_is_nothing() {
    new_repository APP-A-B-C-V1
    run 1 commit --all
    complains "ifspec: nothing to commit: every specification is as in HEAD"
    run 1 commit APP
    holds err "nothing to commit"
    run 1 commit APP -m Text
    holds err "nothing to commit"
    run 2 commit
    run 2 commit NOTHING
    run 2 commit APP --all
}
check "nothing to commit is said" says_when_there_is_nothing

needs_an_identity() {
    "$IFSPEC" init .
    "$IFSPEC" new APP-A-B-C-V1 --no-edit
    run 3 commit --all
    complains "ifspec: Git does not know who you are; tell it once with" \
        '    git config --global user.name "Your Name"' \
        "    git config --global user.email you@example.org"
    GIT_AUTHOR_NAME=A GIT_AUTHOR_EMAIL=a@example.org GIT_COMMITTER_NAME=A \
        GIT_COMMITTER_EMAIL=a@example.org run 0 commit --all
}
check "a missing identity is status 3 with the two lines that help" needs_an_identity

refuses_during_a_merge() {
    new_repository APP-A-B-C-V1
    git checkout -qb other
    "$IFSPEC" set APP overview.data_volume=Low && "$IFSPEC" commit APP -m Low
    git checkout -q - && "$IFSPEC" set APP overview.data_volume=High && "$IFSPEC" commit APP -m High
    git merge other >/dev/null 2>&1 || :
    run 3 commit --all -m x
    holds err "merge"
}
check "a merge under way is status 3" refuses_during_a_merge

logs_by_field() {
    new_repository APP-A-B-C-V1
    "$IFSPEC" set APP overview.data_volume=Low overview.legacy_ids=ONE
    "$IFSPEC" commit APP -m Second
    "$IFSPEC" set APP overview.data_volume=High
    GIT_AUTHOR_DATE=2025-06-01T10:00:00Z "$IFSPEC" commit APP -m Third
    run 0 log APP
    sed 's/^[0-9a-f]\{7\} /ID /' out >plain
    cat >wanted <<'TEXT'
ID 2025-06-01 Anna Example: Third
    Data Volume: Low → High
ID 2025-05-01 Anna Example: Second
    Legacy IDs: + ONE
    Data Volume: + Low
ID 2025-05-01 Anna Example: First
    new, with 5 fields answered
TEXT
    diff wanted plain
    run 0 log APP --field overview.legacy_ids
    [ "$(grep -c '^[0-9a-f]' out)" -eq 1 ]
    run 0 log APP -n 1 && lacks out Second
    run 0 log APP --since 2025-05-02 && lacks out Second
    run 2 log APP --since yesterday
    run 2 log APP --field overview.nothing
    run 2 log APP --format xml
    run 2 log NOTHING
}
check "log tells what each commit changed, field by field" logs_by_field

logs_as_json() {
    new_repository APP-A-B-C-V1
    "$IFSPEC" set APP overview.data_volume=Low && "$IFSPEC" commit APP -m Second
    run 0 log APP -n 1 --format json
    cat >wanted <<'JSON'
[
  {
    "commit": "ID",
    "author": {
      "name": "Anna Example",
      "email": "anna@example.org"
    },
    "date": "2025-05-01T10:00:00Z",
    "subject": "Second",
    "path": "interfaces/APP/APP-A-B-C-V1.yaml",
    "changes": [
      {
        "field": "overview.data_volume",
        "kind": "added",
        "old": null,
        "new": "Low"
      }
    ]
  }
]
JSON
    sed 's/"commit": "[0-9a-f]\{40\}"/"commit": "ID"/' out | diff wanted -
}
check "log --format json has the documented shape" logs_as_json

follows_renames() {
    new_repository APP-A-B-C-V1
    git mv interfaces/APP/APP-A-B-C-V1.yaml interfaces/moved.yaml
    git commit -qm Moved
    "$IFSPEC" set APP overview.data_volume=Low && "$IFSPEC" commit APP -m Third
    run 0 log APP
    holds out First
    holds out Moved
    holds out Third
}
check "log follows renames" follows_renames

survives_broken_versions() {
    new_repository APP-A-B-C-V1
    cp interfaces/APP/APP-A-B-C-V1.yaml good.yaml
    echo "a: [" >interfaces/APP/APP-A-B-C-V1.yaml && git commit -qam Broken
    cp good.yaml interfaces/APP/APP-A-B-C-V1.yaml && git commit -qam Repaired
    sed -i 's/^form: .*/form: gone-form/' interfaces/APP/APP-A-B-C-V1.yaml && git commit -qam Gone
    cp good.yaml interfaces/APP/APP-A-B-C-V1.yaml && git commit -qam Back
    run 0 log APP
    [ "$(grep -c '^[0-9a-f]\{7\} ' out)" -eq 5 ]
    holds out "cannot be read"
    run 0 log APP --format json
    holds out '"problem": '
}
check "a version that cannot be read is an entry of the log" survives_broken_versions

logs_everything() {
    new_repository APP-A-B-C-V1 APP-A-B-D-V1
    "$IFSPEC" set APP-A-B-D-V1 overview.data_volume=Low
    GIT_AUTHOR_DATE=2025-06-01T10:00:00Z "$IFSPEC" commit APP-A-B-D-V1 -m Second
    run 0 log
    [ "$(grep -c '^[0-9a-f]\{7\} ' out)" -eq 2 ]
    sed -n 1p out >first && holds first Second
    run 0 log -n 1 && lacks out First
}
check "log without a spec shows all, newest first, one heading a commit" logs_everything

# All in one second: neither dates nor names tell the order.
logs_in_the_order_of_git() {
    new_repository APP-A-B-C-V1 APP-A-B-D-V1 APP-A-B-E-V1
    for i in 1 2 3 4 5 6; do
        spec=$(echo C D E C D E | cut -d' ' -f$i)
        "$IFSPEC" set "APP-A-B-$spec-V1" "overview.sla=$i of six" && "$IFSPEC" commit --all -m "Step $i"
    done
    git rm -q interfaces/APP/APP-A-B-E-V1.yaml && git commit -qm Gone
    echo other >other.txt && git add other.txt && git commit -qm Other
    run 0 log
    grep -o '^[0-9a-f]\{7\} ' out | tr -d ' ' >ours
    git log --format=%h --abbrev=7 -- interfaces >theirs
    diff theirs ours
    [ "$(sort -u ours | wc -l)" -eq 8 ]
    holds out "APP-A-B-E-V1.yaml"
    run 0 log --format json
    sed -n 's/^    "commit": "\(.\{7\}\).*",$/\1/p' out | uniq | diff theirs -
    "$IFSPEC" log | head -1 >first
    holds first Gone
}
check "log without a spec has the order of git log, deleted specs among them" logs_in_the_order_of_git

# Renames of the file and of the ID, a branch that changes the same file, one that is taken whole.
agrees_with_git() {
    new_repository APP-A-B-C-V1
    "$IFSPEC" set APP description.summary="A text that is long enough for Git to know the file again." \
        overview.sla="99.9 % in service hours" overview.frequency=Daily
    "$IFSPEC" commit APP -m Second
    git mv interfaces/APP/APP-A-B-C-V1.yaml interfaces/APP/APP-A-B-C-V2.yaml
    sed -i 's/APP-A-B-C-V1$/APP-A-B-C-V2/' interfaces/APP/APP-A-B-C-V2.yaml
    git commit -qam Renamed
    day=10
    for i in 1 2 3; do
        git checkout -qb "side-$i"
        "$IFSPEC" set APP overview.data_volume=Low "overview.sla=side $i"
        GIT_COMMITTER_DATE=2025-06-${day}T10:00:00Z "$IFSPEC" commit APP -m "Side $i"
        git checkout -q -
        day=$((day + 1))
        [ "$i" -eq 2 ] || "$IFSPEC" set APP "description.title=Title $i"
        [ "$i" -eq 2 ] || GIT_COMMITTER_DATE=2025-06-${day}T10:00:00Z "$IFSPEC" commit APP -m "Main $i"
        GIT_COMMITTER_DATE=2025-06-${day}T11:00:00Z git merge -q --no-ff -m "Merge $i" "side-$i"
        day=$((day + 1))
    done
    run 0 log APP --format json
    sed -n 's/^    "commit": "\(.*\)",$/\1/p' out >ours
    # Git's --follow leaves out merges, also those that changed the file.
    git log --format=%H -- interfaces/APP/APP-A-B-C-V2.yaml interfaces/APP/APP-A-B-C-V1.yaml >theirs
    diff theirs ours
    git log --no-merges --follow --format=%H -- interfaces/APP/APP-A-B-C-V2.yaml >theirs
    git rev-list --merges HEAD | grep -vFf - ours | diff theirs -
    holds out '"path": "interfaces/APP/APP-A-B-C-V1.yaml"'
    run 0 log APP --field overview.smart_id
    holds out "Smart ID: APP-A-B-C-V1 → APP-A-B-C-V2"
}
check "log has the commits of git log, in its order, and follows renames" agrees_with_git

says_where_a_shallow_clone_ends() {
    new_repository APP-A-B-C-V1
    for i in 1 2 3; do
        "$IFSPEC" set APP "overview.sla=$i of three" && "$IFSPEC" commit APP -m "Step $i"
    done
    git clone -q --depth 2 "file://$PWD" shallow && cd shallow
    run 0 log APP
    [ "$(grep -c '^[0-9a-f]\{7\} ' out)" -eq 2 ]
    holds out "1 of three → 2 of three" || holds out "2 of three → 3 of three"
    [ "$(tail -1 out)" = "    the history begins here (shallow clone)" ]
    lacks out "new, with"
    run 0 log && holds out "the history begins here (shallow clone)"
    run 0 log APP --format json && holds out '"problem": "the history begins here (shallow clone)"'
    run 0 blame APP
    grep -qE '^overview.sla +[0-9a-f]{7} .* Step 3 ' out
    grep -qE '^overview.smart_id +\^[0-9a-f]{7} .* Step 2 ' out
    run 0 blame APP overview.smart_id --format json && holds out '"boundary": true'
}
check "where a shallow clone ends is said" says_where_a_shallow_clone_ends

says_what_a_partial_clone_has_not_fetched() {
    new_repository APP-A-B-C-V1
    "$IFSPEC" set APP "overview.sla=before" && "$IFSPEC" commit APP -m "Before"
    "$IFSPEC" set APP "overview.sla=now" && "$IFSPEC" commit APP -m "Now"
    git config uploadpack.allowFilter true
    git clone -q --filter=blob:none "file://$PWD" partial && cd partial
    run 0 log APP
    holds out "Now" && holds out "cannot be read: object" && holds out "the clone is partial"
    run 0 blame APP overview.sla
    holds out "^" && holds err "set then or before" && holds err "git fetch --refetch --no-filter"
    git fetch -q --refetch --no-filter
    run 0 log APP && holds out "before → now" && lacks out "partial"
    run 0 blame APP overview.sla && lacks out "^" && [ ! -s err ]
}
check "what a partial clone has not fetched is said" says_what_a_partial_clone_has_not_fetched

# As git log has it: what git replace put in place of a commit.
honours_replaced_commits() {
    new_repository APP-A-B-C-V1
    for i in 1 2 3; do
        "$IFSPEC" set APP "overview.sla=$i of three" && "$IFSPEC" commit APP -m "Step $i"
    done
    git replace --graft HEAD~1 HEAD~3
    git log --format=%h --abbrev=7 -- interfaces >theirs
    run 0 log APP
    grep -o '^[0-9a-f]\{7\} ' out | tr -d ' ' | diff theirs -
    [ "$(wc -l <theirs)" -eq 3 ]
    run 0 log && lacks out "Step 1"
    git config core.useReplaceRefs false
    run 0 log APP && holds out "Step 1"
}
check "replaced commits are read as git reads them" honours_replaced_commits

needs_commits() {
    "$IFSPEC" init .
    "$IFSPEC" new APP-A-B-C-V1 --no-edit
    run 0 log APP-A-B-C-V1
    prints
    run 0 log
    prints
}
check "log of what was never committed is empty" needs_commits

done_testing
