#!/bin/sh
# Make a working copy as an enemy would: whatever can hold text holds escape sequences, direction
# overrides and invisible characters; whatever can name a program names one that leaves a file in
# TOP/sentinels; links lead out, pipes wait for a reader.
# usage: hostile_repository.sh TOP        (TOP is made; $IFSPEC fills the user's state folder)
#   TOP/repo        the working copy          TOP/outside    what must not be read or written
#   TOP/sentinels   empty, and stays so       TOP/config, TOP/state, TOP/home   the user's own
#   TOP/broken-ifspec.yaml   settings of the repository with which nothing works
# Everything that is not ours can be found: ESC and CSI are followed by 7777, a title by PWNED.
set -eu
top=${1:?where to make it}
mkdir "$top"
top=$(cd "$top" && pwd)
mkdir "$top/outside" "$top/sentinels" "$top/home" "$top/config" "$top/config/ifspec" "$top/state"
export HOME="$top/home" XDG_CONFIG_HOME="$top/config" XDG_STATE_HOME="$top/state"
export XDG_DATA_HOME="$top/data" GIT_CONFIG_NOSYSTEM=1
unset GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE

# Raw bytes, for what may hold any: names, commits, configuration. No slash, NUL or line end.
raw=$(printf '\033]0;PWNED\007\033[7777m\302\2337777m\302\215\010\177\342\200\256\342\201\246')$(
    printf '\342\200\213\357\273\277\363\240\201\201\356\200\200%%s%%n$(touch sentinel)')
# What YAML and JSON let through unescaped.
soft=$(printf '\342\200\256\342\201\246\342\200\213\342\201\240\363\240\201\201\356\200\200%%s%%n')
# The same and worse inside double quotes of YAML.
quoted='\e]0;PWNED\a\e[7777m\x9b7777m\x8d\b\x7f\t\r\u202e\u2066\u200b\ufeff\u2028\U000e0041\ue000%s%n$(touch sentinel)'
# In one line, as defaults are.
line='\e]0;PWNED\a\e[7777m\x9b7777m\x7f\u202e\u200b%s%n$(touch sentinel)'
# And what Git takes as a name of a branch or tag.
ref=$(printf 'x\342\200\256\342\200\213\302\233\357\273\277%%s%%n$(touch)')

sentinel() { printf 'touch %s/sentinels/%s' "$top" "$1"; }

# ── The form ──
git init -q -b main "$top/repo"
cd "$top/repo"
git config user.name Victim
git config user.email victim@example.org
mkdir -p forms/vocabularies interfaces/APP
cat >forms/hostile.yaml <<YAML
form: hostile
version: 1
title: "Form $quoted"
help: "Help $quoted"
identity:
  id: a.id
  aliases: [a.legacy]
  title: a.title
  status: a.status
  columns: [a.status, a.source, a.target, a.text, a.date]
vocabularies:
  status:
    - {value: Draft, help: "Draft $quoted"}
    - {value: "Live $quoted", help: "Live $quoted", aliases: ["Alive $quoted"],
       vague: ["Vague $quoted"], caution: "Caution $quoted"}
  systems: {file: vocabularies/systems.yaml}
sections:
  - id: a
    title: "Section $quoted"
    help: "About $quoted"
    fields:
      - {id: id, label: "ID $quoted", type: smart_id, separator: "-", help: "H $quoted",
         examples: ["e $quoted"], parts: [{name: Domain}, {name: Part}, {name: Version}]}
      - {id: legacy, label: "Legacy $quoted", type: list, help: "H $quoted"}
      - {id: title, label: "Title $quoted", type: text, help: "H $quoted", examples: ["e $quoted"],
         required_from: Draft}
      - {id: status, label: "Status $quoted", type: choice, choices: status, help: "H $quoted"}
      - {id: source, label: "Source $quoted", type: choice, choices: systems, open: true}
      - {id: target, label: "Target $quoted", type: choices, choices: systems, open: true}
      - {id: text, label: "Text $quoted", type: text, pattern: "^never\$", message: "Message $quoted",
         help: "H $quoted", examples: ["e $quoted"]}
      - {id: paragraph, label: "Paragraph $quoted", type: paragraph, help: "H $quoted",
         examples: ["e $quoted"]}
      - {id: number, label: "Number $quoted", type: number, unit: "U $quoted", min: 0, max: 1}
      - {id: date, label: "Date $quoted", type: date, help: "H $quoted"}
      - {id: yes, label: "Yes $quoted", type: yes_no, help: "H $quoted"}
  - id: b
    title: "Section two $quoted"
    help: "About $quoted"
    fields:
      - {id: list, label: "List $quoted", type: list, examples: ["e $quoted"], pattern: "^never\$",
         message: "Message $quoted"}
      - {id: steps, label: "Steps $quoted", type: steps, examples: ["e $quoted"]}
      - id: table
        label: "Table $quoted"
        type: table
        group_by: x
        help: "H $quoted"
        columns:
          - {id: x, label: "X $quoted", type: text, required: true, help: "H $quoted",
             examples: ["e $quoted"]}
          - {id: "y", label: "Y $quoted", type: choice, choices: status}
          - {id: z, label: "Z $quoted", type: link}
      - {id: link, label: "Link $quoted", type: link, examples: ["e $quoted"]}
      - {id: links, label: "Links $quoted", type: links}
      - {id: other, label: "Reference $quoted", type: reference}
      - {id: hidden, label: "Hidden $quoted", type: text, default: "Default $line",
         when: {field: a.text, is: "x $quoted"}}
      - {id: empty, label: "Empty $quoted", type: text, help: "H $quoted", examples: ["e $quoted"],
         default: "Default $line", required_from: Draft}
rules:
  - {id: "rule", severity: warning, message: "Rule $quoted", needs: b.empty}
YAML
cat >forms/vocabularies/systems.yaml <<YAML
# $soft
- {value: "Zeta $quoted", help: "Z $quoted", group: "Group $quoted", aliases: ["Eta $quoted"]}
- {value: "Alpha $soft", caution: "Caution $quoted"}
YAML
# What is wrong with this one is said in its own words.
cat >"forms/broken$raw.yaml" <<YAML
form: "broken $quoted"
version: "v $quoted"
"key $quoted": 1
title: 1
identity: {id: "a.$quoted"}
sections:
  - id: "a $quoted"
    "key $quoted": 1
    fields:
      - {id: "f $quoted", label: L, type: "type $quoted", choices: "none $quoted"}
      - {id: g, label: L, type: text, pattern: "($quoted", when: {field: "no.$quoted", is: 1}}
rules:
  - {id: "r $quoted", severity: "s $quoted", needs: "no.$quoted", message: "m $quoted"}
YAML
cp "forms/broken$raw.yaml" forms/broken.yaml
printf 'form: raw\n%s: [\n' "$raw" >forms/raw.yaml

# ── Specifications: name, ID, a word that changes ──
spec() {
    cat >"$1" <<YAML
# comment $soft
form: hostile
a:
  id: "$2"
  legacy: ["OLD $quoted"]
  title: "Title $3 $quoted"
  status: "Live $quoted"
  source: "Zeta $quoted"
  target: ["Zeta $quoted", "Unknown $quoted", Alpha $soft]
  text: "Text $3 $quoted"
  paragraph: "First $quoted\nsecond $quoted\n$3\n"
  number: "12 $quoted"
  date: "2025-05-01 $quoted"
  yes: "maybe $quoted"
  "unknown $quoted": "value $quoted" # comment $soft
b:
  list: ["one $quoted", $soft, "$3"]
  steps: ["first $quoted", "$3"]
  table:
    - {x: "cell $quoted", y: "Live $quoted", z: {title: "T $quoted", url: "https://example.org/$quoted"}}
    - {x: "$3", y: Draft, "w $quoted": "Vague $quoted"}
  link: {title: "T $quoted", url: "javascript:$quoted"}
  links: ["https://example.org/$quoted", {title: "T $quoted", url: "#"}]
  other: "NO-SUCH $quoted"
  hidden: "hidden $quoted"
"section $quoted":
  "field $quoted": ["value $quoted"]
questions:
  - {field: "a.text", question: "Question $quoted", with: "With $quoted", raised: 2025-05-02, status: open}
  - {field: "a.no $quoted", question: "Q $quoted", with: "W $quoted", raised: "R $quoted", status: "S $quoted"}
reviews:
  - {date: 2025-05-03, reviewer: "Board $quoted", role: "Role $quoted", decision: "approved",
     fingerprint: "sha256:$quoted", comment: "Comment $quoted"}
YAML
}
write_specs() {
    spec interfaces/APP/A-HOST-V1.yaml A-HOST-V1 "$1"
    spec "interfaces/APP/A-RAW-V1$raw.yaml" "A-RAW-V1 $quoted" "$1"
    spec "interfaces/$raw.yaml" 'A-TAIL-V1%s%n' "$1"
}
write_specs first
cp interfaces/APP/A-HOST-V1.yaml interfaces/APP/A-TWIN-V1.yaml
mkdir "interfaces/folder$raw"
spec "interfaces/folder$raw/-rf.yaml" "-rf" first
printf 'a: "\033[7777m%s"\n' "$raw" >interfaces/APP/control.yaml
printf 'a: 1\n%s\n "broken' "$soft" >interfaces/APP/syntax.yaml
printf 'form: "none %s"\na: {id: X}\n' "$quoted" >interfaces/APP/formless.yaml
printf 'form: hostile\na: {id: A-DUP-V1, id: "%s", title: *no%s}\n' "$quoted" x \
    >interfaces/APP/duplicate.yaml
printf 'form: hostile\na: {title: !!python/object:os.system "%s", text: "\\0 nul %s"}\n' \
    "$quoted" "$quoted" >interfaces/APP/tags.yaml
printf 'form: hostile\n<<<<<<< %s\na: {id: A}\n=======\n>>>>>>> %s\n' "$soft" "$soft" \
    >interfaces/APP/conflict.yaml
printf 'form: hostile\na:\n  id: A-BYTE\377-V1\n' >interfaces/APP/bytes.yaml
printf '\377\376f\000o\000' >interfaces/APP/utf16.yaml
: >interfaces/APP/empty.yaml
spec "interfaces/$(printf 'a%.0s' $(seq 1 250)).yaml" A-LONG-V1 first
spec "$(printf 'interfaces/line\nend.yaml')" A-LINE-V1 first
spec "$(printf 'interfaces/byte\377.yaml')" A-INVALID-V1 first
"${IFSPEC:?}" new APP-A-B-C-V1 --no-edit --set description.title=Plain >/dev/null 2>&1 || true

# ── Git: authors, messages, dates, branches, tags ──
git add -A forms "$(printf 'interfaces/APP')"
git -c user.name="Mallory $raw" -c user.email="mallory@$raw" commit -q -m "first $raw" -m "body $raw"
write_specs second
git add -u
tree=$(git write-tree)
commit_of() { git hash-object -t commit -w --literally --stdin; }
parent=$(git rev-parse HEAD)
for date in 9223372036854775807 18446744073709551616 -9223372036854775808 'x'; do
    parent=$({
        printf 'tree %s\nparent %s\nauthor Eve %s <e%s> %s +0000\n' "$tree" "$parent" "$raw" "$raw" "$date"
        printf 'committer <> <<%s>> %s +9999\nencoding %s\n\nsubject %s\r\n\nbody %s\nSigned-off-by: %s <x>\n' \
            "$raw" "$date" "$raw" "$raw" "$raw" "$raw"
    } | commit_of)
done
write_specs third
git add -u
tree=$(git write-tree)
parent=$({
    printf 'tree %s\nparent %s\nauthor Victim <victim@example.org> 1746093600 +0000\n' "$tree" "$parent"
    printf 'committer Victim <victim@example.org> 1746093600 +0000\n\n%s\000behind\n' "$raw"
} | commit_of)
git update-ref refs/heads/main "$parent"
git branch "side-$ref"
git tag "tag-$ref"
git tag -a "annotated-$ref" -m "tag $raw"
git checkout -q "side-$ref"
write_specs working

# ── Files that are none ──
echo "outside: secret PWNED-OUTSIDE" >"$top/outside/secret.yaml"
cp interfaces/APP/A-HOST-V1.yaml "$top/outside/A-OUT-V1.yaml"
mkfifo interfaces/APP/pipe.yaml "interfaces/$raw-pipe.yaml" forms/pipe.yaml
ln -s ../../../outside/secret.yaml interfaces/APP/out.yaml
ln -s "$top/outside/A-OUT-V1.yaml" interfaces/APP/absolute.yaml
ln -s ../../../outside interfaces/APP/outside
ln -s loop.yaml interfaces/APP/loop.yaml
ln -s "gone$raw" interfaces/APP/dangling.yaml
ln -s /dev/zero interfaces/APP/zero.yaml
ln -s /proc/self/environ interfaces/APP/environment.yaml
ln -s ../../.git/config interfaces/APP/configuration.yaml
ln -s "$top/outside/secret.yaml" forms/out.yaml
mkdir interfaces/APP/directory.yaml
truncate -s 5G interfaces/APP/huge.yaml

# ── Programs that must not run ──
cat >.gitattributes <<ATTRIBUTES
*.yaml diff=evil merge=evil
interfaces/APP/A-TWIN-V1.yaml filter=evil
interfaces/$soft* ident working-tree-encoding=UTF-16 eol=crlf $soft
ATTRIBUTES
for hook in applypatch-msg commit-msg fsmonitor-watchman post-checkout post-commit post-index-change \
    post-merge post-rewrite post-update pre-applypatch pre-auto-gc pre-commit pre-merge-commit \
    pre-push pre-rebase pre-receive prepare-commit-msg push-to-checkout reference-transaction \
    sendemail-validate update; do
    printf '#!/bin/sh\n%s\n' "$(sentinel "hook-$hook")" >".git/hooks/$hook"
    chmod +x ".git/hooks/$hook"
done
cp -r .git/hooks .githooks
bare="interfaces/APP/bare"
git init -q --bare "$bare"
git -C "$bare" config core.fsmonitor "$(sentinel bare-fsmonitor)"
git -C "$bare" config core.worktree "$top/outside"
git init -q interfaces/APP/nested
cp interfaces/APP/A-HOST-V1.yaml interfaces/APP/nested/A-NESTED-V1.yaml
git -C interfaces/APP/nested config core.fsmonitor "$(sentinel nested-fsmonitor)"
cat >.gitmodules <<MODULES
[submodule "x$soft"]
	path = ../outside
	url = ext::$(sentinel submodule)
	update = !$(sentinel submodule-update)
MODULES
configure() { git config --file .git/config "$1" "$2"; }
configure user.name "Victim $raw"
configure commit.template "$top/outside/secret.yaml"
configure core.hooksPath .githooks
for name in core.fsmonitor core.pager core.editor core.sshCommand core.askPass core.gitProxy \
    core.alternateRefsCommand diff.external diff.evil.command diff.evil.textconv merge.evil.driver \
    filter.evil.clean filter.evil.smudge filter.evil.process gpg.program gpg.ssh.program \
    gpg.x509.program gpg.ssh.defaultKeyCommand sequence.editor credential.helper \
    interactive.diffFilter pager.log browser.evil.cmd man.evil.cmd uploadpack.packObjectsHook \
    trailer.evil.command trailer.evil.cmd instaweb.browser; do
    configure "$name" "$(sentinel "$name")"
done
for name in status diff log commit add fetch push ls-files cat-file; do
    configure "alias.$name" "!$(sentinel "alias-$name")"
done
configure "remote.origin.url" "ext::$(sentinel remote)"
configure "remote.$soft.url" "https://example.org/$raw"
configure "remote.origin.pushurl" "ext::$(sentinel pushurl)"
configure "url.ext::sh.insteadOf" "https://"
configure "branch.side-$ref.remote" origin
configure "branch.side-$ref.merge" "refs/heads/main"
configure include.path "../.githooks/configuration"
printf '[core]\n\tfsmonitor = %s\n' "$(sentinel included)" >.githooks/configuration
printf '%s\n' "$raw" >.git/description

# ── What ifspec.yaml, the user's settings and keys say ──
printf 'form: hostile\n' >ifspec.yaml
cat >"$top/broken-ifspec.yaml" <<YAML
form: hostile
path: "{Domain $quoted}/{id}.yaml"
columns: [a.status, a.source, "a.no $quoted"]
"key $quoted": 1
YAML
cat >"$top/config/ifspec/settings.yaml" <<YAML
theme: "theme $quoted"
"key $quoted": "value $quoted"
YAML
printf '[%s]\n%s %s\nsave %s\n' "$raw" "$raw" "$raw" "$raw" >"$top/config/ifspec/keys"

# ── What ifspec keeps for the user: versions, and a session that was killed ──
for spec in interfaces/APP/A-HOST-V1.yaml "interfaces/APP/A-RAW-V1$raw.yaml"; do
    cp "$spec" "$top/spec"
    "$IFSPEC" set "$spec" b.empty=x >/dev/null 2>&1
    "$IFSPEC" unset "$spec" b.empty >/dev/null 2>&1
    mkfifo "$top/typed"
    "$IFSPEC" edit "$spec" --plain --field a.text <"$top/typed" >"$top/said" 2>&1 &
    session=$!
    exec 9>"$top/typed"
    printf 'Unsaved %s\n' "$soft" >&9
    tries=0
    until grep -q 'is now: Unsaved' "$top/said" && grep -aqs Unsaved "$top"/state/ifspec/journal/*/journal; do
        tries=$((tries + 1))
        [ $tries -lt 300 ]
        sleep 0.02
    done
    kill -9 $session
    wait $session || true
    exec 9>&-
    cp "$top/spec" "$spec"
    rm "$top/typed" "$top/said" "$top/spec"
done
