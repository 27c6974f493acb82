# Completions in the shells themselves: bash's function with the words as bash breaks them, fish's own
# answer, zsh at a terminal.
. "$SOURCE/tests/cli/lib.sh"

new_stock() {
    new_repository APP-S4-SF-CUSTOMER-V1 FIN-BANK-S4-STATEMENT-V1
    # A name that a careless shell would run.
    printf 'a: [\n' >'interfaces/$(touch OOPS)`touch OOPS`.yaml'
    mkdir -p forms
    sed 's/^  data_volume:/  data_volume:\n    - {value: "$(touch OOPS)"}\n    - {value: Very low}/' \
        "$SOURCE/forms/integration-interface.yaml" >forms/integration-interface.yaml
    cp -R "$SOURCE/forms/vocabularies" forms/
    mkdir bin
    ln -s "$IFSPEC" bin/ifspec
    PATH="$PWD/bin:$PATH"
    export PATH
}

# ── bash ──

# complete_words WORD…: what bash offers for the last word, one a line.
complete_words() {
    bash -c '. "$0"; COMP_WORDS=(ifspec "$@"); COMP_CWORD=$#; _ifspec; printf "%s\n" "${COMPREPLY[@]}"' \
        "$COMPLETIONS/ifspec.bash" "$@" >out 2>err
    [ ! -s err ]
}

completes_in_bash() {
    new_stock
    complete_words ch && prints check
    complete_words -C . ch && prints check
    complete_words list --mi && prints --missing
    complete_words edit FIN && prints FIN-BANK-S4-STATEMENT-V1
    complete_words edit fin && prints FIN-BANK-S4-STATEMENT-V1
    complete_words -C . show FIN && prints FIN-BANK-S4-STATEMENT-V1
    complete_words get APP-S4-SF-CUSTOMER-V1 overview.service_p && prints overview.service_pool
    complete_words get APP-S4-SF-CUSTOMER-V1 overview.data_volume over
    prints ""
    complete_words set APP overview.service_p && prints overview.service_pool=
    complete_words list --missing overview.service_p && prints overview.service_pool
    complete_words list --sort overview.service_p && prints overview.service_pool
    complete_words list --where overview.service_p && prints overview.service_pool=
    complete_words new X --from APP && prints APP-S4-SF-CUSTOMER-V1
    complete_words new X --form deci && prints decision-record
    complete_words log --field overview.service_p && prints overview.service_pool
    complete_words nothing-known x && prints ""
    [ ! -e OOPS ]
}

completes_values_in_bash() {
    new_stock
    complete_words set APP overview.data_volume = M && prints Median
    complete_words set APP overview.data_volume = m && prints Median
    complete_words set APP overview.data_volume=m && prints overview.data_volume=Median
    complete_words set APP overview.frequency+ = Week && prints Weekly
    complete_words list --where overview.data_volume! = Hi && prints High
    complete_words set APP overview.data_volume = Ver && prints 'Very\ low'
    complete_words set APP overview.data_volume = 'Very\ l' && prints 'Very\ low'
    complete_words set APP overview.data_volume =
    holds out '\$\(touch\ OOPS\)'
    holds out Median
    complete_words set APP overview.sla = x && prints ""
    complete_words edit ''
    complete_words show '$('
    [ ! -e OOPS ]
}
if command -v bash >/dev/null; then
    check "bash completes commands, options, IDs and fields" completes_in_bash
    check "bash completes the values of a choice, and runs none of them" completes_values_in_bash
fi

# ── fish ──

fish_offers() {
    fish --no-config -c 'source $argv[1]; complete -C $argv[2]' "$COMPLETIONS/ifspec.fish" "$1" \
        2>err | cut -f1 >out
    [ ! -s err ]
}

completes_in_fish() {
    new_stock
    export HOME="$PWD/home"
    mkdir home
    fish_offers 'ifspec che' && holds out check
    fish_offers 'ifspec edit FIN' && prints FIN-BANK-S4-STATEMENT-V1
    fish_offers 'ifspec get APP-S4-SF-CUSTOMER-V1 overview.service_p' && prints overview.service_pool
    fish_offers 'ifspec set APP-S4-SF-CUSTOMER-V1 overview.service_p' && prints overview.service_pool=
    fish_offers 'ifspec set APP-S4-SF-CUSTOMER-V1 overview.data_volume=M' &&
        prints overview.data_volume=Median
    fish_offers 'ifspec set APP-S4-SF-CUSTOMER-V1 overview.frequency+=Week' &&
        prints overview.frequency+=Weekly
    fish_offers 'ifspec list --missing overview.service_p' && prints overview.service_pool
    fish_offers 'ifspec list --where overview.data_volume=Hi' && prints overview.data_volume=High
    fish_offers 'ifspec new X --form deci' && prints decision-record
    [ ! -e OOPS ]
}
if command -v fish >/dev/null; then
    check "fish completes commands, IDs, fields and values" completes_in_fish
else
    check "fish completes # SKIP no fish" true
fi

# ── zsh ──

# zsh_completes LINE: what a zsh at a terminal has on its line after Tab.
zsh_completes() {
    cat >zsh_driver <<'ZSH'
zmodload zsh/zpty
zpty shell zsh -f -i
zpty -w shell "PS1='ready> '; stty -echo 2>/dev/null; unsetopt zle_bracketed_paste 2>/dev/null"
zpty -w shell "fpath=($2 \$fpath); autoload -Uz compinit; compinit -D -u; compdef _ifspec ifspec"
zpty -w shell "show() { print -r -- \"<<\$BUFFER>>\" >$3; }; zle -N show; bindkey '^X' show; print go-ahead"
zpty -r -m shell line '*go-ahead*'
zpty -w -n shell "$1"$'\t\030'
integer i
for ((i = 0; i < 500; i++)); do [[ -s $3 ]] && break; sleep 0.02; zpty -r -t shell line; done
zpty -d shell
ZSH
    mkdir -p functions
    cp "$COMPLETIONS/ifspec.zsh" functions/_ifspec
    rm -f out
    zsh -f zsh_driver "$1" "$PWD/functions" "$PWD/out" >/dev/null 2>err
}

completes_in_zsh() {
    new_stock
    zsh -n "$COMPLETIONS/ifspec.zsh"
    zsh_completes 'ifspec edit FIN'
    prints "<<ifspec edit FIN-BANK-S4-STATEMENT-V1 >>"
    zsh_completes 'ifspec get APP-S4-SF-CUSTOMER-V1 overview.service_p'
    prints "<<ifspec get APP-S4-SF-CUSTOMER-V1 overview.service_pool >>"
    zsh_completes 'ifspec set APP-S4-SF-CUSTOMER-V1 overview.service_p'
    prints "<<ifspec set APP-S4-SF-CUSTOMER-V1 overview.service_pool=>>"
    zsh_completes 'ifspec set APP-S4-SF-CUSTOMER-V1 overview.data_volume=m'
    prints "<<ifspec set APP-S4-SF-CUSTOMER-V1 overview.data_volume=Median >>"
    zsh_completes 'ifspec list --where overview.data_volume=Ver'
    prints "<<ifspec list --where overview.data_volume=Very\\ low >>"
    zsh_completes 'ifspec new X --form deci'
    prints "<<ifspec new X --form decision-record >>"
    [ ! -e OOPS ]
}
if command -v zsh >/dev/null; then
    check "zsh completes IDs, fields and values" completes_in_zsh
else
    check "zsh completes # SKIP no zsh" true
fi

prints_what_completions_ask() {
    new_stock
    run 0 form values overview.data_volume
    prints '$(touch OOPS)' 'Very low' Low Median High
    run 0 form values overview.artefacts.type
    holds out "API Proxy"
    run 0 form values status.status decision-record || run 0 form values lifecycle.status
    run 2 form values overview.sla
    holds err "is no choice"
    run 2 form values overview.data_volum
    holds err "did you mean overview.data_volume?"
    run 2 form values
    run 0 form fields
    holds out overview.data_volume
    [ "$(sort out | uniq -d | wc -l)" -eq 0 ]
    lacks out questions
    run 0 form fields decision-record
    lacks out overview.data_volume
    run 2 form fields nothing
}
check "form fields and form values print what may be typed" prints_what_completions_ask

done_testing
