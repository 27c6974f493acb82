# restore and review: taking back, and recording that somebody agreed.
. "$SOURCE/tests/cli/lib.sh"

file=interfaces/APP/APP-A-B-C-V1.yaml

restores_values() {
    new_repository APP-A-B-C-V1
    "$IFSPEC" set APP overview.data_volume=Low overview.legacy_ids=ONE overview.legacy_ids+=TWO
    "$IFSPEC" commit APP -m Second
    cp $file second.yaml
    "$IFSPEC" set APP overview.data_volume=High overview.legacy_ids=THREE overview.sla=Always
    "$IFSPEC" commit APP -m Third
    cp $file third.yaml
    run 0 restore APP HEAD~1 overview.data_volume
    prints "Restored 1 field of $file"
    diff third.yaml $file >changes || :
    [ "$(grep -c '^[<>]' changes)" -eq 2 ]
    run 0 restore APP HEAD~1
    prints "Restored 2 fields of $file"
    diff second.yaml $file
    run 0 restore APP HEAD~1
    prints "Nothing to restore: $file is as in HEAD~1"
    run 0 restore APP HEAD overview.sla overview.legacy_ids
    [ "$("$IFSPEC" get APP overview.sla)" = Always ]
    run 0 diff --exit-code APP HEAD~1 || :
    run 2 restore APP nothing
    run 2 restore APP HEAD overview.nothing
    run 2 restore APP HEAD 'overview.legacy_ids[0]'
    run 2 restore NOTHING HEAD
}
check "restore takes fields, or all, back without touching the rest" restores_values

keeps_what_is_there() {
    new_repository APP-A-B-C-V1
    cat >>$file <<'YAML'
  legacy_ids:
    - ONE # the first
    - 'TWO'   # the second
x_own: kept
YAML
    git commit -qam Second
    sed -i '/ONE/d' $file && git commit -qam Third
    run 0 restore APP HEAD~1
    holds $file "    - 'TWO'   # the second"
    holds $file "x_own: kept"
    [ "$("$IFSPEC" get APP 'overview.legacy_ids[0]')" = ONE ]
    git diff --stat >stat
    holds stat "1 insertion(+)"
}
check "entries that are still there keep their bytes" keeps_what_is_there

# An alias goes with its anchor, also where it was something else in that version.
restores_what_is_an_alias_now() {
    new_repository APP-A-B-C-V1
    "$IFSPEC" set APP overview.version=Old errors.retry_logic=New && git commit -qam Second
    sed -i 's/version: .*/version: \&v New/; s/retry_logic: .*/retry_logic: *v/' $file
    git commit -qam Third
    run 0 restore APP HEAD~1
    [ "$("$IFSPEC" get APP overview.version)" = Old ]
    [ "$("$IFSPEC" get APP errors.retry_logic)" = New ]
}
check "a value is taken back from where an alias stands" restores_what_is_an_alias_now

restores_through_a_rename() {
    new_repository APP-A-B-C-V1
    "$IFSPEC" set APP overview.data_volume=Low && "$IFSPEC" commit APP -m Second
    git mv $file interfaces/APP/moved.yaml && git commit -qm Moved
    "$IFSPEC" set APP overview.data_volume=High && "$IFSPEC" commit APP -m Third
    run 0 restore APP HEAD~2 overview.data_volume
    [ "$("$IFSPEC" get APP overview.data_volume)" = Low ]
    run 0 show APP --rev HEAD~3
}
check "a version under an older name is found" restores_through_a_rename

brings_back_what_is_gone() {
    new_repository APP-A-B-C-V1
    cp $file first.yaml
    git rm -q $file && git commit -qm Gone
    run 0 restore $file HEAD~1
    prints "Restored $file"
    diff first.yaml $file
    rm $file
    run 2 restore $file HEAD
}
check "a file that is gone comes back byte for byte" brings_back_what_is_gone

reviews() {
    new_repository APP-A-B-C-V1
    run 0 review APP approve -m "without conditions" --role Architecture
    holds out "approved"
    run 0 show APP --format json
    holds out '"reviewer": "Anna Example"'
    holds out '"decision": "approved"'
    holds out '"comment": "without conditions"'
    holds out '"date": "2025-05-01"'
    grep -qE '"fingerprint": "sha256:[0-9a-f]{64}"' out
    "$IFSPEC" commit APP -m Approved
    run 0 diff --since approved --exit-code && prints
    "$IFSPEC" question APP overview.sla "How much?"
    run 0 diff --since approved --exit-code
    "$IFSPEC" set APP overview.data_volume=Low
    run 1 diff --since approved --exit-code
    prints "APP-A-B-C-V1 ($file)" "    Data Volume: + Low"
    "$IFSPEC" commit APP -m Changed
    run 1 diff APP --since approved --exit-code
    run 0 show APP
    holds out "Changed since the approval of 2025-05-01"
    run 0 review APP reject
    holds out rejected
    run 1 diff APP --since approved --exit-code
    run 0 review APP approve
    run 0 diff APP --since approved --exit-code
    run 0 show APP
    lacks out "Changed since"
    run 2 review APP perhaps
}
check "a review records the content; what changed since is told" reviews

approved_by_hand() {
    new_repository APP-A-B-C-V1
    printf 'reviews:\n  - {date: 2025-05-01, reviewer: Board, decision: approved}\n' >>$file
    git commit -qam "Approved by hand"
    "$IFSPEC" set APP overview.data_volume=Low >/dev/null
    run 1 diff APP --since approved --exit-code
    prints "APP-A-B-C-V1 ($file)" "    Data Volume: + Low"
}
check "an approval without a fingerprint means what stood there that day" approved_by_hand

never_approved() {
    new_repository APP-A-B-C-V1
    run 2 diff APP --since approved
    holds err "was never approved"
    run 0 diff --since approved && prints
    git config --unset user.name
    GIT_AUTHOR_NAME= run 2 review APP approve || run 3 review APP approve
    holds err "user.name"
}
check "without an approval, or a name, it is said" never_approved

done_testing
