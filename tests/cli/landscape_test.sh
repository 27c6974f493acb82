# rename, delete, impact and map: what hangs together.
. "$SOURCE/tests/cli/lib.sh"

two_specs() {
    new_repository APP-S4-SF-CUSTOMER-V1 APP-SF-S4-ORDER-V1
    "$IFSPEC" set APP-S4-SF-CUSTOMER-V1 'overview.source_systems=SAP S/4HANA' \
        overview.target_systems=Salesforce >/dev/null
    "$IFSPEC" set APP-SF-S4-ORDER-V1 overview.source_systems=Salesforce \
        'overview.target_systems=SAP S/4HANA' \
        'related.interfaces+={"id": "APP-S4-SF-CUSTOMER-V1", "note": "first"}' >/dev/null
}

renames() {
    two_specs
    run 0 rename APP-S4-SF-CUSTOMER-V1 APP-S4-SF-CUSTOMER-V2
    holds out "to interfaces/APP/APP-S4-SF-CUSTOMER-V2.yaml"
    holds out "APP-SF-S4-ORDER-V1 names it"
    run 0 get APP-S4-SF-CUSTOMER-V2 overview.version
    holds out "V2"
    run 0 get APP-SF-S4-ORDER-V1 'related.interfaces[0].id'
    holds out "APP-S4-SF-CUSTOMER-V1"
}
check "a renamed spec has a new ID, version and file; others still name the old one" renames

renames_references() {
    two_specs
    run 0 rename APP-S4-SF-CUSTOMER-V1 APP-S4-SF-CUSTOMER-V2 --references
    run 0 get APP-SF-S4-ORDER-V1 'related.interfaces[0].id'
    holds out "APP-S4-SF-CUSTOMER-V2"
    run 0 get APP-SF-S4-ORDER-V1 'related.interfaces[0].note'
    holds out "first"
}
check "--references rewrites what names it and nothing else" renames_references

refuses_names() {
    two_specs
    before=$(git status --porcelain -uno)
    run 2 rename APP-S4-SF-CUSTOMER-V1 app-sf-s4-order-v1
    run 2 rename APP-S4-SF-CUSTOMER-V1 ../../evil
    run 2 rename APP-S4-SF-CUSTOMER-V1 .git
    [ "$(git status --porcelain -uno)" = "$before" ]
}
check "an ID that exists, or leads elsewhere, is refused" refuses_names

deletes() {
    two_specs
    run 1 delete APP-S4-SF-CUSTOMER-V1
    [ -f interfaces/APP/APP-S4-SF-CUSTOMER-V1.yaml ]
    run 0 delete APP-S4-SF-CUSTOMER-V1 --references
    [ ! -e interfaces/APP/APP-S4-SF-CUSTOMER-V1.yaml ]
    run 1 get APP-SF-S4-ORDER-V1 related.interfaces
    run 0 delete APP-SF-S4-ORDER-V1
    run 2 delete APP-SF-S4-ORDER-V1
}
check "a spec that others name is deleted only on request" deletes

impacts() {
    two_specs
    run 0 impact "sap s/4 hana"
    holds out "Directly"
    holds out "APP-S4-SF-CUSTOMER-V1"
    holds out "APP-SF-S4-ORDER-V1"
    run 0 impact APP-S4-SF-CUSTOMER-V1
    holds out "Directly"
    holds out "APP-SF-S4-ORDER-V1"
    run 1 impact nothing
    run 2 impact ""
}
check "impact says what touches a system or an interface" impacts

maps() {
    two_specs
    run 0 map
    holds out "SAP S/4HANA → Salesforce  APP-S4-SF-CUSTOMER-V1"
    "$IFSPEC" set APP-SF-S4-ORDER-V1 'overview.source_systems=A "quoted" \ [name]' >/dev/null 2>&1
    run 0 map --to dot
    holds out 'label="A \"quoted\" \\ [name]"'
    run 0 map --to mermaid
    holds out 's2["A #34;quoted#34; #92; #91;name#93;"]'
    cp out first
    run 0 map --to mermaid
    cmp out first
    run 2 map --to png
    run 1 map --around nothing
}
check "map draws the same picture each time, and escapes names" maps

says_what_it_could_not_read() {
    two_specs
    printf 'a: [\n' >interfaces/BROKEN.yaml
    for command in map "impact Salesforce"; do
        run 0 $command
        complains "ifspec: 1 file could not be read; \`ifspec check\` says why"
    done
}
check "what cannot be read is missing, and said to be" says_what_it_could_not_read

draws_hostile_names() {
    new_repository
    mkdir -p interfaces
    cat >interfaces/X.yaml <<'YAML'
form: integration-interface
description: {title: "two\nlines"}
overview:
  smart_id: "X\"] --> y; %%{init}%%\nz"
  source_systems: ["a\nb", "end", "<b>&amp;", "c\\", "%%{init: x}%%"]
  target_systems: ["click s0 \"javascript:x\"", "-->"]
YAML
    run 0 map
    [ "$(wc -l <out)" -eq 1 ]
    run 0 impact end
    [ "$(wc -l <out)" -eq 2 ]
    # Every line is one of ours; inside the quotes nothing ends them.
    run 0 map --to mermaid
    if sed 1d out | grep -vE '^    s[0-9]+\["[^]["{}<>\\`|]*"\]$|^    s[0-9]+ -->\|"[^]["{}<>\\`|]*"\| s[0-9]+$'; then return 1; fi
    holds out '["#60;b#62;#38;amp#59;"]'
    run 0 map --to dot
    text='"([^"\\]|\\["\\])*"'
    if sed '1,3d;$d' out | grep -vE "^    s[0-9]+( -> s[0-9]+)? \\[label=$text\\];\$"; then return 1; fi
    holds out 'label="<b>&amp;amp;"'
    if command -v dot >/dev/null; then dot -Tplain out >/dev/null; fi
}
check "map and impact are not broken by hostile names" draws_hostile_names

done_testing
