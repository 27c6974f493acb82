# What a killed save leaves beside a file: listed, offered, never removed unasked; no catalogue shows it.
. "$SOURCE/tests/cli/lib.sh"
spec=interfaces/APP/APP-A-B-C-V1.yaml
left=interfaces/APP/.APP-A-B-C-V1.yaml.ifspec-tmp

begin() {
    new_repository APP-A-B-C-V1
    sed 's/title: .*/title: Only here/' $spec >$left
    echo '  data_volume: Low' >>$left
}

is_offered() {
    begin
    cp $left kept
    run 0 recover
    holds out "$spec  "
    holds out "left by a save that was cut short: $left"
    run 0 recover APP-A
    holds out "Title: Title of APP-A-B-C-V1 → Only here"
    cmp kept $left
    run 0 list --columns id
    prints id APP-A-B-C-V1
    run 1 find "Only here"
}
check "a left-over is listed and compared by field, and no specification" is_offered

is_restored() {
    begin
    run 0 recover APP-A --restore
    prints "Saved $spec"
    run 0 get APP-A description.title
    prints "Only here"
    [ ! -e $left ]
    run 0 recover
    prints "Nothing is unsaved."
}
check "its values are taken on request, and then it is not needed" is_restored

is_deleted() {
    begin
    cp $spec old
    run 0 recover APP-A --delete
    prints "Removed $left"
    [ ! -e $left ]
    cmp old $spec
}
check "it is removed on request" is_deleted

does_not_clear() {
    begin
    head -c 40 $spec >$left
    cp $left kept
    run 0 recover APP-A
    lacks out cleared
    printf 'form: integration-interface\ndescription: {title: [' >$left
    run 0 recover APP-A
    holds out "has no value that $spec has not"
    run 0 recover APP-A --restore
    run 0 get APP-A description.title
    prints "Title of APP-A-B-C-V1"
    [ -e $left ]
}
check "one that was cut short clears nothing, and stays" does_not_clear

is_a_file_that_was_never_saved() {
    begin
    mv $left interfaces/APP/.APP-N-E-W-V1.yaml.ifspec-tmp
    run 0 recover interfaces/APP/APP-N-E-W-V1.yaml
    holds out "was never saved"
    run 0 recover interfaces/APP/APP-N-E-W-V1.yaml --restore
    prints "Saved interfaces/APP/APP-N-E-W-V1.yaml"
    run 0 get interfaces/APP/APP-N-E-W-V1.yaml description.title
    prints "Only here"
}
check "one of a file that was never saved becomes it on request" is_a_file_that_was_never_saved

is_no_news() {
    begin
    cp $spec $left
    run 0 recover
    prints "Nothing is unsaved."
    ln -sf /etc/passwd $left
    mkfifo interfaces/APP/.APP-X-Y-Z-V1.yaml.ifspec-tmp
    run 0 recover
    prints "Nothing is unsaved."
}
check "what the file holds too is no news; links and pipes are not looked at" is_no_news

asks_at_the_start() {
    begin
    printf '\n:quit\n' | "$IFSPEC" edit APP-A --plain >out
    holds out "a save was cut short and left $left"
    holds out "Only here"
    [ -e $left ]
}
check "the start of an editor offers it" asks_at_the_start

done_testing
