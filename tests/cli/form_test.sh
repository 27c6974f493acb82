# form: faults of forms, JSON Schema, what a changed form does to the stock.
. "$SOURCE/tests/cli/lib.sh"

# A form with one field of each kind of fault, and the answer to each on its line.
names_every_fault() {
    cat >broken.yaml <<'YAML'
form: broken
title: Broken
identity: {id: a.id, title: a.id, status: a.nothing}
vocabularies:
  colours: {file: nowhere.yaml}
sections:
  - id: a
    title: A
    fields:
      - {id: id, label: ID, type: txt}
      - {id: id, label: ID, type: text, colour: red}
      - {id: b, label: B, type: text, pattern: "(unclosed"}
      - {id: c, label: C, type: choice, choices: shades}
      - {id: d, label: D, type: date, when: {field: a.z, is: 1}}
rules:
  - {id: r, needs: a.y, message: M}
YAML
    printf 'form: good\ntitle: Good\nidentity: {id: a.id, title: a.id}\nsections:\n  - id: a\n    title: A\n    fields:\n      - {id: id, label: ID, type: text}\n' >good.yaml
    run 1 form check good.yaml broken.yaml
    for line in 3 5 10 11 12 13 14 16; do
        holds out "broken.yaml:$line:"
    done
    lacks out "good.yaml"
    run 0 form check good.yaml
    prints
    run 2 form check good.yaml nothing.yaml
    holds err "nothing.yaml"
}
check "form check names every fault of every file with line and column" names_every_fault

shows_conditions() {
    run 0 form show decision-record
    holds out "decision.id"
    run 2 form show one two three
    run 2 form impact
    run 3 form impact "$SOURCE/forms/decision-record.yaml"
    holds err "working copy"
}
check "form show and form impact say what they need" shows_conditions

prints_a_schema() {
    for form in integration-interface integration-interface-extended decision-record; do
        run 0 form schema $form
        holds out '"$schema": "http://json-schema.org/draft-07/schema#"'
        holds out '"enumDescriptions"'
        [ ! -s err ]
    done
    holds out '"title": "Decision record"'
    holds out 'Names the record and its file'
    holds out '"pattern": "^ADR-[0-9]{4}$"'
    holds out '"N/A"'
    holds out '"required"'
    holds out '"fingerprint"'
    run 0 form schema
    holds out '"integration-interface"'
    run 2 form schema no-such-form
}
check "form schema prints JSON Schema with titles, helps, values, patterns" prints_a_schema

leaves_out_foreign_patterns() {
    cat >f.yaml <<'YAML'
form: f
title: F
identity: {id: a.id, title: a.id}
sections:
  - id: a
    title: A
    fields:
      - {id: id, label: ID, type: text, pattern: '^(?i)x\d+$'}
      - {id: b, label: B, type: text, pattern: '^[[:alpha:]]+$'}
      - {id: c, label: C, type: text, pattern: '^a++$'}
      - {id: d, label: D, type: text, pattern: '^(?:d|e)[-\d]+$'}
      - {id: n, label: N, type: number, min: 0.5, max: 10}
YAML
    run 0 form schema f.yaml
    lacks out "(?i)"
    lacks out "alpha"
    lacks out "a++"
    holds out '(?:d|e)[-\\d]+$'
    holds out '"minimum": 0.5'
    holds out '"maximum": 10'
}
check "patterns that other engines read otherwise are left out of the schema" \
    leaves_out_foreign_patterns

agrees_with_check() {
    "$python" "$SOURCE/tests/cli/form_schema.py" "$IFSPEC" "$SOURCE/tests/samples" mutated
}
python=$(command -v /usr/bin/python3 || command -v python3 || echo python3)
if "$python" -c 'import jsonschema, yaml' 2>/dev/null; then
    check "schema and check judge samples and changed samples alike" agrees_with_check
else
    check "schema and check judge samples alike # SKIP no jsonschema, no PyYAML" true
fi

# The form in use has these fields; the changed one is written by each test.
small_form() {
    cat <<YAML
form: small
version: ${1}
title: Small
identity: {id: a.id, title: a.id, status: a.status}
vocabularies:
  status: [Draft, Active]
  levels: [${2}]
sections:
  - id: a
    title: A
    fields:
      - {id: id, label: ID, type: text, required_from: Draft}
      - {id: status, label: Status, type: choice, choices: status}
${3}
YAML
}

small_stock() {
    new_repository
    mkdir forms
    small_form 1 "low, high" "      - {id: level, label: Level, type: choice, choices: levels}
      - {id: owner, label: Owner, type: text}
      - {id: old, label: Old, type: list}" >forms/small.yaml
    run 0 new ONE --no-edit --form small --set a.level=low --set a.owner=Anna
    run 0 new TWO --no-edit --form small --set a.level=high --set a.old=x
    run 0 new THREE --no-edit --form small
}

tells_what_changes() {
    small_stock
    mkdir changed
    small_form 2 "low, medium" "      - {id: grade, label: Grade, type: choice, choices: levels, renamed_from: a.level}
      - {id: owner, label: Owner, type: text, required_from: Active}" >changed/small.yaml
    run 1 form impact changed/small.yaml
    holds out "small, version 2: 3 specifications, 1 keep everything, 1 only move values, 1 needs a person"
    holds out "  a.level → a.grade: moves in 2"
    holds out "  a.grade: needs a person in 1"
    holds out "  a.old: needs a person in 1"
    two=$(find interfaces -name TWO.yaml)
    holds out "$two:4:10: a.grade: “high” is not one of the values"
    holds out "$two:5:1: a.old: The changed form has no such field; it stays in the file: "
    lacks out "ONE"
    run 1 form impact changed/small.yaml --format json
    holds out '"moves_to": "a.grade"'
    holds out '"kept": '
    run 2 form impact changed/small.yaml --format xml
    git status --porcelain | grep -v '^??' && return 1
    return 0
}
check "form impact: what keeps, what moves, what needs a person" tells_what_changes

knows_the_form_in_use() {
    small_stock
    run 0 form impact forms/small.yaml
    holds out "3 specifications, 3 keep everything"
    sed -i 's/low, high/low/' forms/small.yaml
    run 1 form impact forms/small.yaml
    holds out "a.level: “high” is not one of the values"
    printf 'form: heir\ntitle: Heir\nextends: small\nsections: []\n' >forms/heir.yaml
    run 1 form impact forms/small.yaml
}
check "form impact judges a form edited in place" knows_the_form_in_use

asks_heirs() {
    small_stock
    printf 'form: heir\ntitle: Heir\nextends: small\nsections:\n  - {id: a, fields: [{id: more, label: More, type: text}]}\n' >forms/heir.yaml
    printf 'form: stray\ntitle: Stray\nextends: small\nsections:\n  - {id: a, fields: [{id: late, label: Late, type: text, after: old}]}\n' >forms/stray.yaml
    run 0 new FOUR --no-edit --form heir --set a.level=high --set a.more=text
    run 0 new FIVE --no-edit --form stray --set a.late=text
    mkdir changed
    small_form 2 "low, medium" "      - {id: level, label: Level, type: choice, choices: levels}
      - {id: owner, label: Owner, type: text}" >changed/small.yaml
    run 1 form impact changed/small.yaml
    holds out "small, version 2: 4 specifications"
    holds out "heir extends it; its specifications are among them"
    four=$(find interfaces -name FOUR.yaml)
    holds out "$four:4:10: a.level: “high” is not one of the values"
    holds err "stray extends small and does not go with the change"
    lacks out FIVE
    run 1 form impact changed/small.yaml --format json
    holds out '"FOUR"'
    holds out '"heir"'
}
check "form impact asks specifications of forms that extend the changed one" asks_heirs

adds_values() {
    new_repository APP-A-B-C-V1
    before=$(cksum "$SOURCE/forms/vocabularies/systems.yaml")
    run 0 form add systems "MES Wrocław" --meaning "Shop floor: Wrocław"
    prints "Copied the shipped vocabulary to forms/vocabularies/systems.yaml" \
        "Added “MES Wrocław” to forms/vocabularies/systems.yaml"
    run 0 form add systems "11VMS test"
    prints "Added “11VMS test” to forms/vocabularies/systems.yaml"
    diff "$SOURCE/forms/vocabularies/systems.yaml" forms/vocabularies/systems.yaml >difference || true
    grep -c '^>' difference >count
    [ "$(cat count)" -eq 2 ]
    lacks difference "<"
    holds difference '> - {value: MES Wrocław, help: "Shop floor: Wrocław"}'
    holds difference '> - {value: 11VMS test}'
    [ "$(cksum "$SOURCE/forms/vocabularies/systems.yaml")" = "$before" ]
    run 0 form check
    run 0 set APP "overview.source_systems=MES Wrocław"
    [ ! -s err ]
}
check "form add puts a value into a vocabulary of the company's own" adds_values

refuses_values() {
    new_repository
    run 2 form add systems SFDC
    holds err "share its name with “Salesforce”"
    run 2 form add systems "11 VMS"
    run 2 form add systems MyId
    run 2 form add systems ""
    run 2 form add systems N/A
    run 2 form add sistems X
    holds err 'did you mean `systems`?'
    run 2 form add data_volume Huge
    holds err "ifspec init --form integration-interface"
    [ ! -e forms ]
    run 0 init --form integration-interface
    run 0 form add data_volume Huge --meaning "10,000,000 per day"
    prints "Added “Huge” to forms/integration-interface.yaml"
    diff "$SOURCE/forms/integration-interface.yaml" forms/integration-interface.yaml >difference || true
    lacks difference "<"
    holds difference '{value: Huge, help: "10,000,000 per day"}'
    run 0 new APP-A-B-C-V1 --no-edit --set overview.data_volume=Huge
    mkdir -p "$scratch/outside" && cd "$scratch/outside"
    run 3 form add systems X
}
check "form add refuses names that are taken and forms that are not ours" refuses_values

changes_the_form() {
    new_repository
    run 0 new APP-A-B-C-V1 --no-edit --set overview.data_volume=Low
    spec=interfaces/APP/APP-A-B-C-V1.yaml
    printf '\r\n# the end\r\n' >>$spec
    cp $spec before
    run 0 set APP form=integration-interface-extended
    prints "Saved $spec"
    [ ! -s err ]
    diff before $spec >difference || true
    [ "$(cat difference)" = "1c1
< form: integration-interface
---
> form: integration-interface-extended" ]
    run 0 set APP form=integration-interface-extended
    prints "Nothing to change in $spec"
    run 0 set APP form=decision-record
    holds err "warning: $spec:5:1: overview: The changed form has no such field; it stays"
    holds err "decision.id: Needed from Proposed on"
    run 0 set $spec form=integration-interface
    cmp before $spec
    run 2 set APP form=no-such-form
    holds err "forms: decision-record"
    run 2 set APP form=decision-record overview.data_volume=Low
    cmp before $spec
}
check "set form= lets a specification answer another form and says what does not fit" \
    changes_the_form

done_testing
