# list, find, show, check, textconv: reading specifications.
. "$SOURCE/tests/cli/lib.sh"

new_samples() {
    new_repository
    cp "$SOURCE"/tests/samples/*.yaml interfaces/
    git add -A && git commit -qm "Samples"
}

lists_all() {
    new_samples
    run 0 list
    [ "$(wc -l <out)" -eq $(($(ls interfaces/*.yaml | wc -l) + 1)) ]
    holds out "APP-S4-SF-CUSTOMER-V1 "
    run 0 list --columns id,overview.data_volume --where overview.data_volume=median \
        --format tsv
    printf 'id\toverview.data_volume\n' >wanted
    sed -n 1p out | diff wanted -
    lacks out "Low"
    holds out "HR-SFEC-ECC-EMPLOYEE-V1"
}
check "list shows every spec, chosen columns, filtered" lists_all

filters() {
    new_samples
    run 0 list --where overview.target_systems=salesforce --columns id --format tsv
    holds out "APP-S4-SF-CUSTOMER-V1"
    lacks out "HR-SFEC"
    run 0 list --where "overview.target_systems~sap  successfactors" --format tsv || run 1 list \
        --where "overview.target_systems~sap  successfactors"
    run 0 list --where 'description.title~eletronica' --columns id --format tsv
    prints id FI-NFEHUB-ECC-NFE-V1
    run 0 list --where lifecycle.status!=Active --columns status --format tsv
    lacks out "Active"
    run 0 list --where overview.artefacts.name~iflow-customer --columns id --format tsv
    prints id APP-S4-SF-CUSTOMER-V1
    run 0 list --missing overview.sla --columns id --format tsv
    lacks out "APP-S4-SF-CUSTOMER-V1"
    run 1 list --where overview.data_volume=Gigantic
    prints
    run 1 list --where overview.data_volume=Gigantic --format json
    prints "[]"
    for wrong in overview.nothing=x overview.version =x overview.version!x; do
        run 2 list --where "$wrong"
    done
    run 2 list --missing overview.nothing
    run 2 list --columns overview.nothing
    run 2 list --columns ""
    run 2 list --columns ,
    run 2 list --format xml
}
check "list filters by value, list entry, cell, text and absence" filters

sorts() {
    new_repository APP-A-B-C-V1 APP-A-B-D-V1 APP-A-B-E-V1
    "$IFSPEC" set APP-A-B-C-V1 description.title=zebra
    "$IFSPEC" set APP-A-B-D-V1 description.title=Ärger
    "$IFSPEC" set APP-A-B-E-V1 description.title=mole
    run 0 list --sort title --columns title --format tsv
    prints title Ärger mole zebra
    run 0 list --sort completeness --columns id --format tsv
    # Numbers and dates by what they mean; what has none comes last, in the order of the paths.
    "$IFSPEC" set APP-A-B-C-V1 overview.sla=100 >/dev/null
    "$IFSPEC" set APP-A-B-E-V1 overview.sla=20 >/dev/null
    run 0 list --sort overview.sla --columns id --format tsv
    prints id APP-A-B-E-V1 APP-A-B-C-V1 APP-A-B-D-V1
    "$IFSPEC" set APP-A-B-D-V1 overview.sla="20 hours" >/dev/null
    run 0 list --sort overview.sla --columns id --format tsv
    prints id APP-A-B-E-V1 APP-A-B-C-V1 APP-A-B-D-V1
    "$IFSPEC" set APP-A-B-C-V1 lifecycle.created=2025-11-02 >/dev/null
    "$IFSPEC" set APP-A-B-D-V1 lifecycle.created=2024-02-11 >/dev/null
    run 0 list --sort lifecycle.created --columns id --format tsv
    prints id APP-A-B-D-V1 APP-A-B-E-V1 APP-A-B-C-V1
    run 2 list --sort overview.nothing
}

begins() {
    git init -q .
    run 0 list
    holds out "ifspec init"
    "$IFSPEC" init . >/dev/null
    run 0 list
    prints "There are no specifications yet; \`ifspec new\` makes one."
    run 0 list --format tsv --columns id
    prints id
    run 0 list --format json
    prints "[]"
    run 1 list --changed
    prints
}
check "list of nothing says how to begin" begins

prints_csv() {
    new_repository APP-A-B-C-V1 APP-A-B-D-V1
    "$IFSPEC" set APP-A-B-C-V1 'description.title=a "b", c' overview.sla='=1+1' >/dev/null
    "$IFSPEC" set APP-A-B-D-V1 'description.title=@SUM(A1)' overview.sla=-5 >/dev/null
    run 0 list --columns id,title,overview.sla --format csv
    printf '%s\r\n' id,title,overview.sla "APP-A-B-C-V1,\"a \"\"b\"\", c\",'=1+1" \
        "APP-A-B-D-V1,'@SUM(A1),-5" >wanted
    cmp wanted out
    printf 'form: integration-interface\noverview: {smart_id: X, sla: "one\\ntwo\\e[31m"}\n' \
        >interfaces/X.yaml
    run 0 list --where overview.smart_id=X --columns id,overview.sla --format csv
    printf 'id,overview.sla\r\nX,one · two␛[31m\r\n' >wanted
    cmp wanted out
}
check "CSV is that of RFC 4180, and no formula" prints_csv
check "list sorts by any column, accents folded" sorts

knows_what_changed() {
    new_repository APP-A-B-C-V1 APP-A-B-D-V1 APP-A-B-E-V1
    run 1 list --changed
    "$IFSPEC" set APP-A-B-C-V1 overview.data_volume=Low
    "$IFSPEC" new APP-A-B-F-V1 --no-edit
    rm interfaces/APP/APP-A-B-E-V1.yaml
    run 0 list --changed --columns id,git --format tsv
    prints "id	git" "APP-A-B-C-V1	modified" "APP-A-B-E-V1	deleted" "APP-A-B-F-V1	new"
    run 0 list --columns id,changed --format tsv
    holds out "APP-A-B-D-V1	2025-05-01"
    run 0 list --format json
    holds out '"git": "unchanged"'
    holds out '"git": "modified"'
    lacks out '"git": "deleted"'
}
check "list knows what is not committed" knows_what_changed

prints_json() {
    new_repository APP-A-B-C-V1
    run 0 list --format json
    cat >wanted <<'JSON'
[
  {
    "id": "APP-A-B-C-V1",
    "path": "interfaces/APP/APP-A-B-C-V1.yaml",
    "form": "integration-interface",
    "title": "Title of APP-A-B-C-V1",
    "status": "Draft",
    "completeness": 17,
    "git": "unchanged",
    "columns": {
      "lifecycle.status": "Draft",
      "overview.source_systems": "",
      "overview.target_systems": ""
    }
  }
]
JSON
    sed 's/"completeness": [0-9]*/"completeness": 17/' out | diff wanted -
    run 0 show APP-A-B-C-V1 --format json
    cat >wanted <<'JSON'
{
  "id": "APP-A-B-C-V1",
  "path": "interfaces/APP/APP-A-B-C-V1.yaml",
  "form": "integration-interface",
  "values": {
    "lifecycle": {
      "status": "Draft",
      "created": "2025-05-01"
    },
    "description": {
      "title": "Title of APP-A-B-C-V1"
    },
    "overview": {
      "smart_id": "APP-A-B-C-V1",
      "version": "V1"
    }
  },
  "other": {},
  "questions": [],
  "reviews": []
}
JSON
    diff wanted out
}
check "list and show print the documented JSON" prints_json

lists_unreadable_files() {
    new_repository APP-A-B-C-V1
    printf 'a: [\n' >interfaces/BROKEN.yaml
    run 0 list --format tsv --columns id,status
    prints "id	status" "APP-A-B-C-V1	Draft" "BROKEN	(unreadable)"
    holds err "ifspec: interfaces/BROKEN.yaml:"
    run 1 check
    holds out "interfaces/BROKEN.yaml:2:1: error: "
    holds out "[unreadable]"
}
check "a file that cannot be read is listed and reported with its place" lists_unreadable_files

says_once_what_is_wrong_with_a_form() {
    new_repository APP-A-B-C-V1
    mkdir forms
    echo 'form: broken' >forms/broken.yaml
    for n in 1 2 3 4; do
        printf 'form: broken\n' >interfaces/BROKEN-$n.yaml
    done
    printf 'a: [\n' >interfaces/BROKEN-5.yaml
    run 0 list
    [ "$(grep -c unreadable out)" -eq 5 ]
    [ "$(wc -l <err)" -eq 3 ]
    grep -q '^ifspec: interfaces/BROKEN-1.yaml: .*forms/broken.yaml:1:1: ' err
    sed -n 2p err >out
    prints "ifspec: 3 more specifications cannot be read for the same reason"
    grep -q '^ifspec: interfaces/BROKEN-5.yaml:2:1: ' err
}
check "what is wrong with a form is said once" says_once_what_is_wrong_with_a_form

finds_text() {
    new_samples
    run 0 find "11 vms"
    holds out "PROC-11VMS-SRM7-ACTIVITY-REPORT-V1"
    run 0 find REQUEST_LIMIT_EXCEEDED
    holds out "APP-S4-SF-CUSTOMER-V1"
    holds out "Known errors"
    run 0 find "nota fiscal eletronica"
    holds out "FI-NFEHUB-ECC-NFE-V1"
    run 1 find "no such text anywhere"
    prints
    run 2 find ""
}

# Without an index, and with one.
finds_text_over_lines() {
    new_samples
    for once in 1 2; do
        run 0 find "for each checkout"
        holds out "PAY-SHOP-PSP-PAYMENT-V3"
        holds out "For each checkout the shop"
        run 0 list
    done
}
check "find looks into every field, case, accents and blanks folded" finds_text
check "find finds what goes on in the next line" finds_text_over_lines

shows_for_reading() {
    new_samples
    run 0 show APP-S4-SF-CUSTOMER-V1
    [ "$(wc -L <out)" -le 80 ]
    holds out "Known errors"
    holds out "REQUEST_LIMIT_EXCEEDED"
    run 0 show APP-S4-SF-CUSTOMER-V1 --format markdown
    holds out "# Customer master: SAP S/4HANA → Salesforce"
    holds out "| Type | Package | Name | Link |"
    run 0 show APP-S4-SF-CUSTOMER-V1 --format yaml
    cmp out interfaces/APP-S4-SF-CUSTOMER-V1.yaml
    run 2 show APP-S4-SF-CUSTOMER-V1 --format pdf
}
check "show prints text of 80 columns, Markdown and the file" shows_for_reading

shows_first_what_is_needed_at_night() {
    new_samples
    run 0 show PAY-SHOP-PSP-PAYMENT-V3
    sed -n 3p out >heading
    echo "On call" | diff - heading
    # One screen of 80 by 24.
    head -24 out >screen
    for needed in SHOP-ONCALL "https://runbooks.acme.example/payments" "Restart procedure" \
        "switch the acquirer route"; do
        holds screen "$needed"
    done
    # The sections are whole all the same.
    [ "$(grep -c 'SHOP-ONCALL' out)" -eq 2 ]
    mkdir forms
    cat >forms/night.yaml <<'YAML'
form: night
title: Night
identity: {id: a.id, title: a.title, on_call: [a.call, a.tile]}
sections:
  - id: a
    title: A
    fields:
      - {id: id, label: ID, type: text}
      - {id: title, label: Title, type: text}
      - {id: call, label: Call, type: text}
YAML
    run 1 form check night
    holds out "there is no field \`a.tile\`; did you mean \`a.title\`?"
    sed -i.bak 's/, a.tile\]/]/' forms/night.yaml
    run 0 form check night
    printf 'form: night\na: {id: N1, title: T, call: Owen}\n' >interfaces/N1.yaml
    run 0 show N1
    prints "N1  T" "" "On call" "  Call                    Owen" "" "A" \
        "  ID                      N1" "  Title                   T" "  Call                    Owen"
    printf 'form: night\na: {id: N1, title: T}\n' >interfaces/N1.yaml
    run 0 show N1
    lacks out "On call"
}
check "show begins with what is needed at night" shows_first_what_is_needed_at_night

shows_the_past() {
    new_repository APP-A-B-C-V1
    "$IFSPEC" set APP overview.data_volume=Low
    GIT_COMMITTER_DATE=2025-06-01T10:00:00Z "$IFSPEC" commit APP -m Second
    "$IFSPEC" set APP overview.data_volume=High
    run 0 show APP --rev HEAD && holds out "Low"
    run 0 show APP --rev HEAD~1 && lacks out "Data Volume"
    run 0 show APP --rev 2025-05-15 && lacks out "Data Volume"
    run 0 show APP --rev 2025-06-01 --format json && holds out '"data_volume": "Low"'
    run 2 show APP --rev no-such-branch
    run 2 show APP --rev 2020-01-01
}
check "show --rev shows a commit and a day" shows_the_past

reports_findings() {
    new_repository APP-A-B-C-V1
    run 0 check
    "$IFSPEC" set APP lifecycle.status=Approved >/dev/null
    run 1 check
    grep -qE '^interfaces/APP/APP-A-B-C-V1.yaml:[0-9]+:[0-9]+: error: overview.data_volume: .* \[required\]$' out
    run 1 check APP --format json
    holds out '"rule": "required"'
    holds out '"field": "overview.data_volume"'
    holds out '"spec": "APP-A-B-C-V1"'
    run 1 check APP --format github
    grep -qE '^::error file=interfaces/APP/APP-A-B-C-V1.yaml,line=[0-9]+,col=[0-9]+,title=required::' out
    run 1 check APP --format sarif
    holds out '"version": "2.1.0"'
    holds out '"ruleId": "required"'
    "$IFSPEC" set APP lifecycle.status=Draft overview.source_systems=Unheard-of >/dev/null 2>&1
    run 0 check
    holds out "info: "
    run 0 check --severity warning
    lacks out "info: "
    run 2 check --format xml
    run 2 check --severity grave
    run 2 check NOTHING
}
check "check reports in four formats and gates on errors" reports_findings

checks_across_files() {
    new_repository APP-A-B-C-V1 APP-A-B-D-V1
    sed 's/V1/V1/' interfaces/APP/APP-A-B-C-V1.yaml >interfaces/APP/copy.yaml
    run 1 check
    holds out "[duplicate-id]"
    holds out "[id-file-name]"
    rm interfaces/APP/copy.yaml
    "$IFSPEC" set APP-A-B-D-V1 'related.interfaces+={"id": "APP-NO-SUCH-THING-V1"}' >/dev/null 2>&1
    run 1 check || run 0 check
    holds out "[reference]"
}
check "check sees duplicate IDs and dangling references" checks_across_files

sees_twins() {
    new_repository APP-S4-SF-PRICE-V1 FIN-S4-SF-PRICE-V1 APP-S4-SF-PRICES-V1
    run 0 check --severity warning
    prints "interfaces/APP/APP-S4-SF-PRICE-V1.yaml:8:13: warning: overview.smart_id: FIN-S4-SF-PRICE-V1: Same source, target and object; if both are needed, name it under Related Interfaces. [same-interface]" \
        "interfaces/FIN/FIN-S4-SF-PRICE-V1.yaml:8:13: warning: overview.smart_id: APP-S4-SF-PRICE-V1: Same source, target and object; if both are needed, name it under Related Interfaces. [same-interface]"
    run 0 check FIN-S4-SF-PRICE-V1 --severity warning
    holds out "[same-interface]"
    # Who refers to the other has seen it; that counts for both.
    "$IFSPEC" set FIN-S4-SF-PRICE-V1 'related.interfaces+={"id": "app-s4-sf-price-v1"}' >/dev/null
    run 0 check --severity warning
    prints
    run 0 check APP-S4-SF-PRICE-V1 --severity warning
    prints
    "$IFSPEC" new APP-S4-SF-PRICE-V2 --no-edit --set description.title=x >/dev/null
    run 0 check --severity warning
    [ "$(grep -c 'same-interface' out)" -eq 3 ]
    # A chain of versions, each of which names the one before.
    "$IFSPEC" set APP-S4-SF-PRICE-V2 'related.interfaces+={"id": "FIN-S4-SF-PRICE-V1"}' >/dev/null
    run 0 check --severity warning
    prints
    # The same ID in other letters is the other finding, not this one.
    rm -r interfaces/FIN interfaces/APP/APP-S4-SF-PRICE-V2.yaml
    mkdir interfaces/other
    sed 's/APP-S4-SF-PRICE-V1/APP-S4-SF-Price-V1/' interfaces/APP/APP-S4-SF-PRICE-V1.yaml \
        >interfaces/other/APP-S4-SF-Price-V1.yaml
    run 1 check
    holds out "interfaces/APP/APP-S4-SF-PRICE-V1.yaml has the same ID [duplicate-id]"
    lacks out "same-interface"
}
check "check sees two of the same source, target and object" sees_twins

checks_anywhere() {
    printf 'form: integration-interface\noverview:\n  smart_id: APP-A-B-C-V1\n' >APP-A-B-C-V1.yaml
    run 1 check APP-A-B-C-V1.yaml
    holds out "[required]"
    run 3 check APP-A-B-C-V1
    run 3 check
    run 0 textconv APP-A-B-C-V1.yaml
    holds out "Smart ID"
    echo "no spec: [" >other.yaml
    run 0 textconv other.yaml
    prints "no spec: ["
}
check "check PATH and textconv work outside of a working copy" checks_anywhere

done_testing
