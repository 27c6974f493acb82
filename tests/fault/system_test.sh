# What the system does to programs: no memory, no space, no descriptors, no permission, a small stack,
# a pipe without a reader; and who else may be on the machine. The real program on real file systems
# where that needs no more than root and mount; what cannot be had here is skipped, and says so.
. "$SOURCE/tests/cli/lib.sh"
faultfs="$BUILD/tests/fault/faultfs.so"
spec=interfaces/APP/APP-A-B-C-V1.yaml
sanitized=false
! ldd "$IFSPEC" | grep -q asan || sanitized=true

begin() {
    new_repository APP-A-B-C-V1
    cp $spec old
    "$IFSPEC" set APP-A overview.data_volume=Low >/dev/null
    cp $spec new
    cp old $spec
}
# set_value: the status is in `got`.
set_value() {
    got=0
    "$IFSPEC" set APP-A overview.data_volume=Low >out 2>err || got=$?
}
is_old() { cmp -s $spec old || { echo "not the old file"; return 1; }; }
is_new() { cmp -s $spec new || { echo "not the new file"; return 1; }; }
has_no_litter() { [ -z "$(find interfaces -name '.*ifspec-tmp*')" ] || { echo litter; return 1; }; }
# fails_and_says TEXT: status 3, the old file, nothing beside it.
fails_and_says() {
    [ "$got" -eq 3 ] || { echo "status $got"; cat err; return 1; }
    holds err "$1"
    is_old
    has_no_litter
}

# A repository that other users may look at, or write in.
begin_for_all() { # MODE
    chmod 755 "$scratch"
    begin
    git config --global safe.directory '*'
    chmod -R "$1" .
    chmod a+rx "$HOME" "$scratch"
}
as_nobody() { setpriv --reuid=65534 --regid=65534 --clear-groups "$@"; }

# mounted OPTIONS SCRIPT: in a new repository on a disk of its own, which nobody else sees.
mounted() {
    if ! unshare -m mount -t tmpfs tmpfs /mnt 2>/dev/null; then
        echo "skipped: no mounts here"
        return 0
    fi
    mkdir disk
    export spec XDG_CACHE_HOME="$scratch/cache"
    unshare -m sh -eu -c '
        fails() {
            got=0
            "$IFSPEC" set APP-A overview.data_volume=Low >../out 2>../err || got=$?
            [ "$got" -eq 3 ] && grep -q "$1" ../err && cmp $spec ../old || { cat ../err; exit 1; }
            [ -z "$(find interfaces -name ".*ifspec-tmp*")" ] || { echo litter; exit 1; }
        }
        mount -t tmpfs -o '"$1"' tmpfs disk
        cd disk
        git init -q .
        "$IFSPEC" new APP-A-B-C-V1 --no-edit >/dev/null
        cp $spec ../old
        '"$2"
}

# ── death ──

is_quiet_without_a_reader() {
    begin
    for number in $(seq 1 60); do cp new "interfaces/APP/APP-A-B-N$number-V1.yaml"; done
    for command in 'list' 'log' 'check' 'show APP-A-B-C-V1' 'form show integration-interface'; do
        { { "$IFSPEC" $command && echo 0 >status || echo $? >status; } 2>err | true; }
        case $(cat status) in 0 | 1 | 141) ;; *) echo "$command: $(cat status)"; cat err; return 1 ;; esac
        lacks err 'Broken pipe'
    done
    { "$IFSPEC" set APP-A-B-C-V1 overview.data_volume=Low 2>err || true; } | true
    is_old || is_new
}
check "a pipe without a reader ends a command without a word, and half saves nothing" \
    is_quiet_without_a_reader

runs_out_of_memory() {
    $sanitized && return 0
    begin
    FAULTFS_OOM=999999999 FAULTFS_OOM_LOG="$PWD/asked" LD_PRELOAD="$faultfs" \
        "$IFSPEC" set APP-A overview.data_volume=Low >/dev/null
    asked=$(tr -dc '0-9\n' <asked | tail -1)
    [ "$asked" -gt 100 ]
    step=$((asked / 60 + 1))
    [ "${SWEEP-}" != all ] || step=$((asked / 2000 + 1))
    for which in '' +; do
        n=1
        while [ "$n" -le "$asked" ]; do
            cp old $spec
            rm -rf "$XDG_STATE_HOME" interfaces/APP/.[!.]*
            got=0
            FAULTFS_OOM=$n$which LD_PRELOAD="$faultfs" "$IFSPEC" set APP-A overview.data_volume=Low \
                >out 2>err || got=$?
            case $got in
            0) is_new ;;
            70) grep -q memory err ;;
            1 | 2 | 3) is_old && grep -q memory err ;;
            *) false ;;
            esac || { echo "at $n$which of $asked: status $got"; cat err; return 1; }
            cmp -s $spec old || is_new
            n=$((n + step))
        done
    done
}
check "without memory a save ends with 70 and a whole file" runs_out_of_memory

commits_without_memory() {
    $sanitized && return 0
    new_repository APP-A-B-C-V1
    "$IFSPEC" set APP-A overview.data_volume=Low >/dev/null
    cp -a . "$scratch/origin"
    step=400
    [ "${SWEEP-}" != all ] || step=20
    for n in $(seq 1 $step 8000); do
        rm -rf "$scratch/copy"
        cp -a "$scratch/origin" "$scratch/copy"
        FAULTFS_OOM=$n LD_PRELOAD="$faultfs" "$IFSPEC" -C "$scratch/copy" commit --all -m New \
            >out 2>err || true
        git -C "$scratch/copy" fsck --strict --no-dangling >fsck 2>&1 || { echo "at $n"; cat fsck err; return 1; }
        "$IFSPEC" -C "$scratch/copy" get APP-A overview.data_volume >out && prints Low
    done
}
check "without memory a commit is made or not, and the repository is sound" commits_without_memory

needs_little_stack() {
    begin
    # The sanitizers' frames are large.
    size=256
    ! $sanitized || size=2048
    for file in "$SOURCE"/tests/fidelity/in/*.yaml "$SOURCE"/tests/fuzz/corpus/yaml/* "$SOURCE"/forms/*.yaml; do
        got=0
        (ulimit -s $size && exec "$IFSPEC" check "$file") >out 2>err || got=$?
        [ "$got" -le 3 ] || { echo "status $got: $file"; return 1; }
    done
    { for n in $(seq 1 60); do printf '%*s- a:\n' $((n * 2)) ''; done; } >deep.yaml
    { printf 'a: '; head -c 100000 /dev/zero | tr '\0' '['; } >brackets.yaml
    { printf 'a: '; head -c 100000 /dev/zero | tr '\0' '{'; } >braces.yaml
    for file in deep brackets braces; do
        got=0
        (ulimit -s $size && exec "$IFSPEC" check $file.yaml) >out 2>err || got=$?
        [ "$got" -le 3 ] || { echo "status $got: $file"; return 1; }
    done
}
check "nothing that is read takes more than a small stack" needs_little_stack

# ── errors of system calls ──

has_no_room() {
    mounted size=400k '
        dd if=/dev/zero of=filler bs=4096 2>/dev/null || true
        fails "the disk is full"
        rm filler
        "$IFSPEC" set APP-A overview.data_volume=Low >/dev/null'
}
check "a full disk leaves the old file, nothing beside it, and says what is needed" has_no_room

has_no_inodes() {
    mounted size=4m,nr_inodes=150 '
        for n in $(seq 1 150); do touch filler$n 2>/dev/null || break; done
        fails "the disk is full"
        rm filler*
        "$IFSPEC" set APP-A overview.data_volume=Low >/dev/null'
}
check "a disk without inodes is a full one" has_no_inodes

is_read_only() {
    mounted size=4m '
        mount -o remount,ro "$PWD"
        fails "read-only file system"
        "$IFSPEC" get APP-A overview.version >/dev/null
        "$IFSPEC" edit APP-A --plain 2>../err && exit 1
        grep -q "yaml: it is on a read-only file system" ../err'
}
check "a read-only disk is said so, and can be read" is_read_only

is_immutable() {
    begin
    chattr +i $spec 2>/dev/null || { echo "skipped: chattr"; return 0; }
    set_value
    got_opened=0
    "$IFSPEC" edit APP-A --plain 2>opened || got_opened=$?
    chattr -i $spec
    fails_and_says "not permitted"
    holds opened "it is marked as immutable"
    [ "$got_opened" -ne 0 ]
}
check "an immutable file is left, and the reason said" is_immutable

is_too_large() {
    begin
    for n in $(seq 1 100); do echo "# a line that makes the file larger than the limit"; done >>$spec
    cp $spec old
    got=0
    (ulimit -f 1 && exec "$IFSPEC" set APP-A overview.data_volume=Low >out 2>err) || got=$?
    fails_and_says "larger than the limit"
}
check "a file beyond ulimit -f is not written, and no signal kills" is_too_large

has_few_descriptors() {
    begin
    for n in $(seq 3 24); do
        cp old $spec
        got=0
        (exec >out 2>err && ulimit -n $n && exec "$IFSPEC" set APP-A overview.data_volume=Low) || got=$?
        case $got in
        0) is_new ;;
        2 | 3) is_old && [ -s err ] && has_no_litter ;;
        *) [ "$n" -lt 6 ] ;; # the loader needs some, too
        esac || { echo "with $n: status $got"; cat err; return 1; }
    done
}
check "with few descriptors a save is done, or not and said so" has_few_descriptors

flushes_again() {
    $sanitized && return 0
    begin
    for n in 1 2 3; do
        cp old $spec
        rm -rf "$XDG_STATE_HOME"
        got=0
        FAULTFS="fsync:$n:EIO" FAULTFS_DIR="$PWD/interfaces" FAULTFS_LOG="$PWD/calls" \
            LD_PRELOAD="$faultfs" "$IFSPEC" set APP-A overview.data_volume=Low >out 2>err || got=$?
        grep -q 'fsync.*FAIL' calls || break
        rm calls
        [ "$got" -eq 3 ] && lacks out Saved || { echo "fsync $n: status $got"; cat out; return 1; }
        is_old || is_new
    done
    [ "$n" -gt 1 ]
}
check "what could not be flushed is never called saved" flushes_again

loses_its_folder() {
    begin
    for fault in ESTALE ENOENT; do
        for n in 3 6 9 12; do
            $sanitized && break
            cp old $spec
            got=0
            FAULTFS="any:$n:$fault" FAULTFS_DIR="$PWD/interfaces" LD_PRELOAD="$faultfs" \
                "$IFSPEC" set APP-A overview.data_volume=Low >out 2>err || got=$?
            is_old || is_new || return 1
        done
    done
    mv interfaces gone
    set_value
    [ "$got" -eq 2 ]
    holds err "APP-A"
}
check "a folder that vanishes is said so" loses_its_folder

# ── other writers ──

keeps_what_was_pushed_out() {
    begin
    set_value
    is_new
    echo 'theirs: 1' >$spec
    "$IFSPEC" versions $spec 1 >kept
    cmp kept new
    [ "$(cat $spec)" = 'theirs: 1' ]
}
check "what was written over just after a save is among the versions" keeps_what_was_pushed_out

# The same disk at another place: the lock is that of the file.
is_mounted_twice() {
    begin
    mkdir twice
    unshare -m mount --bind . twice 2>/dev/null || { echo "skipped: no mounts here"; return 0; }
    mkfifo typed
    "$IFSPEC" edit APP-A --plain --field description.title <typed >first &
    session=$!
    exec 9>typed
    until grep -q '^Title: $' first || grep -q 'Title: $' first; do sleep 0.02; done
    got=0
    unshare -m sh -c 'mount --bind . twice && cd twice && exec "$IFSPEC" edit APP-A --plain' \
        </dev/null >out 2>err || got=$?
    echo :quit >&9
    exec 9>&-
    wait $session
    [ "$got" -eq 3 ] || [ "$got" -eq 2 ] || { echo "status $got"; cat out err; return 1; }
    holds err "it is open in another ifspec"
}
check "a second one on the same disk mounted elsewhere only reads" is_mounted_twice

takes_no_side_in_races() {
    $sanitized && return 0
    begin
    mkdir spare
    for writer in "rm -f $spec" "ln -sf ../../old $spec" "rm -f $spec; mkfifo $spec" \
        "rm -f $spec; mkdir $spec"; do
        for n in 2 4 6 8 10 12; do
            rm -rf $spec interfaces/APP/.[!.]*
            cp old $spec
            cp $spec keep
            got=0
            FAULTFS="any:$n:run" FAULTFS_DIR="$PWD/interfaces" FAULTFS_RUN="cd '$PWD'; unset LD_PRELOAD FAULTFS; $writer" \
                LD_PRELOAD="$faultfs" timeout -k 1 10 "$IFSPEC" set APP-A overview.data_volume=Low >out 2>err || got=$?
            [ "$got" -le 3 ] || { echo "$writer at $n: status $got"; return 1; }
            cmp -s old keep
            [ "$got" -ne 0 ] || [ ! -f $spec ] || [ -L $spec ] || is_new ||
                { echo "$writer at $n: status 0"; return 1; }
        done
    done
}
check "a file removed, linked, or replaced by a pipe or folder during a save harms nothing" \
    takes_no_side_in_races

# ── kinds of files ──

keeps_properties() {
    begin
    chmod 0640 $spec
    [ "$(id -u)" -ne 0 ] || chgrp 65534 $spec
    python3 -c "import os; os.setxattr('$spec', 'user.note', b'kept')" 2>/dev/null && noted=yes || noted=no
    stat -c '%a %U %G %h' $spec >properties
    set_value
    is_new
    stat -c '%a %U %G %h' $spec | diff properties -
    [ $noted = no ] || [ "$(python3 -c "import os; print(os.getxattr('$spec', 'user.note').decode())")" = kept ]
}
check "mode, group and attributes are kept" keeps_properties

# saves_with_list OPTIONS…: the file has this access list before and behind the save.
saves_with_list() {
    cp old $spec
    setfacl "$@" $spec
    getfacl -cn $spec >before
    set_value
    is_new
    getfacl -cn $spec | diff before - || { echo "setfacl $*"; return 1; }
}
# Lists that give more than the mode, less than it, and none where the folder gives one to new files.
keeps_access_lists() {
    begin
    touch list
    setfacl -m u:65534:r list 2>/dev/null || { echo "skipped: no access lists here"; return 0; }
    saves_with_list -m u:65534:rw,g:65534:r
    saves_with_list -b -m u:65534:rw,m::r
    saves_with_list -b
    setfacl -d -m u:65534:rwx,g:65534:rwx interfaces/APP
    saves_with_list -b
    saves_with_list -m u:65534:r
    ln $spec other
    saves_with_list -m u:65534:rw
    [ "$(stat -c %h $spec)" = 2 ]
    # A new file gets what the folder gives to all.
    "$IFSPEC" new APP-A-B-D-V1 --no-edit >/dev/null
    touch interfaces/APP/touched
    getfacl -cn interfaces/APP/touched >wanted
    getfacl -cn interfaces/APP/APP-A-B-D-V1.yaml | diff wanted -
}
check "access lists are kept" keeps_access_lists

# Another name for it would make it ours: it is written in place, or not at all.
leaves_the_owner() {
    as_nobody true 2>/dev/null || { echo "skipped: setpriv"; return 0; }
    begin_for_all a+rwX
    number=$(stat -c %i $spec)
    as_nobody env XDG_STATE_HOME="$PWD/theirs" "$IFSPEC" set APP-A overview.data_volume=Low >out 2>err
    is_new
    [ "$(stat -c '%u %i' $spec)" = "0 $number" ]
    cp old $spec
    chmod go-w $spec
    got=0
    as_nobody env XDG_STATE_HOME="$PWD/theirs" "$IFSPEC" set APP-A overview.data_volume=Low >out 2>err || got=$?
    fails_and_says "it has mode 0644 and belongs to root"
}
check "the owner of a file stays its owner" leaves_the_owner

follows_links_inside() {
    begin
    ln -s APP-A-B-C-V1.yaml interfaces/APP/link.yaml
    ln -s ../../../outside.yaml interfaces/APP/out.yaml
    ln -s loop.yaml interfaces/APP/loop.yaml
    ln -s nowhere.yaml interfaces/APP/dangling.yaml
    cp $spec ../outside.yaml
    run 0 set interfaces/APP/link.yaml overview.data_volume=Low
    [ -L interfaces/APP/link.yaml ]
    is_new
    for link in out loop dangling; do
        got=0
        "$IFSPEC" set interfaces/APP/$link.yaml overview.data_volume=High >out 2>err || got=$?
        [ "$got" -ne 0 ] && [ -s err ] || { echo "$link: $got"; cat err; return 1; }
    done
    cmp old ../outside.yaml
    [ ! -e interfaces/APP/nowhere.yaml ]
}
check "a link inside is saved where it leads; one that leads out, in a ring or nowhere is not" \
    follows_links_inside

refuses_devices() {
    begin
    mkfifo pipe.yaml
    truncate -s 5G huge.yaml
    for file in /proc/self/mem /dev/zero /proc/version pipe.yaml huge.yaml interfaces; do
        got=0
        timeout -k 1 10 "$IFSPEC" check "$file" >out 2>err || got=$?
        case $got in 1 | 2 | 3) ;; *) echo "$file: $got"; return 1 ;; esac
        got=0
        timeout -k 1 10 "$IFSPEC" set "$file" overview.data_volume=Low >out 2>err || got=$?
        case $got in 2 | 3) ;; *) echo "set $file: $got"; return 1 ;; esac
    done
}
check "devices, pipes, folders, and what is too large are refused at once" refuses_devices

# ── bombs: opened or refused, in little memory ──

within_limits() {
    got=0
    if $sanitized; then
        timeout -k 1 60 "$IFSPEC" "$@" >out 2>err || got=$?
    else
        (ulimit -v 1500000 && exec timeout -k 1 20 "$IFSPEC" "$@") >out 2>err || got=$?
    fi
    [ "$got" -le 3 ] || { echo "status $got: $*"; cat err; return 1; }
}

survives_bombs() {
    begin
    head="form: integration-interface\ndescription: {title: x}\n"
    {
        printf "$head"'a0: &a0 [x, x, x, x, x, x, x, x, x]\n'
        for n in $(seq 1 30); do
            printf 'a%d: &a%d [*a%d, *a%d, *a%d, *a%d, *a%d, *a%d]\n' "$n" "$n" \
                $((n - 1)) $((n - 1)) $((n - 1)) $((n - 1)) $((n - 1)) $((n - 1))
        done
    } >interfaces/aliases.yaml
    { printf "$head"; seq 1 40000 | sed 's/.*/k&: \&n& 1/'; } >interfaces/anchors.yaml
    { printf "$head"; seq 1 500000 | sed 's/.*/k&: 1/'; } >interfaces/keys.yaml
    { printf "$head"'big: "'; head -c 15000000 /dev/zero | tr '\0' x; printf '"\n'; } >interfaces/scalar.yaml
    printf "$head"'ring: &r [*r, {a: *r}]\n<<: *r\n' >interfaces/ring.yaml
    { printf "$head"; seq 1 3000 | sed 's/.*/description: {title: x}/'; } >interfaces/twice.yaml
    for file in interfaces/*.yaml; do
        for command in check show 'set --' diff; do
            case $command in
            set*) within_limits set "$file" overview.data_volume=Low ;;
            *) within_limits $command "$file" ;;
            esac
        done
    done
    within_limits list
}
check "bombs of aliases, anchors, keys, text, rings are opened or refused" survives_bombs

survives_costly_patterns() {
    new_repository
    mkdir -p forms
    for pattern in '^(a+)+$' '((a{1,99}){1,99}){1,99}' '(a*)\1b' '^(([a-z])+.)+[A-Z]([a-z])+$'; do
        cat >forms/costly.yaml <<YAML
form: costly
version: 1
title: Costly
identity: {id: a.id, title: a.t}
sections:
  - id: a
    title: A
    fields:
      - {id: id, label: ID, type: text}
      - {id: t, label: T, type: text, pattern: '$pattern', message: M}
YAML
        { printf 'form: costly\na: {id: X, t: "'; head -c 30000 /dev/zero | tr '\0' a; printf '!"}\n'; } \
            >interfaces/X.yaml
        within_limits check interfaces/X.yaml
        within_limits form check costly
    done
}
check "patterns that cost too much are given up, and the form works without" survives_costly_patterns

# ── other users, and the environment ──

minds_other_users() {
    as_nobody true 2>/dev/null || { echo "skipped: setpriv"; return 0; }
    begin_for_all a+rX
    # They see what is there, and can change nothing.
    got=0
    HOME=/nonexistent XDG_STATE_HOME="$scratch/nobody" as_nobody "$IFSPEC" set APP-A overview.data_volume=Low \
        >out 2>err || got=$?
    [ "$got" -ne 0 ] && [ -s err ]
    is_old
    # Nor read what was kept for us.
    set_value
    find "$XDG_STATE_HOME" -type f | grep -q .
    ! as_nobody find "$XDG_STATE_HOME/ifspec" -mindepth 1 2>/dev/null | grep .
    # A state folder that somebody else made is not used: not as a folder, not through a link.
    mkdir -m 777 "$scratch/shared"
    as_nobody mkdir -m 777 "$scratch/shared/ifspec"
    cp old $spec
    XDG_STATE_HOME="$scratch/shared" "$IFSPEC" set APP-A overview.data_volume=Low >out 2>err
    is_new
    [ -z "$(ls -A "$scratch/shared/ifspec")" ]
    rmdir "$scratch/shared/ifspec"
    mkdir -m 755 "$scratch/ours"
    as_nobody ln -s "$scratch/ours" "$scratch/shared/ifspec"
    cp old $spec
    XDG_STATE_HOME="$scratch/shared" "$IFSPEC" set APP-A overview.data_volume=Low >out 2>err
    is_new
    [ -z "$(ls -A "$scratch/ours")" ]
}
check "other users read nothing of ours, and what they planted is not used" minds_other_users

# A folder of another team: what is in it is not known, which is not the same as not there.
meets_a_closed_folder() {
    as_nobody true 2>/dev/null || { echo "skipped: setpriv"; return 0; }
    chmod 755 "$scratch"
    begin
    git config --global safe.directory '*'
    "$IFSPEC" new THEIRS-A-B-C-V1 --no-edit >/dev/null
    "$IFSPEC" set APP-A 'related.interfaces+={"id": "THEIRS-A-B-C-V1"}' >/dev/null
    chmod -R a+rwX .
    chmod a+rx "$HOME" "$scratch"
    chmod 0700 interfaces/THEIRS
    as_nobody "$IFSPEC" check $spec >out 2>err || true
    lacks out "There is no specification"
    got=0
    as_nobody "$IFSPEC" show APP-A >out 2>err || got=$?
    [ "$got" -eq 3 ]
    holds err "cannot read the folder interfaces/THEIRS: no permission"
    as_nobody "$IFSPEC" show $spec >out
}
check "what is in a closed folder is unknown, not missing" meets_a_closed_folder

obeys_its_own_environment() {
    begin
    mkdir elsewhere
    git -C elsewhere init -q .
    run 0 list
    cp out wanted
    GIT_DIR="$PWD/elsewhere/.git" GIT_WORK_TREE="$PWD/elsewhere" GIT_INDEX_FILE=/nonexistent run 0 list
    diff wanted out
    (unset HOME XDG_STATE_HOME XDG_CONFIG_HOME XDG_DATA_HOME && run 0 list && diff wanted out)
    TMPDIR=/nonexistent run 0 set APP-A overview.data_volume=Low
    is_new
    TERM=nonsense LANG=C LC_ALL=C run 0 list
    LD_PRELOAD=/nonexistent.so run 0 get APP-A overview.data_volume
}
check "variables of Git, a missing home, a strange terminal change nothing" obeys_its_own_environment

done_testing
