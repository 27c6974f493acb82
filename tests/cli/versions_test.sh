# versions, recover: what is kept outside of Git.
. "$SOURCE/tests/cli/lib.sh"

keeps_every_save() {
    new_repository APP-A-B-C-V1
    run 0 set APP-A overview.data_volume=Low
    run 0 set APP-A overview.data_volume=High
    run 0 versions APP-A
    holds out "(the file now)"
    holds out "Data Volume: Low → High"
    [ "$(grep -c bytes out)" -eq 3 ]
}
check "every save keeps a version, and what it changed" keeps_every_save

prints_and_restores_one() {
    new_repository APP-A-B-C-V1
    run 0 set APP-A overview.data_volume=Low
    cp interfaces/APP/APP-A-B-C-V1.yaml low
    run 0 set APP-A overview.data_volume=High
    run 0 versions APP-A 2
    diff out low
    run 0 versions APP-A 2 --restore
    holds out "Restored version 2"
    diff interfaces/APP/APP-A-B-C-V1.yaml low
    run 0 versions APP-A 2
    holds out "data_volume: High"
}
check "a version is printed, and becomes the file again" prints_and_restores_one

refuses_what_is_not_there() {
    new_repository APP-A-B-C-V1
    run 2 versions APP-A 7
    complains "ifspec: there is no version 7 of interfaces/APP/APP-A-B-C-V1.yaml: 1 are kept"
    run 2 versions APP-A x
    run 2 versions APP-A --restore
    run 2 versions NOBODY
}
check "a version that is not there is wrong use" refuses_what_is_not_there

brings_back_what_was_deleted() {
    new_repository APP-A-B-C-V1 APP-A-B-C-V10
    run 0 set APP-A-B-C-V1 overview.data_volume=Low
    file=interfaces/APP/APP-A-B-C-V1.yaml
    mv $file low
    for name in $file APP-A-B-C-V1 "$PWD/$file"; do
        run 0 versions "$name"
        [ "$(grep -c bytes out)" -eq 2 ]
        lacks out "(the file now)"
        run 0 versions "$name" 1
        diff out low
    done
    cd interfaces
    run 0 -C .. versions $file 1
    run 0 versions APP/APP-A-B-C-V1.yaml 1
    run 0 versions APP/APP-A-B-C-V1.yaml 1 --restore
    cd ..
    diff $file low
    rm -r interfaces/APP
    run 0 versions $file 1 --restore
    diff $file low
    rm $file
    run 2 versions interfaces/APP/OTHER.yaml
    complains "ifspec: there is no file interfaces/APP/OTHER.yaml"
    run 2 versions APP-A-B-D-V1
}
check "the versions of a deleted specification are found and restored" brings_back_what_was_deleted

has_nothing_to_recover() {
    new_repository APP-A-B-C-V1
    run 0 recover
    prints "Nothing is unsaved."
    run 0 recover APP-A
    prints "Nothing of interfaces/APP/APP-A-B-C-V1.yaml is unsaved."
    run 2 recover NOBODY
}
check "recover says that nothing is unsaved" has_nothing_to_recover

keeps_them_to_the_user() {
    new_repository APP-A-B-C-V1
    [ "$(stat -c %a "$XDG_STATE_HOME/ifspec" "$XDG_STATE_HOME"/ifspec/versions/* | sort -u)" = 700 ]
    [ "$(stat -c %a "$XDG_STATE_HOME"/ifspec/versions/*/* | sort -u)" = 600 ]
}
check "nobody else can read them" keeps_them_to_the_user

saves_without_a_state_folder() {
    new_repository APP-A-B-C-V1
    export XDG_STATE_HOME=/dev/null/none
    : >.git/ifspec
    run 0 set APP-A overview.data_volume=Low
    run 0 versions APP-A
    holds out "No versions"
}
check "a save does without a place for versions" saves_without_a_state_folder

finishes_a_save_that_was_cut_short() {
    new_repository APP-A-B-C-V1
    ln interfaces/APP/APP-A-B-C-V1.yaml other
    run 0 set APP-A overview.data_volume=Low
    [ "$(stat -c %h other)" = 2 ]
    holds other "data_volume: Low"
    run 0 recover
    prints "Nothing is unsaved."
}
check "a file with two names keeps both, and leaves no journal" finishes_a_save_that_was_cut_short

done_testing
