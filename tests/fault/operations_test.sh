# Everything that writes, with its calls failing, cut short and killed: each file is wholly as it was
# or wholly as it will be, and success is said only of the whole. Some of the calls; with SWEEP=all
# (`make fault`) each of them, and some in more ways. (`set` is in save_test.sh, `commit` in commit_test.sh.)
. "$SOURCE/tests/fault/lib.sh"

# Three specifications, one naming another; two saved versions; work that a killed session left.
make_origin() {
    mkdir copy
    cd copy
    new_repository APP-A-B-C-V1 APP-A-B-D-V1
    "$IFSPEC" set APP-A-B-C-V1 'related.interfaces+={"id": "APP-A-B-D-V1"}' >/dev/null
    "$IFSPEC" set APP-A-B-C-V1 overview.data_volume=Low >/dev/null
    "$IFSPEC" commit --all -m second >/dev/null
    "$IFSPEC" set APP-A-B-C-V1 overview.data_volume=High >/dev/null
    mkfifo ../typed
    "$IFSPEC" edit APP-A-B-C-V1 --plain --field description.title <../typed >../left &
    session=$!
    exec 9>../typed
    echo 'Unsaved title' >&9
    until grep -q 'is now: Unsaved' ../left; do sleep 0.02; done
    sleep 0.1
    kill -9 $session
    wait $session || true
    exec 9>&-
    cd ..
    rm typed left
    mv "$XDG_STATE_HOME" state.origin
    cp -a copy origin
}

# operate FAULTS ARGUMENTS…: in a fresh copy; the status is in `got`.
operate() {
    rm -rf copy "$XDG_STATE_HOME" calls
    cp -a origin copy
    cp -a state.origin "$XDG_STATE_HOME"
    faults=$1
    shift
    got=0
    FAULTFS=$faults FAULTFS_DIR="${places:-$PWD/copy:$XDG_STATE_HOME}" FAULTFS_LOG="$PWD/calls" \
        LD_PRELOAD="$faultfs" "$IFSPEC" -C copy "$@" >out 2>err </dev/null || got=$?
}

contents() {
    (cd "$1" && find . -path ./.git -prune -o -type f ! -name '*ifspec-tmp*' -exec cksum {} + | sort)
}

# Every file holds what a file held before, or will hold; none has vanished that is not to vanish.
is_whole() {
    for file in $(cd copy && find . -path ./.git -prune -o -type f ! -name '*ifspec-tmp*' -print); do
        grep -q "^$(cksum <"copy/$file") " pool || { echo "torn: $file"; return 1; }
    done
    [ "$(find copy/interfaces -name '*.yaml' | wc -l)" -ge "$least" ] || { echo "gone"; return 1; }
    if [ "$got" -eq 0 ]; then
        contents copy >found
        diff after found || { echo "status 0, and not done"; return 1; }
    else
        [ "$got" -gt 128 ] || [ -s err ] || { echo "nothing said"; return 1; }
    fi
}

# each_call ACTION FIRST STEP ARGUMENTS…
each_call() {
    action=$1
    n=$2
    step=$3
    shift 3
    case ${SWEEP-}:$action in
    all:kill | all:torn | all:ENOSPC | all:EIO) n=1 step=1 ;;
    esac
    while [ "$n" -le "$calls" ]; do
        operate "any:$n:$action" "$@"
        is_whole >why || {
            echo "$action at $n of $calls (status $got): ifspec $*"
            cat why out err
            return 1
        }
        n=$((n + step))
    done
}

# is_invisible FAULTS ARGUMENTS…
is_invisible() {
    operate "$@"
    [ "$got" -eq 0 ] && is_whole || {
        echo "not invisible: $*"
        cat err
        return 1
    }
}

survives() {
    places=
    make_origin
    set -- $operation
    operate any:9999:EIO "$@"
    [ "$got" -eq 0 ] || { cat err; return 1; }
    calls=$(grep -vc '^0 ' calls)
    [ "$calls" -ge 3 ]
    contents origin >before
    contents copy >after
    ! cmp -s before after || [ "$1" = trust ]
    sed 's/ [^ ]*$/ /' before after | sort -u >pool
    least=$(find origin/interfaces -name '*.yaml' | wc -l)
    will=$(find copy/interfaces -name '*.yaml' | wc -l)
    [ "$will" -ge "$least" ] || least=$will
    each_call kill 1 3 "$@"
    each_call torn 2 5 "$@"
    each_call ENOSPC 1 4 "$@"
    each_call EIO 3 5 "$@"
    is_invisible 'write:*:short1' "$@"
    # Not below .git: libgit2 itself takes an interrupted call for a failed one. And not where files
    # are only renamed: without exchange, and without "no replace", that is as old as Unix.
    places="$PWD/copy/interfaces:$PWD/copy/forms:$PWD/copy/ifspec.yaml"
    is_invisible 'rename:1:EINVAL' "$@"
    is_invisible 'rename:1:ENOSYS' "$@"
    places="$places:$XDG_STATE_HOME"
    is_invisible 'any:%3:EINTR,read:%2:EINTR' "$@"
    is_invisible 'any:%2:EINTR' "$@"
    places=
    [ "${SWEEP-}" = all ] || return 0
    for action in killafter EDQUOT EACCES EPERM EROFS EMFILE ESTALE EXDEV term hup int pipe; do
        each_call $action 1 3 "$@"
    done
}

while IFS='|' read -r sentence operation; do
    check "$sentence, whole whatever fails" survives
done <<'TABLE'
a new specification|new APP-N-E-W-V1 --no-edit
a deleted one|delete APP-A-B-D-V1 --references
a renamed one, and what names it|rename APP-A-B-D-V1 APP-A-B-D-V2 --references
values taken back from a commit|restore APP-A-B-C-V1 HEAD~1
a saved version brought back|versions APP-A-B-C-V1 2 --restore
unsaved work taken over|recover APP-A-B-C-V1 --restore --mine
a question|question APP-A-B-C-V1 overview.data_volume Why
a review|review APP-A-B-C-V1 approve
a value added to a vocabulary|form add systems Example
a form copied, settings written|init --form decision-record
trust|trust
TABLE

done_testing
