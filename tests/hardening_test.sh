#!/bin/sh
# What the release build is protected by, read from the files themselves.
number=0
status=0

expect() { # WHAT, COMMAND…: succeeds
    number=$((number + 1))
    what=$1
    shift
    if "$@" >/dev/null 2>&1; then
        echo "ok $number - $what"
    else
        echo "not ok $number - $what"
        status=1
    fi
}

has() { # PATTERN FILE READELF-OPTION…
    pattern=$1
    file=$2
    shift 2
    readelf -W "$@" "$file" | grep -Eq "$pattern"
}

lacks() { ! has "$@"; }

guards_jumps() { # FILE: every indirect call lands on a marked place (x86 only)
    case $(uname -m) in
    x86_64) objdump -d --no-show-raw-insn "$1" | grep -q endbr64 ;;
    esac
}

for file in "$RELEASE/ifspec" "$RELEASE/ifspec-git.so"; do
    name=$(basename "$file")
    expect "$name can be loaded anywhere" has 'Type: +DYN' "$file" -h
    expect "$name has tables that are read-only once it runs" has GNU_RELRO "$file" -l
    expect "$name binds every function at the start" has 'Flags:.*NOW' "$file" -d
    expect "$name has a stack that is no code" lacks 'GNU_STACK.*RWE' "$file" -l
    expect "$name has no memory to be written and run" lacks 'LOAD.*RWE' "$file" -l
    expect "$name takes libraries from no folder of its own" lacks 'R(UN)?PATH' "$file" -d
    expect "$name has no relocations in its code" lacks TEXTREL "$file" -d
    expect "$name watches its stack" has __stack_chk_fail "$file" --dyn-syms
    expect "$name watches its buffers" has '_chk@' "$file" --dyn-syms
    expect "$name marks where jumps may land" guards_jumps "$file"
done
echo "1..$number"
exit $status
