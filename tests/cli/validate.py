"""Whether a JSON document is valid against a schema, in which every object is closed: what is not
described must not be there.

    validate.py SCHEMA <DOCUMENT

Exit status 0 if it is, 1 if not, with what is wrong; 77 if jsonschema is not installed."""
import json
import sys

try:
    import jsonschema
except ImportError:
    sys.exit(77)


def close(schema):
    if isinstance(schema, dict):
        if "properties" in schema:
            schema.setdefault("additionalProperties", False)
        for part in schema.values():
            close(part)
    elif isinstance(schema, list):
        for part in schema:
            close(part)


with open(sys.argv[1], encoding="utf-8") as file:
    schema = json.load(file)
jsonschema.Draft7Validator.check_schema(schema)
close(schema)
document = json.load(sys.stdin)
problems = list(jsonschema.Draft7Validator(schema).iter_errors(document))
for problem in problems:
    print("/".join(map(str, problem.absolute_path)) + ": " + problem.message[:400])
sys.exit(1 if problems else 0)
