# What --format json and sarif print is valid against the published schemas, and comes in a stable order.
. "$SOURCE/tests/cli/lib.sh"
SCHEMAS=$SOURCE/share/schemas

python=$(command -v /usr/bin/python3 || command -v python3 || echo python3)
if ! "$python" -c 'import jsonschema' 2>/dev/null; then
    check "JSON is valid against its schemas # SKIP no jsonschema" true
    done_testing
    exit
fi

# is_valid NAME STATUS ARGUMENTS…: what ifspec prints is a document of this schema, twice the same.
is_valid() {
    schema=$1
    shift
    run "$@"
    cp out first
    run "$@"
    cmp first out
    case $schema in
    sarif) "$python" "$SOURCE/tests/cli/validate.py" "$SOURCE/tests/cli/sarif-2.1.0.schema.json" <out ;;
    *) "$python" "$SOURCE/tests/cli/validate.py" "$SCHEMAS/ifspec-$schema.schema.json" <out ;;
    esac
}

# A file of every state, values of every shape, an unreadable one, hostile text.
new_stock() {
    new_repository
    cp "$SOURCE"/tests/samples/*.yaml "$SOURCE"/tests/samples/unfinished/*.yaml interfaces/
    git add -A && git commit -qm "Samples"
    "$IFSPEC" set APP-S4-SF-CUSTOMER-V1 overview.data_volume=Low overview.legacy_ids=A \
        'overview.legacy_ids+="\e[31m' 'related.interfaces+={"id": "NOBODY"}' >/dev/null 2>&1
    git commit -qam 'Subject "with" quotes'
    "$IFSPEC" rename APP-S4-SF-CUSTOMER-V1 APP-S4-SF-CUSTOMER-V2 >/dev/null
    "$IFSPEC" commit --all -m Renamed >/dev/null 2>&1
    "$IFSPEC" set APP-S4-SF-CUSTOMER-V2 overview.data_volume=High lifecycle.status=Draft \
        overview.sla=new >/dev/null 2>&1
    "$IFSPEC" new APP-S4-SF-NEW-V1 --no-edit >/dev/null
    "$IFSPEC" question APP-S4-SF-NEW-V1 overview.sla "Which?" --with Owen >/dev/null
    rm interfaces/HR-SFEC-ECC-EMPLOYEE-V1.yaml
    printf 'a: [\n' >"interfaces/BROKEN file Ä.yaml"
    printf 'form: integration-interface\noverview: {smart_id: x, data_volume: [1], gone: "a\\tb"}\n' >interfaces/odd.yaml
}

lists() {
    new_stock
    is_valid list 0 list --format json
    is_valid list 0 list --changed --format json
    is_valid list 0 list --format json --columns id,overview.sla,changed
    is_valid list 1 list --where overview.sla=nothing --format json
    is_valid list 0 list --at HEAD~1 --format json
}
check "list" lists

shows() {
    new_stock
    for file in interfaces/*.yaml interfaces/*/*.yaml; do
        case $file in *BROKEN*) continue ;; esac
        is_valid show 0 show "$file" --format json
    done
    is_valid show 0 show APP-S4-SF-CUSTOMER-V2 --rev HEAD~1 --format json
}
check "show, every specification" shows

checks() {
    new_stock
    is_valid check 1 check --format json
    is_valid check 1 check --format json --severity error
    is_valid check 1 check "interfaces/BROKEN file Ä.yaml" --format json
    is_valid sarif 1 check --format sarif
    holds out "BROKEN%20file%20%C3%84.yaml"
    rm -r interfaces/*
    is_valid check 0 check --format json
    is_valid sarif 0 check --format sarif
}
check "check, and SARIF 2.1.0" checks

logs() {
    new_stock
    is_valid log 0 log --format json
    is_valid log 0 log APP-S4-SF-CUSTOMER-V2 --format json
    is_valid log 0 log APP-S4-SF-CUSTOMER-V2 --field overview.data_volume --format json
    is_valid log 0 log --since 2099-01-01 --format json
    is_valid blame 0 blame APP-S4-SF-CUSTOMER-V2 --format json
    holds out '"commit": null'
    git clone -q --depth 1 "file://$PWD" shallow
    cd shallow
    is_valid log 0 log --format json
    is_valid blame 0 blame APP-S4-SF-CUSTOMER-V2 --format json
    holds out '"boundary": true'
}
check "log and blame" logs

differs() {
    new_stock
    is_valid diff 0 diff --format json
    holds out '"removed": true'
    holds out '"old_path": null'
    is_valid diff 0 diff HEAD~1 HEAD --format json
    is_valid diff 0 diff HEAD HEAD --format json
    is_valid diff 2 set --where lifecycle.status=Active overview.data_volume=High --format json
    rm interfaces/BROKEN*
    is_valid diff 1 set --where lifecycle.status=Nothing overview.data_volume=High --format json
}
check "diff, and set over many" differs

asks() {
    new_stock
    is_valid questions 0 questions --format json
    is_valid questions 1 questions --with Nobody --format json
    cp -R "$SOURCE/forms" new
    sed -i.bak 's/id: data_volume$/id: volume/' new/integration-interface.yaml
    is_valid form-impact 1 form impact new/integration-interface.yaml --format json
}
check "questions and form impact" asks

is_a_real_check() {
    echo '[{"id": 1}]' >document
    if "$python" "$SOURCE/tests/cli/validate.py" "$SCHEMAS/ifspec-list.schema.json" <document; then
        return 1
    fi
    for schema in "$SCHEMAS"/*.json; do
        name=$(basename "$schema" .schema.json)
        grep -q "${name#ifspec-}" "$SOURCE/man/ifspec-json.5"
    done
}
check "the schemas refuse what they should, and the manual names them" is_a_real_check

done_testing
