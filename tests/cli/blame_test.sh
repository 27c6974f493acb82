# blame: who set each value.
. "$SOURCE/tests/cli/lib.sh"

names_who_set_what() {
    new_repository APP-A-B-C-V1
    "$IFSPEC" set APP overview.data_volume=Low overview.legacy_ids=ONE
    GIT_AUTHOR_DATE=2025-06-01T10:00:00Z GIT_AUTHOR_NAME=Bert GIT_AUTHOR_EMAIL=b@example.org \
        GIT_COMMITTER_NAME=Bert GIT_COMMITTER_EMAIL=b@example.org "$IFSPEC" commit APP -m Second
    "$IFSPEC" set APP overview.sla=Always
    run 0 blame APP
    grep -qE '^overview.data_volume +[0-9a-f]{7} +2025-06-01 +Bert +Second +Low *$' out
    grep -qE '^overview.legacy_ids\[0\] +[0-9a-f]{7} +2025-06-01 +Bert +Second +ONE *$' out
    grep -qE '^overview.sla +not committed yet +Always *$' out
    grep -qE '^overview.smart_id +[0-9a-f]{7} +2025-05-01 +Anna Example +First ' out
    run 0 blame APP overview.data_volume
    [ "$(wc -l <out)" -eq 2 ]
    run 0 blame APP 'overview.legacy_ids[0]'
    [ "$(wc -l <out)" -eq 2 ]
    run 1 blame APP overview.frequency && prints
    run 2 blame APP overview.nothing
    run 2 blame NOTHING
    run 2 blame APP --format xml
}
check "blame names who set each value, when, in which commit" names_who_set_what

# What was before the damage is not known: the rest is, and the mark says so.
survives_a_damaged_version() {
    new_repository APP-A-B-C-V1
    for volume in High Low Median; do
        "$IFSPEC" set APP overview.data_volume=$volume
        "$IFSPEC" commit APP -m "volume $volume"
    done
    blob=$(git rev-parse HEAD~2:interfaces/APP/APP-A-B-C-V1.yaml)
    object=.git/objects/$(echo "$blob" | cut -c1-2)/$(echo "$blob" | cut -c3-)
    chmod u+w "$object" && echo damaged >"$object"
    run 0 blame APP
    grep -qE '^overview.data_volume +[0-9a-f]{7} .*volume Median +Median *$' out
    grep -qE '^overview.smart_id +\^[0-9a-f]{7} .*volume Low +APP-A-B-C-V1 *$' out
    run 0 blame APP --format json && holds out '"boundary": true'
}
check "a damaged version is where blame ends, not fails" survives_a_damaged_version

names_the_version_that_cannot_be_read() {
    new_repository APP-A-B-C-V1
    printf 'no \377 text' >interfaces/APP/APP-A-B-C-V1.yaml
    git commit -qam broken
    git checkout -q HEAD~1 -- . && git commit -qam repaired
    run 0 log interfaces/APP/APP-A-B-C-V1.yaml
    revision=$(sed -n 's/.*cannot be read: \([^:]*\):.*/\1/p' out | head -n 1)
    [ "$(git rev-parse "$revision")" = "$(git rev-parse HEAD~1)" ]
}
check "log names the version that cannot be read" names_the_version_that_cannot_be_read

speaks_json() {
    new_repository APP-A-B-C-V1
    "$IFSPEC" set APP overview.data_volume=Low
    run 0 blame APP overview.data_volume --format json
    cat >wanted <<'JSON'
[
  {
    "field": "overview.data_volume",
    "commit": null,
    "author": null,
    "date": null,
    "subject": null,
    "value": "Low"
  }
]
JSON
    diff wanted out
    "$IFSPEC" commit APP -m Second
    run 0 blame APP overview.data_volume --format json
    holds out "\"commit\": \"$(git rev-parse HEAD)\""
    holds out '"name": "Anna Example"'
    holds out '"date": "2025-05-01T10:00:00Z"'
    holds out '"subject": "Second"'
}
check "blame --format json has the documented shape" speaks_json

# git log -S finds the same commit where the text of a value occurs once in the file.
agrees_with_git() {
    new_repository APP-A-B-C-V1
    file=interfaces/APP/APP-A-B-C-V1.yaml
    for i in 1 2 3 4 5 6; do
        "$IFSPEC" set APP "overview.sla=unique-sla-$((i / 2))" "overview.service_pool=pool-$((i / 3))" \
            "errors.retry_logic=retry-$i"
        "$IFSPEC" commit APP -m "Commit $i"
        [ "$i" -ne 3 ] || { git mv $file interfaces/APP/moved.yaml && git commit -qm Moved; }
        [ "$i" -ne 4 ] || { git mv interfaces/APP/moved.yaml $file && git commit -qm Back; }
    done
    for pair in overview.sla:unique-sla-3 overview.service_pool:pool-2 errors.retry_logic:retry-6; do
        run 0 blame APP "${pair%%:*}" --format json
        holds out "\"commit\": \"$(git log -S"${pair#*:}" --format=%H -1 -- $file)\""
    done
}
check "blame and git log -S name the same commits" agrees_with_git

done_testing
