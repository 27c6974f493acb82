# question and questions; what `set` says of a status that is not earned.
. "$SOURCE/tests/cli/lib.sh"

spec=interfaces/APP/APP-A-B-C-V1.yaml

asks_answers_drops() {
    new_repository APP-A-B-C-V1 APP-A-B-D-V1
    run 0 question APP-A-B-C design.direction "In or out?" --with Owen
    prints "Saved $spec"
    run 0 question APP-A-B-C 'overview.artefacts[0].name' "Which name?"
    run 0 question APP-A-B-C design.direction "Or both?"
    run 0 questions
    prints "APP-A-B-C-V1  design.direction: In or out? — Owen, 2025-05-01" \
        "APP-A-B-C-V1  overview.artefacts[0].name: Which name?, 2025-05-01" \
        "APP-A-B-C-V1  design.direction: Or both?, 2025-05-01"
    run 2 question APP-A-B-C design.direction --answer "Out"
    holds err "--number says which: 0 (In or out?), 2 (Or both?)"
    run 0 question APP-A-B-C design.direction --answer "Out" --number 0
    run 0 question APP-A-B-C overview.artefacts --drop
    run 0 questions
    prints "APP-A-B-C-V1  design.direction: Or both?, 2025-05-01"
    run 0 questions --all
    holds out "In or out? — Owen, 2025-05-01, answered: Out"
    holds out "Which name?, 2025-05-01, dropped"
    run 1 questions --with Owen
    run 0 questions --with owen --all
    run 1 questions APP-A-B-D
    run 0 questions APP-A-B-C APP-A-B-D --format json --all
    holds out '"number": 2'
    holds out '"status": "answered"'
    holds out '"with": "Owen"'
    run 1 questions APP-A-B-D --format json
    prints "[]"
    run 1 get APP-A-B-C design.direction
}
check "questions are asked, answered, dropped and listed; the value stays" asks_answers_drops

refuses_what_makes_no_sense() {
    new_repository APP-A-B-C-V1
    run 2 question APP design.direction
    run 2 question APP design.direction ""
    run 2 question APP design.directoin "Which?"
    run 2 question APP design.direction --answer X
    holds err "no open question"
    run 2 question APP design.direction TEXT --drop
    run 2 question APP design.direction --drop --answer X
    run 2 question APP design.direction --drop --number 3
    run 2 questions --format xml
    git diff --quiet
}
check "question refuses what makes no sense and writes nothing" refuses_what_makes_no_sense

says_what_a_status_needs() {
    new_repository APP-A-B-C-V1
    run 0 set APP lifecycle.status=Approved
    prints "Saved $spec"
    holds err "ifspec: warning: Approved is not earned yet; missing: description.summary, "
    holds err "overview.data_volume"
    run 0 set APP overview.data_volume=Low
    [ ! -s err ]
    run 0 set APP lifecycle.status=Draft
    [ ! -s err ]
}
check "set says what a status needs that is not earned yet" says_what_a_status_needs

done_testing
