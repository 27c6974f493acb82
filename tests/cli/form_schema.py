"""Whether the JSON Schema of a form and `ifspec check` agree: on the samples, and on samples with one
value changed, dropped or misspelt.

    form_schema.py IFSPEC SAMPLES FOLDER

Exit status 0 if they do, 1 if not, 77 if PyYAML or jsonschema are not installed."""
import json
import os
import re
import subprocess
import sys

try:
    import jsonschema
    import yaml
except ImportError:
    sys.exit(77)

VALUES = ["17", "true", "2025-02-30", "2024-02-29", "1.5.2025", "[a, b]", "{x: y}", "Median",
          "Medium", "OAuth2", "N/A", "lower-case-id", "basic", "- 1", "https://example.org/x",
          '"a\\nb"', "12.5", "yes", "Draft"]
RULES = {"type", "choice", "pattern", "required", "unknown-key"}
EVERY = 31


class Loader(yaml.SafeLoader):
    """YAML 1.2 as editors read it: a date is a string, yes and no are too."""


Loader.yaml_implicit_resolvers = {}
for name, pattern, first in [
    ("null", r"^(?:~|null|Null|NULL|)$", ["~", "n", "N", ""]),
    ("bool", r"^(?:true|True|TRUE|false|False|FALSE)$", "tTfF"),
    ("int", r"^[-+]?[0-9]+$", "-+0123456789"),
    ("float", r"^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$", "-+.0123456789"),
]:
    Loader.add_implicit_resolver("tag:yaml.org,2002:" + name, re.compile(pattern), list(first))


def mutations(text):
    lines = text.split("\n")
    count = 0
    for number, line in enumerate(lines):
        found = re.match(r"^( +(?:- )?)([a-z_]+): (?![|>])(\S.*)$", line)
        if not found:
            continue
        head, key, _ = found.groups()
        for value in [None, *VALUES, "misspelt"]:
            count += 1
            if count % EVERY:
                continue
            changed = list(lines)
            if value is None:
                changed[number] = head.replace("- ", "- {}") if "-" in head else ""
                if "-" in head:
                    continue
            elif value == "misspelt":
                changed[number] = line.replace(key + ":", key + "x:", 1)
            elif value.startswith("- "):
                continue
            else:
                changed[number] = f"{head}{key}: {value}"
            yield f"line {number + 1}: {changed[number].strip()}", "\n".join(changed)


def main(ifspec, samples, folder):
    os.makedirs(folder)
    folder = os.path.realpath(folder)
    schemas = {}
    conditional = {}
    asked = {}
    for name in sorted(os.listdir(samples)):
        if not name.endswith(".yaml"):
            continue
        text = open(os.path.join(samples, name), encoding="utf-8").read()
        form = re.search(r"^form: (\S+)", text, re.M).group(1)
        if form not in schemas:
            printed = subprocess.run([ifspec, "form", "schema", form], check=True,
                                     capture_output=True).stdout
            schema = json.loads(printed)
            jsonschema.Draft7Validator.check_schema(schema)
            schemas[form] = jsonschema.Draft7Validator(schema)
            shown = subprocess.run([ifspec, "form", "show", form], check=True,
                                   capture_output=True, text=True).stdout
            conditional[form] = {line.split()[0] for line in shown.split("\n") if " (if " in line}
        for what, changed in [("as it is", text), *mutations(text)]:
            path = os.path.join(folder, f"{len(asked):05}.yaml")
            with open(path, "w", encoding="utf-8") as out:
                out.write(changed)
            asked[path] = (name, form, what, changed)
    report = json.loads(subprocess.run([ifspec, "check", "--format", "json", *asked],
                                       capture_output=True).stdout)
    found = {path: [] for path in asked}
    for finding in report["findings"]:
        found[finding["path"]].append(finding)
    compared = refused = 0
    wrong = []
    for path, (name, form, what, changed) in asked.items():
        findings = found[path]
        # What the template left over, and what hangs on a condition, the schema cannot see.
        if any(f["rule"] in ("template-text", "unreadable") or
               (f["rule"] == "required" and
                (f["field"] in conditional[form] or "template" in f["message"]))
               for f in findings):
            continue
        faults = [f for f in findings if f["rule"] in RULES and f["severity"] != "info"]
        errors = list(schemas[form].iter_errors(yaml.load(changed, Loader)))
        compared += 1
        refused += bool(faults)
        if bool(faults) != bool(errors):
            wrong.append((name, what, [f["message"] for f in faults],
                          [list(e.absolute_path) + [e.message[:200]] for e in errors]))
    for item in wrong[:20]:
        print(*item, sep="\n    ")
    print(f"{compared} compared, {refused} refused by both, {len(wrong)} judged differently")
    return 1 if wrong or refused < 100 else 0


sys.exit(main(*sys.argv[1:]))
