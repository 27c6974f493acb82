# set and unset over many specifications; a system's new name.
. "$SOURCE/tests/cli/lib.sh"

new_volumes() {
    new_repository APP-A-B-C-V1 APP-A-B-D-V1 APP-A-B-E-V1
    "$IFSPEC" set APP-A-B-C-V1 overview.data_volume=Low >/dev/null
    "$IFSPEC" set APP-A-B-D-V1 overview.data_volume=Low >/dev/null
    "$IFSPEC" set APP-A-B-E-V1 overview.data_volume=High >/dev/null
    git commit -qam "Volumes"
}

shows_before_it_writes() {
    new_volumes
    run 0 set --where overview.data_volume=low overview.data_volume=Median overview.processes+=99
    prints "APP-A-B-C-V1 (interfaces/APP/APP-A-B-C-V1.yaml)" "    Process: + 99" \
        "    Data Volume: Low → Median" "APP-A-B-D-V1 (interfaces/APP/APP-A-B-D-V1.yaml)" \
        "    Process: + 99" "    Data Volume: Low → Median" \
        "2 specifications would change; --yes writes them"
    git diff --exit-code
    run 0 set --where overview.data_volume=low overview.data_volume=Median --yes
    holds out "Saved 2 specifications"
    [ "$(git diff --numstat | wc -l)" -eq 2 ]
    run 0 list --where overview.data_volume=Median --columns id --format tsv
    prints id APP-A-B-C-V1 APP-A-B-D-V1
    run 0 set --where overview.data_volume=Median overview.data_volume=Median --yes
    prints "Nothing to change in 2 specifications"
    run 1 set --where overview.data_volume=Low overview.data_volume=High --yes
    prints
}
check "set --where shows by field what would change, and writes with --yes" shows_before_it_writes

prints_changes_as_json() {
    new_volumes
    run 0 set --where overview.data_volume=High --format json overview.data_volume=Low
    cat >wanted <<'JSON'
[
  {
    "id": "APP-A-B-E-V1",
    "path": "interfaces/APP/APP-A-B-E-V1.yaml",
    "changes": [
      {
        "field": "overview.data_volume",
        "kind": "changed",
        "old": "High",
        "new": "Low"
      }
    ]
  }
]
JSON
    diff wanted out
    run 1 set --where overview.data_volume=Median --format json overview.data_volume=Low
    prints "[]"
}
check "set --where prints the changes as JSON" prints_changes_as_json

goes_on_behind_a_failure() {
    new_volumes
    printf 'a: [\n' >interfaces/APP/BROKEN.yaml
    # A key that stands there twice: what it holds may not be changed.
    printf 'overview:\n  data_volume: Low\n  data_volume: Low\n  smart_id: APP-A-B-B-V1\n' \
        >interfaces/APP/APP-A-B-B-V1.yaml
    before=$(cksum <interfaces/APP/APP-A-B-B-V1.yaml)
    run 2 set --where lifecycle.status!=Active overview.data_volume=Median --yes
    holds err "interfaces/APP/APP-A-B-B-V1.yaml"
    holds err "interfaces/APP/BROKEN.yaml:2:1: "
    holds err "ifspec: 2 files could not be changed"
    holds out "Saved 3 specifications"
    [ "$before" = "$(cksum <interfaces/APP/APP-A-B-B-V1.yaml)" ]
    run 0 list --where overview.data_volume=Median --columns id --format tsv
    prints id APP-A-B-C-V1 APP-A-B-D-V1 APP-A-B-E-V1
    run 2 set --where lifecycle.status!=Active overview.data_volume=Low --format json
    grep -q '"problem": ' out
}
check "one file that fails stops none of the others" goes_on_behind_a_failure

refuses_what_cannot_be() {
    new_volumes
    run 2 set --where overview.data_volume=Low overview.data_volume=Gigantic --yes
    holds err "interfaces/APP/APP-A-B-D-V1.yaml: Data Volume: “Gigantic” is not one of the values"
    run 2 set --where overview.data_volum=Low overview.data_volume=High --yes
    holds err "did you mean overview.data_volume?"
    run 2 set --where overview.data_volume=Low overview.data_volum=High --yes
    holds err "did you mean overview.data_volume?"
    run 2 set --where overview.data_volume=Low APP-A-B-C-V1 overview.data_volume=High
    run 2 set --where overview.data_volume=Low
    run 2 set --where overview.data_volume=Low form=decision-record
    run 2 set --where nonsense overview.data_volume=High
    run 2 set APP-A-B-C-V1 overview.data_volume=High --yes
    run 2 set --yes overview.data_volume=High
    run 2 set APP-A-B-C-V1
    run 2 set --where overview.data_volume=Low overview.data_volume=High --format xml
    run 2 unset APP-A-B-C-V1
    echo Low | run 2 set APP-A-B-C-V1 overview.data_volume=- overview.sla=-
    git diff --exit-code
}
check "set --where refuses wrong use and writes nothing" refuses_what_cannot_be

warns_by_file() {
    new_volumes
    run 0 set --where overview.data_volume=High lifecycle.status=Active --yes
    holds err "warning: interfaces/APP/APP-A-B-E-V1.yaml: Active is not earned yet; missing: "
    echo "Every day" | run 0 set --where overview.data_volume=Low overview.schedule=- --yes
    run 0 get APP-A-B-D-V1 overview.schedule
    prints "Every day"
}
check "set --where warns by file, and reads standard input once" warns_by_file

leaves_other_forms_alone() {
    new_volumes
    "$IFSPEC" new ADR-1 --form decision-record --no-edit >/dev/null
    run 0 set --where overview.data_volume!=High overview.data_volume=High
    lacks out "ADR-1"
    holds out "2 specifications would change"
}
check "set --where leaves alone what has no such field" leaves_other_forms_alone

clears_many() {
    new_volumes
    run 0 unset --where overview.data_volume=Low overview.data_volume
    holds out "2 specifications would change"
    git diff --exit-code
    run 0 unset --where overview.data_volume=Low overview.data_volume --yes
    run 0 list --missing overview.data_volume --columns id --format tsv
    prints id APP-A-B-C-V1 APP-A-B-D-V1
    run 0 set --missing overview.data_volume overview.data_volume=High --yes
    run 1 list --missing overview.data_volume
}
check "unset --where and --missing" clears_many

# ── a system ──

new_systems() {
    new_repository APP-A-B-C-V1 APP-A-B-D-V1 APP-A-B-E-V1
    mkdir -p forms/vocabularies
    cat >forms/vocabularies/systems.yaml <<'YAML'
# Ours.
- Tower   # the old one
- value: Bridge
  help: Between.
  aliases:
    - BRG  # short
- {value: Gate}
YAML
    "$IFSPEC" set APP-A-B-C-V1 overview.source_systems=tower overview.target_systems=Bridge \
        'components.items+=Database | Tower | keeps' 'components.items+=Database | Tower 2' \
        'description.summary=Tower' >/dev/null 2>&1
    "$IFSPEC" set APP-A-B-D-V1 overview.source_systems=Tower overview.source_systems+=Gate \
        overview.legacy_ids=Tower >/dev/null 2>&1
    git add -A && git commit -qm Systems
}

renames_a_system() {
    new_systems
    run 0 rename --system tower Castle
    cp out shown
    git diff --exit-code
    run 0 rename --system tower Castle --yes
    sed 's/3 spec.*/X/; s/Saved 2 specifications/X/; s/2 specifications would.*/X/' shown >wanted
    sed 's/Saved 2 specifications/X/' out | diff wanted -
    run 0 get APP-A-B-C-V1 overview.source_systems && prints Castle
    run 0 get APP-A-B-C-V1 components.items && prints "Database | Castle | keeps" "Database | Tower 2"
    run 0 get APP-A-B-C-V1 description.summary && prints Tower
    run 0 get APP-A-B-D-V1 overview.source_systems && prints Castle Gate
    run 0 get APP-A-B-D-V1 overview.legacy_ids && prints Tower
    [ "$(git diff --numstat | wc -l)" -eq 3 ]
    sed -n 2p forms/vocabularies/systems.yaml >out
    prints "- {value: Castle, aliases: [Tower]}   # the old one"
    run 0 check
    lacks out "systems: "
}
check "rename --system renames it in fields, cells and vocabulary" renames_a_system

keeps_the_vocabulary() {
    new_systems
    run 0 rename --system Bridge "Long Bridge" --yes
    sed -n 3,8p forms/vocabularies/systems.yaml >out
    prints "- value: Long Bridge" "  help: Between." "  aliases:" "    - BRG  # short" "    - Bridge" \
        "- {value: Gate}"
    run 0 rename --system "Long Bridge" BRG --yes
    sed -n 3,8p forms/vocabularies/systems.yaml >out
    lacks out "- BRG"
    holds out "- value: BRG"
    holds out "    - Long Bridge"
    run 0 rename --system Gate gate --yes
    tail -1 forms/vocabularies/systems.yaml >out
    prints "- {value: gate}"
    run 0 form check
}
check "the entry of the vocabulary keeps what it has" keeps_the_vocabulary

brings_two_systems_together() {
    new_systems
    run 0 rename --system bridge Tower
    holds out "    bridge → Tower, which is there already: the entry Bridge goes, its names are aliases"
    holds out "    its help goes, too: Between."
    git diff --exit-code
    run 0 rename --system bridge Tower --yes
    cat forms/vocabularies/systems.yaml >out
    prints "# Ours." "- {value: Tower, aliases: [Bridge, BRG]}   # the old one" "- {value: Gate}"
    run 0 rename --system Tower Gate --yes
    cat forms/vocabularies/systems.yaml >out
    prints "# Ours." "- {value: Gate, aliases: [Tower, Bridge, BRG]}"
    run 0 get APP-A-B-D-V1 overview.source_systems && prints Gate
    run 0 get APP-A-B-C-V1 overview.target_systems && prints Gate
    run 0 form check
    run 0 check
    lacks out "alias"
    run 2 rename --system Tower Gate
    complains "ifspec: nothing names a system Tower; did you mean Gate?"
}
check "two systems become one, in the vocabulary, too" brings_two_systems_together

writes_a_name_as_the_vocabulary_does() {
    new_systems
    run 0 rename --system tower Tower --yes
    run 0 get APP-A-B-C-V1 overview.source_systems && prints Tower
    git diff --exit-code forms
}
check "a name in other letters becomes that of the vocabulary" writes_a_name_as_the_vocabulary_does

copies_what_is_shipped() {
    new_repository APP-A-B-C-V1
    "$IFSPEC" set APP overview.source_systems=MyId >/dev/null 2>&1
    run 0 rename --system MyId YourId
    holds out "forms/vocabularies/systems.yaml (to be copied from what is shipped)"
    [ ! -e forms ]
    run 0 rename --system MyId YourId --yes
    grep -q 'value: YourId, aliases: \[MyId\]' forms/vocabularies/systems.yaml
    [ "$(git status --short forms | wc -l)" -eq 1 ]
}
check "a shipped vocabulary is copied first" copies_what_is_shipped

refuses_names() {
    new_systems
    run 2 rename --system Twoer Castle
    holds err "nothing names a system Twoer; did you mean Tower?"
    run 2 rename --system Tower brg
    holds err "would share its name with “Bridge”"
    run 2 rename --system Tower Tower
    run 2 rename --system Tower ""
    run 2 rename --system Tower
    run 2 rename --system Tower Castle --references
    run 2 rename APP-A-B-C-V1 APP-A-B-F-V1 --yes
    git diff --exit-code
}
check "rename --system refuses names that cannot be" refuses_names

done_testing
