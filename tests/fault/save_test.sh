# A save with each of its calls failing, cut short, killed, or raced by another program: the part of
# the sweeps that needs nothing but the compiler. `make fault` has the rest.
. "$SOURCE/tests/fault/lib.sh"

begin() {
    begin_save
    cp old theirs
    echo '# theirs' >>theirs
}

# save FAULTS: from the old text; its status is in `got`, its last call in the log.
save() {
    rm -rf "$XDG_STATE_HOME" interfaces/APP/.[!.]* calls
    cp old $spec
    got=0
    FAULTFS=$1 FAULTFS_DIR="$PWD:$XDG_STATE_HOME" FAULTFS_RUN="${2-}" FAULTFS_LOG="$PWD/calls" \
        LD_PRELOAD="$faultfs" "$IFSPEC" set APP-A overview.data_volume=Low >out 2>err || got=$?
}

is_old() { cmp -s $spec old; }
is_new() { cmp -s $spec new; }

count_calls() {
    save any:9999:EIO
    calls=$(grep -vc '^0 ' calls)
    [ "$got" -eq 0 ]
    [ "$calls" -gt 8 ]
}

# Once and lasting: the file is old or new, success means new, a failure is said and leaves nothing beside the file.
fails_whole() {
    begin
    count_calls
    for n in $(seq 1 $((calls + 1))) $(seq -f %g+ 1 $((calls + 1))); do
        save "any:$n:$1"
        is_old || is_new || { echo "$1 at $n: torn"; return 1; }
        if [ "$got" -eq 0 ]; then
            is_new || { echo "$1 at $n: not saved, status 0"; return 1; }
        else
            [ -s err ] || { echo "$1 at $n: nothing said"; return 1; }
            # What cannot be removed stays, and is offered.
            [ -z "$(find interfaces -name '*ifspec-tmp*')" ] || [ "$1" = EIO ] || [ "${n%+}" != "$n" ] ||
                { echo "$1 at $n: litter"; return 1; }
        fi
    done
}
fails_when_full() { fails_whole ENOSPC; }
fails_on_damage() { fails_whole EIO; }
fails_on_quota() { fails_whole EDQUOT; }
check "a full disk at each call leaves the old file, or the new one saved" fails_when_full
check "an I/O error at each call leaves a whole file" fails_on_damage
check "a quota at each call leaves a whole file" fails_on_quota

survives_kills() {
    begin
    count_calls
    for action in kill torn killafter; do
        for n in $(seq 1 $((calls + 1))); do
            save "any:$n:$action"
            is_old || is_new || { echo "$action at $n: torn"; return 1; }
            "$IFSPEC" set APP-A overview.data_volume=Low >/dev/null || return 1
            is_new || { echo "$action at $n: the next save failed"; return 1; }
        done
    done
}
check "a kill at each call leaves a whole file that can be saved again" survives_kills

does_not_notice() {
    begin
    for fault in 'write:*:short1' 'read:*:short1' 'write:%2:short,read:%2:short' 'any:%3:EINTR' \
        'read:%2:EINTR'; do
        save "$fault"
        [ "$got" -eq 0 ] && is_new || { echo "$fault"; cat err; return 1; }
    done
}
check "short writes and interrupted calls are invisible" does_not_notice

# Whoever writes meanwhile: their text stands, alone or with our value in it.
leaves_others_alone() {
    begin
    count_calls
    for writer in "cat theirs >$spec" "cp theirs t; mv t $spec"; do
        for n in $(seq 1 "$calls"); do
            save "any:$n:run" "cd '$PWD'; unset LD_PRELOAD FAULTFS; $writer"
            grep -q '^# theirs$' $spec ||
                { echo "$writer at $n (status $got): their text is gone"; return 1; }
        done
    done
}
check "what another program writes during a save is never lost" leaves_others_alone

# Its folder goes elsewhere meanwhile, and the text with it: nothing is torn, nothing said wrongly.
loses_its_folder() {
    begin
    count_calls
    for n in $(seq 1 "$calls"); do
        rm -rf gone
        mkdir -p interfaces/APP
        save "any:$n:run" "mv '$PWD/interfaces' '$PWD/gone'"
        found=$(find interfaces gone -name APP-A-B-C-V1.yaml 2>/dev/null || true)
        [ -n "$found" ] || { echo "folder gone at $n: the file is gone"; return 1; }
        for file in $found; do
            cmp -s "$file" new || { [ "$got" -ne 0 ] && cmp -s "$file" old; } ||
                { echo "folder gone at $n (status $got): $file"; return 1; }
        done
    done
}
check "a folder that is moved away during a save takes the whole file along" loses_its_folder

dies_of_signals_whole() {
    begin
    count_calls
    for n in $(seq 1 "$calls"); do
        save "any:$n:term"
        is_old || is_new || { echo "term at $n: torn"; return 1; }
    done
}
check "a signal at each call leaves a whole file" dies_of_signals_whole

keeps_two_names_whole() {
    begin
    for n in $(seq 1 40); do
        rm -f other
        cp old $spec
        rm -rf "$XDG_STATE_HOME"
        ln $spec other
        FAULTFS="any:$n:torn" FAULTFS_DIR="$PWD:$XDG_STATE_HOME" LD_PRELOAD="$faultfs" \
            "$IFSPEC" set APP-A overview.data_volume=Low >out 2>err || true
        is_old || is_new || "$IFSPEC" recover $spec --restore >out 2>err || { cat err; return 1; }
        is_old || is_new || { echo "torn at $n"; return 1; }
        [ "$(stat -c %h $spec)" = 2 ] || { echo "parted at $n"; return 1; }
    done
}
check "a file with two names is whole after every kill, with the journal" keeps_two_names_whole

does_without_a_journal() {
    begin
    rm -rf "$XDG_STATE_HOME"
    cp old $spec
    FAULTFS='any:*:ENOSPC' FAULTFS_DIR="$XDG_STATE_HOME" LD_PRELOAD="$faultfs" \
        "$IFSPEC" set APP-A overview.data_volume=Low >out 2>err
    is_new
}
check "no room for versions is no reason not to save" does_without_a_journal

count_flushes() { awk -v place="$1" '$3 == "fsync" && index($4, place)' calls | wc -l; }

# change_many FAULTS: five specifications, from nothing kept.
change_many() {
    rm -rf "$XDG_STATE_HOME"
    "$IFSPEC" set --where overview.smart_id~APP --yes overview.data_volume=High >out
    rm -rf "$XDG_STATE_HOME" calls
    FAULTFS=$1 FAULTFS_DIR="${2:-$PWD:$XDG_STATE_HOME}" FAULTFS_LOG="$PWD/calls" \
        LD_PRELOAD="$faultfs" "$IFSPEC" set --where overview.smart_id~APP --yes \
        overview.data_volume=Low >out 2>err
    grep -q 'Saved 5 specifications' out
}

# A change of many flushes each specification and its folder; what is kept beside it, once for all.
flushes_versions_together() {
    new_repository
    for n in 1 2 3 4 5; do
        "$IFSPEC" new APP-A-B-C$n-V1 --no-edit >/dev/null
    done
    change_many any:9999:EIO
    [ "$(find "$XDG_STATE_HOME"/ifspec/versions -type f | wc -l)" -eq 10 ]
    [ "$(count_flushes "$PWD/interfaces")" -eq 10 ]
    [ "$(count_flushes "$XDG_STATE_HOME")" -le 4 ]
    # Without the call for it, and without room for versions.
    change_many fsync:*:ENOSYS "$XDG_STATE_HOME"
    change_many any:*:ENOSPC "$XDG_STATE_HOME"
    change_many any:*:ENOSPC "$XDG_STATE_HOME:$PWD/.git/ifspec"
}
check "a change of many flushes the kept versions together" flushes_versions_together

done_testing
