# diff: two states of the specifications, field by field.
. "$SOURCE/tests/cli/lib.sh"

compares_the_working_copy() {
    new_repository APP-A-B-C-V1 APP-A-B-D-V1
    run 0 diff && prints
    run 0 diff --exit-code
    "$IFSPEC" set APP-A-B-C-V1 overview.data_volume=Low
    run 0 diff
    prints "APP-A-B-C-V1 (interfaces/APP/APP-A-B-C-V1.yaml)" "    Data Volume: + Low"
    run 1 diff --exit-code
    run 0 diff APP-A-B-D-V1 --exit-code && prints
    run 1 diff APP-A-B-C-V1 --exit-code
    git add -A
    run 1 diff --exit-code
}
check "diff tells what the working copy changes, staged or not" compares_the_working_copy

# The difference for Git has so many lines that came or went.
git_tells() {
    git diff -U0 >out
    [ "$(grep -c '^[-+][^-+]' out)" -eq "$1" ] || {
        cat out
        return 1
    }
}

# A changed answer is one line of `git diff`, whatever stands around it.
is_one_line_for_git() {
    new_repository APP-A-B-C-V1
    git config diff.ifspec.textconv "$IFSPEC textconv"
    echo '*.yaml diff=ifspec' >.git/info/attributes
    "$IFSPEC" set APP-A-B-C-V1 overview.data_volume=Low lifecycle.status=Draft \
        'flow.steps+=one' 'flow.steps+=two' 'flow.steps+=three' \
        'overview.artefacts+={"name": "a"}' \
        'overview.artefacts+={"name": "b"}'
    "$IFSPEC" commit --all -m Second
    "$IFSPEC" set APP-A-B-C-V1 lifecycle.status="In Review"
    git_tells 2
    git checkout -q .
    "$IFSPEC" set APP-A-B-C-V1 'overview.artefacts[0].name=a much longer name than before'
    git_tells 2
    git checkout -q .
    "$IFSPEC" unset APP-A-B-C-V1 'flow.steps[0]'
    git_tells 1
}
check "git diff with textconv shows each change once, and nothing else" is_one_line_for_git

compares_what_is_staged() {
    new_repository APP-A-B-C-V1 APP-A-B-D-V1
    git tag start
    "$IFSPEC" set APP-A-B-C-V1 overview.data_volume=Low && "$IFSPEC" commit --all -m Second
    "$IFSPEC" set APP-A-B-C-V1 overview.data_volume=Median && git add -A
    "$IFSPEC" set APP-A-B-C-V1 overview.data_volume=High
    "$IFSPEC" set APP-A-B-D-V1 overview.data_volume=High
    run 0 diff --staged && lacks out APP-A-B-D
    holds out "Data Volume: Low → Median"
    run 0 diff --staged start && holds out "Data Volume: + Median"
    run 0 diff --staged APP-A-B-C-V1 && holds out "Low → Median"
    run 0 diff --staged APP-A-B-D-V1 && prints
    run 0 diff && holds out "Low → High"
    git rm -q --cached interfaces/APP/APP-A-B-D-V1.yaml
    run 0 diff --staged && holds out "APP-A-B-D-V1" && holds out "removed"
    "$IFSPEC" new APP-A-B-E-V1 --no-edit && git add interfaces/APP/APP-A-B-E-V1.yaml
    run 0 diff --staged && holds out "APP-A-B-E-V1"
    git reset -q && run 0 diff --staged && prints
    run 2 diff --staged start HEAD
    run 2 diff --staged --since approved
}
check "diff --staged compares what is staged" compares_what_is_staged

# Nothing of it is staged until it is resolved.
a_conflict_is_not_staged() {
    new_repository APP-A-B-C-V1
    git checkout -qb other
    "$IFSPEC" set APP overview.sla=other && "$IFSPEC" commit APP -m Other
    git checkout -q -
    "$IFSPEC" set APP overview.sla=mine && "$IFSPEC" commit APP -m Mine
    git merge other >/dev/null 2>&1 || :
    run 0 diff --staged && prints
    run 0 diff && holds out "APP-A-B-C-V1.yaml"
    rm interfaces/APP/APP-A-B-C-V1.yaml
    run 0 diff && holds out "removed"
}
check "a conflict is not staged, but on disk" a_conflict_is_not_staged

compares_revisions() {
    new_repository APP-A-B-C-V1
    git tag release-1
    "$IFSPEC" set APP overview.data_volume=Low
    GIT_COMMITTER_DATE=2025-06-01T10:00:00Z "$IFSPEC" commit APP -m Second
    "$IFSPEC" set APP overview.data_volume=High
    run 0 diff release-1 && holds out "Data Volume: + High"
    run 0 diff release-1 HEAD && holds out "Data Volume: + Low"
    run 0 diff HEAD release-1 && holds out "Data Volume: - Low"
    run 0 diff 2025-05-15 HEAD && holds out "Data Volume: + Low"
    run 0 diff APP 2025-05-15 && holds out "Data Volume: + High"
    run 0 diff --since 2025-05-15 && holds out "Data Volume: + High"
    run 2 diff 2025-05-15 HEAD release-1
    run 2 diff 2024-01-01
    run 2 diff nothing-like-that
    run 2 diff --since yesterday
    run 2 diff HEAD --since 2025-05-15
    run 2 diff --format xml
}
check "diff compares commits, tags and dates" compares_revisions

tells_specs_from_revisions() {
    new_repository APP-A-B-C-V1
    git branch APP-A-B-C-V1
    "$IFSPEC" set interfaces/APP/APP-A-B-C-V1.yaml overview.data_volume=Low
    run 2 diff APP-A-B-C-V1
    holds err "is a specification and a revision"
    run 0 diff -- APP-A-B-C-V1
    holds out "Data Volume: + Low"
    run 0 diff APP-A-B-C-V1 --
    holds out "Data Volume: + Low"
}
check "what is a spec and a revision is refused; -- divides" tells_specs_from_revisions

new_and_gone() {
    new_repository APP-A-B-C-V1 APP-A-B-D-V1
    "$IFSPEC" set APP-A-B-D-V1 description.summary="What only this one says, at some length."
    "$IFSPEC" commit APP-A-B-D-V1 -m Second
    "$IFSPEC" new APP-A-B-E-V1 --no-edit
    rm interfaces/APP/APP-A-B-D-V1.yaml
    git rm -q --cached interfaces/APP/APP-A-B-C-V1.yaml
    run 0 diff
    holds out "APP-A-B-D-V1 (interfaces/APP/APP-A-B-D-V1.yaml)"
    holds out "    removed"
    holds out "APP-A-B-E-V1 (interfaces/APP/APP-A-B-E-V1.yaml)"
    holds out "    new, with 4 fields answered"
    run 0 diff interfaces/APP/APP-A-B-D-V1.yaml
    holds out "    removed"
}
check "new and removed specifications are told" new_and_gone

renamed_stays_one() {
    new_repository APP-A-B-C-V1
    git mv interfaces/APP/APP-A-B-C-V1.yaml interfaces/APP/APP-A-B-C-V2.yaml
    sed -i 's/APP-A-B-C-V1$/APP-A-B-C-V2/' interfaces/APP/APP-A-B-C-V2.yaml
    git commit -qam Renamed
    run 0 diff HEAD~1 HEAD
    [ "$(wc -l <out)" -eq 3 ]
    holds out "APP-A-B-C-V2 (interfaces/APP/APP-A-B-C-V1.yaml → interfaces/APP/APP-A-B-C-V2.yaml)"
    holds out "Smart ID: APP-A-B-C-V1 → APP-A-B-C-V2"
    run 0 diff APP-A-B-C-V2 HEAD~1
    holds out "Smart ID: APP-A-B-C-V1 → APP-A-B-C-V2"
    run 0 diff HEAD~1 HEAD --format json
    holds out '"old_path": "interfaces/APP/APP-A-B-C-V1.yaml"'
}
check "a renamed specification is one difference" renamed_stays_one

only_the_bytes() {
    new_repository APP-A-B-C-V1
    printf '# a remark\n' >>interfaces/APP/APP-A-B-C-V1.yaml
    run 1 diff --exit-code
    holds out "    no field changed"
    "$IFSPEC" set APP design.pattern=1.0 >/dev/null || :
    printf 'broken: [\n' >interfaces/APP/APP-A-B-C-V1.yaml
    run 1 diff --exit-code
    holds out "    cannot be read: interfaces/APP/APP-A-B-C-V1.yaml:"
}
check "a change that is none of a field, or cannot be read, is said" only_the_bytes

formats() {
    new_repository APP-A-B-C-V1
    "$IFSPEC" set APP overview.data_volume='A | <b>' \
        description.interface_title="Title | with *marks*" >/dev/null 2>&1 || :
    "$IFSPEC" set APP overview.legacy_ids=ONE
    run 0 diff --format markdown
    holds out "### APP-A-B-C-V1: Title of APP-A-B-C-V1"
    holds out "| Field | Before | After |"
    holds out "| Legacy IDs |  | ONE |"
    git stash -q
    "$IFSPEC" set APP overview.legacy_ids=ONE
    run 0 diff --format json
    cat >wanted <<'JSON'
[
  {
    "id": "APP-A-B-C-V1",
    "path": "interfaces/APP/APP-A-B-C-V1.yaml",
    "changes": [
      {
        "field": "overview.legacy_ids",
        "kind": "row-added",
        "row": "ONE",
        "old": null,
        "new": "ONE"
      }
    ]
  }
]
JSON
    diff wanted out
    git checkout -q .
    run 0 diff --format json && prints "[]"
}
check "diff speaks Markdown and JSON" formats

# A row that is shown whole needs no name, a cell does.
rows_in_markdown() {
    new_repository APP-A-B-C-V1
    "$IFSPEC" set APP 'security.access+={"component": "CPI", "transport": "TLS 1.2"}'
    run 0 diff --format markdown
    holds out "| Components |  | CPI \\| TLS 1.2 |"
    "$IFSPEC" commit APP -m Second
    "$IFSPEC" set APP 'security.access[0].transport=HTTPS'
    run 0 diff --format markdown
    holds out "| Components: CPI, Transport Security | TLS 1.2 | HTTPS |"
}
check "Markdown names the row of a cell" rows_in_markdown

long_text_by_word() {
    new_repository APP-A-B-C-V1
    "$IFSPEC" set APP description.summary="Every night at two all customers that were changed since the run before are sent to Salesforce, in packets of 200."
    "$IFSPEC" commit APP -m Second
    "$IFSPEC" set APP description.summary="Every hour all customers that were changed since the run before are sent to Salesforce, in packets of 500."
    run 0 diff
    holds out "Every [-night at two-]{+hour+} all customers"
    holds out "[-200-]{+500+}."
    run 0 diff --format markdown
    holds out "~~night at two~~"
    holds out "**500**"
}
check "long text is compared by word" long_text_by_word

before_the_first_commit() {
    "$IFSPEC" init .
    "$IFSPEC" new APP-A-B-C-V1 --no-edit
    run 0 diff && holds out "    new, with"
    run 2 diff HEAD
}
check "before the first commit everything is new" before_the_first_commit

git_shows_fields() {
    PATH=$(dirname "$IFSPEC"):$PATH
    new_repository APP-A-B-C-V1
    git add -A && git commit -qm Attributes || :
    "$IFSPEC" set APP overview.data_volume=Low
    git diff >out
    grep -q '^+ *Data Volume  *Low' out
    "$IFSPEC" commit APP -m Second
    git log -p -1 >out
    grep -q '^+ *Data Volume  *Low' out
}
check "git diff and git log -p show specifications as they read" git_shows_fields

lists_another_day() {
    new_repository APP-A-B-C-V1
    "$IFSPEC" set APP overview.data_volume=Low
    GIT_COMMITTER_DATE=2025-06-01T10:00:00Z "$IFSPEC" commit APP -m Second
    "$IFSPEC" new APP-A-B-D-V1 --no-edit --set overview.data_volume=High
    git status --porcelain interfaces >before
    run 0 list --at 2025-05-15 --columns id,overview.data_volume --format tsv
    [ "$(cat out)" = "$(printf 'id\toverview.data_volume\nAPP-A-B-C-V1\t')" ]
    run 0 list --at HEAD --columns id,overview.data_volume --format tsv
    holds out "APP-A-B-C-V1	Low"
    run 1 list --at HEAD~1 --where overview.data_volume=Low
    run 2 list --at 2020-01-01
    run 2 list --at nothing
    run 2 list --at HEAD --changed
    git status --porcelain interfaces >after
    diff before after
    run 0 show APP-A-B-C-V1 --rev 2025-05-15
    lacks out "Data Volume"
}
check "list --at and show --rev read another day without touching the files" lists_another_day

done_testing
