# Completions: what bash offers, and that the shells that are here can read theirs.
. "$SOURCE/tests/cli/lib.sh"

# complete WORD…: what bash offers for the last word, one a line.
complete_words() {
    bash -c '. "$0"; COMP_WORDS=(ifspec "$@"); COMP_CWORD=$#; _ifspec; printf "%s\n" "${COMPREPLY[@]}"' \
        "$COMPLETIONS/ifspec.bash" "$@" >out 2>err
    [ ! -s err ]
}

completes() {
    new_repository APP-S4-SF-CUSTOMER-V1 FIN-BANK-S4-STATEMENT-V1
    mkdir bin
    ln -s "$IFSPEC" bin/ifspec
    PATH="$PWD/bin:$PATH"
    export PATH
    complete_words ch
    [ "$(cat out)" = check ]
    complete_words list --mi
    [ "$(cat out)" = --missing ]
    complete_words edit FIN
    [ "$(cat out)" = FIN-BANK-S4-STATEMENT-V1 ]
    complete_words get APP-S4-SF-CUSTOMER-V1 overview.data_v
    holds out overview.data_volume
}
if command -v bash >/dev/null; then
    check "bash completes commands, options, IDs and fields" completes
fi

reads() { zsh -n "$COMPLETIONS/ifspec.zsh" && fish -n "$COMPLETIONS/ifspec.fish"; }
if command -v zsh >/dev/null && command -v fish >/dev/null; then
    check "zsh and fish can read theirs" reads
fi

done_testing
