# Every key of the form language, from the form's file to what `check`, `new` and `show` say.
. "$SOURCE/tests/cli/lib.sh"

repository() {
    git init -q .
    mkdir -p forms/vocabularies interfaces
    printf -- '- {value: 11VMS}\n- SAP\n' >forms/vocabularies/systems.yaml
    cat >forms/base.yaml <<'YAML'
form: base
version: 1
title: Base
identity: {id: a.id, title: a.title, status: a.status, aliases: [a.old_ids], columns: [a.status]}
vocabularies:
  status: [Draft, {value: Active, aliases: [Live]}]
  auth:
    - {value: OAuth 2.0 Client Credentials, vague: [OAuth2], group: Token, help: By key.}
    - {value: OAuth 2.0 JWT, vague: [OAuth2], group: Token}
    - {value: Basic, caution: Not for production., group: Other}
  systems: {file: vocabularies/systems.yaml}
sections:
  - id: a
    title: A
    fields:
      - {id: id, label: ID, type: smart_id, separator: ".", parts: [{name: Dom, pattern: "[A-Z]+"}, {name: Obj, pattern: "[a-z.]+"}, {name: Ver, pattern: "V[0-9]+"}], required_from: Draft}
      - {id: title, label: Title, type: text, max_length: 12, required_from: Active}
      - {id: status, label: Status, type: choice, choices: status, default: Draft}
      - {id: old_ids, label: Old, type: list, pattern: "^OLD", message: Old ones begin with OLD, max_items: 2}
      - {id: version, label: Version, type: text}
      - {id: created, label: Created, type: date, default: today}
      - {id: ended, label: Ended, type: date}
      - {id: direction, label: Direction, type: choice, choices: [In, Out, Both]}
      - {id: volume, label: Volume, type: number, min: 1, max: 10, integer: true, unit: GB, when: {field: a.direction, is: [Out, Both]}}
      - {id: live, label: Live, type: yes_no}
      - {id: link, label: Link, type: link}
      - {id: ref, label: Ref, type: reference}
YAML
    cat >forms/heir.yaml <<'YAML'
form: heir
version: 2
title: Heir
extends: base
sections:
  - id: a
    fields:
      - {id: title, label: Name, type: text, max_length: 20, required_from: Active}
      - {id: first, label: First, type: text, after: ""}
      - {id: second, label: Second, type: text, after: title, renamed_from: a.zweiter}
  - id: b
    title: B
    fields:
      - {id: auth, label: Auth, type: choices, choices: auth, min_items: 1}
      - {id: systems, label: Systems, type: choices, choices: systems, open: true}
      - id: rows
        label: Rows
        type: table
        key: [name]
        group_by: env
        columns:
          - {id: env, label: Env, type: choice, choices: [Test, Prod], required: true}
          - {id: name, label: Name, type: text, required: true}
          - {id: until, label: Until, type: date}
      - {id: steps, label: Steps, type: steps}
rules:
  - {id: needs-steps, severity: warning, when: {all: [{field: a.status, is: Active}, {not: {field: a.direction, filled: true}}]}, needs: b.steps, message: Say the steps.}
  - {id: same-version, severity: error, smart_id_part: {field: a.id, part: Ver, equals: a.version}, message: Versions differ.}
  - {id: order, severity: error, dates_in_order: [a.created, a.ended, "b.rows[].until"], message: Not in order.}
  - {id: past, severity: info, not_past: a.ended, message: Over.}
  - {id: any-rule, severity: info, when: {any: [{field: b.steps, contains: call}, {field: a.live, is: "true"}]}, needs: a.link, message: A link please.}
YAML
}

finds_everything() {
    repository
    run 0 form check base heir
    prints
    cat >interfaces/APP.order.V2.yaml <<'YAML'
form: heir
a:
  id: APP.order.V2
  title: A name that is much too long
  zweiter: moved
  status: Live
  old_ids: [OLD1, NEW, OLD3]
  version: V1
  created: 2025-05-01
  ended: 2025-04-01
  direction: Inn
  volume: 2.5
  live: perhaps
  link: nowhere
  ref: NOBODY
b:
  auth: [OAuth2, Basic, oauth 2.0 jwt]
  systems: [11 VMS, SAPP, SAP]
  rows:
    - {env: Test, until: 2025-01-01}
    - {env: Stage, name: x, until: 1.5.2026}
  steps: ["TBD", "call Owen\u200b", "password=hunter2secret"]
c: x
YAML
    run 1 check
    cat >wanted <<'FINDINGS'
interfaces/APP.order.V2.yaml:4:10: error: a.title: Too long: 28 characters of at most 20 [type]
interfaces/APP.order.V2.yaml:5:1: warning: “a.zweiter” is called “a.second” now; it moves there when it is edited [unknown-key]
interfaces/APP.order.V2.yaml:6:11: info: a.status: “Live” is called “Active” here [alias]
interfaces/APP.order.V2.yaml:7:12: error: a.old_ids: Too many entries: 3 of at most 2 [type]
interfaces/APP.order.V2.yaml:7:19: error: a.old_ids[1]: Old ones begin with OLD [pattern]
interfaces/APP.order.V2.yaml:8:12: error: a.version: Versions differ. [same-version]
interfaces/APP.order.V2.yaml:10:10: error: a.ended: Not in order. [order]
interfaces/APP.order.V2.yaml:10:10: info: a.ended: Over. [past]
interfaces/APP.order.V2.yaml:11:14: error: a.direction: “Inn” is not one of the values; did you mean “In”? [choice]
interfaces/APP.order.V2.yaml:13:9: error: a.live: “perhaps” is neither true nor false [type]
interfaces/APP.order.V2.yaml:14:9: warning: a.link: “nowhere” does not look like an address [type]
interfaces/APP.order.V2.yaml:15:8: warning: a.ref: There is no specification “NOBODY” here [reference]
interfaces/APP.order.V2.yaml:17:10: warning: b.auth[0]: “OAuth2” is vague: which of OAuth 2.0 Client Credentials, OAuth 2.0 JWT? [vague]
interfaces/APP.order.V2.yaml:17:18: info: b.auth[1]: Basic: Not for production. [choice]
interfaces/APP.order.V2.yaml:17:25: error: b.auth[2]: “oauth 2.0 jwt” is not one of the values; did you mean “OAuth 2.0 JWT”? [choice]
interfaces/APP.order.V2.yaml:18:13: warning: b.systems[0]: “11 VMS” is nearly “11VMS”: is it the same? [near-duplicate]
interfaces/APP.order.V2.yaml:18:21: info: b.systems[1]: “SAPP” is not in the vocabulary [choice]
interfaces/APP.order.V2.yaml:20:7: error: b.rows[0].name: Name is needed in every row [required]
interfaces/APP.order.V2.yaml:20:26: error: b.rows[0].until: Not in order. [order]
interfaces/APP.order.V2.yaml:21:13: error: b.rows[1].env: “Stage” is not one of the values [choice]
interfaces/APP.order.V2.yaml:21:36: warning: b.rows[1].until: “1.5.2026”: did you mean 2026-05-01? [type]
interfaces/APP.order.V2.yaml:22:11: warning: b.steps[0]: Left over from the template [template-text]
interfaces/APP.order.V2.yaml:22:18: warning: b.steps[1]: Character 10 cannot be seen (U+200B) [invisible]
interfaces/APP.order.V2.yaml:22:37: error: b.steps[2]: This looks like a password or key; write the name of the secret instead [secret]
interfaces/APP.order.V2.yaml:23:1: warning: The form has no “c” [unknown-key]
FINDINGS
    diff wanted out
}
check "check finds what every key of a form asks for" finds_everything

obeys_conditions() {
    repository
    run 0 new APP.a.V1 --no-edit --form heir
    spec=interfaces/APP.a.V1.yaml
    printf 'form: heir\na:\n  id: APP.a.V1\n  status: Draft\n  version: V1\n  created: 2025-05-01\n' |
        diff - $spec
    run 0 set APP a.volume=7
    run 0 show APP
    lacks out "Volume"
    run 0 set APP a.direction=Both
    run 0 show APP
    holds out "Volume"
    run 2 set APP a.volume=2.5
    run 0 set APP a.status=Active a.live=true b.auth=Basic
    holds err "missing: a.title"
    run 1 check
    holds out "a.title: Needed from Active on [required]"
    holds out "info: a.link: A link please. [any-rule]"
    lacks out "[needs-steps]"
    run 0 unset APP a.direction
    run 1 check
    holds out "warning: b.steps: Say the steps. [needs-steps]"
    run 0 set APP a.title=Short b.steps=call
    run 0 check
    holds out "[any-rule]"
    run 0 set APP 'a.link=Wiki <https://acme.org>'
    run 0 check
    prints "$spec:12:10: info: b.auth[0]: Basic: Not for production. [choice]"
}
check "when, rules, required_from and default follow the answers" obeys_conditions

knows_left_over_text() {
    run 1 check "$SOURCE/tests/cli/seed-as-spec.yaml"
    [ "$(grep -c 'template-text' out)" -ge 10 ]
    run 0 check "$SOURCE"/tests/samples/*.yaml
    lacks out "template-text"
    lacks out "error"
}
check "the template typed in is left-over text; finished specifications hold none" \
    knows_left_over_text

done_testing
