# Every example of --help and of the manual pages does what it says: taken from the tables and pages.
. "$SOURCE/tests/cli/lib.sh"
# As seen from the source tree, where make runs.
PAGES=$(for page in ${MAN_PAGES:?the manual pages}; do
    case $page in /*) echo "$page" ;; *) echo "$SOURCE/$page" ;; esac
done)

printf '@examples@\n' | "$BUILD/man/tables" >"$scratch/commands"
mkdir "$scratch/bin"
ln -s "$IFSPEC" "$scratch/bin/ifspec"
PATH="$scratch/bin:$PATH"

# What the examples talk about: a history, open questions, a release, saved versions, unsaved text.
prepare() {
    new_repository
    cp "$SOURCE"/tests/samples/*.yaml interfaces/
    git add -A && git commit -qm "Samples"
    git tag release-2025.10
    for volume in High Low Median; do
        ifspec set APP-S4-SF-CUSTOMER-V1 "overview.data_volume=$volume" >/dev/null
        git commit -qam "$volume"
    done
    ifspec question APP-S4-SF-CUSTOMER-V1 overview.sla "Nights too?" --with Owen >/dev/null
    git commit -qam "Asked"
    ifspec set APP-S4-SF-CUSTOMER-V1 overview.sla=99 >/dev/null
    ifspec set APP-S4-SF-CUSTOMER-V1 overview.legacy_ids=OLD1 >/dev/null
    ifspec set HR-SFEC-ECC-EMPLOYEE-V1 overview.frequency=Batch overview.data_volume=Low >/dev/null
    cp -R "$SOURCE/forms" new
}

# An example as it stands, but for what it needs that a test has not: the editor asks line by line.
run_example() {
    case $1 in
    "ifspec edit "*) set -- "$1 --plain" ;;
    esac
    rm -rf "$scratch/state" repository
    mkdir repository
    cd repository
    case $1 in
    "ifspec init "*) ;;
    *) prepare ;;
    esac
    sh -c "$1" >out 2>err || {
        echo "status $? of: $1"
        cat out err
        return 1
    }
    echo "ran: $1"
}

names_every_command() {
    commands=$(printf '@bash@\n' | "$BUILD/man/tables" | sed -n "s/^        options='\(init .*\) --help.*/\1/p")
    [ "$(echo "$commands" | wc -w)" -ge 27 ]
    for command in $commands; do
        grep -q "ifspec $command\( \|'\|$\)" "$scratch/commands"
    done
}
check "every command has an example" names_every_command

while IFS= read -r example; do
    runs() { run_example "$example"; }
    check "$example" runs </dev/null
done <"$scratch/commands"

# A literal display that begins with ifspec, whole; an indented line of its own.
for page in $PAGES; do
    awk '
        /^\.Ed/ { if (literal && text != "") print text; literal = 0 }
        literal && (text != "" || /^ifspec /) && !/^#/ {
            gsub(/\\-/, "-"); gsub(/\\e/, "\\"); gsub(/\\\(aq/, "\047"); sub(/^ +/, "")
            text = text (text == "" ? "" : " ") $0
        }
        /^\.Bd -literal/ { literal = 1; text = "" }
        /^\.Dl ifspec / { sub(/^\.Dl /, ""); gsub(/\\-/, "-"); gsub(/\\e/, "\\"); gsub(/\\\(aq/, "\047"); print }
    ' "$page"
done | sort -u | grep -vxF -f "$scratch/commands" >"$scratch/pages"
while IFS= read -r example; do
    case $example in *"| jq "*) command -v jq >/dev/null || continue ;; esac
    runs() { run_example "$example"; }
    check "manual: $example" runs </dev/null
done <"$scratch/pages"

# The pages show the same examples as the tables.
shows_them_in_the_manual() {
    for page in $PAGES; do
        case $page in
        *ifspec.1) [ "$(grep -c '^\.Dl ' "$page")" -ge "$(wc -l <"$scratch/commands")" ] ;;
        esac
    done
}
check "the manual shows the examples of all commands" shows_them_in_the_manual

done_testing
