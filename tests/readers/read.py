#!/usr/bin/env python3
"""read.py READER FILE [EVERY]: ask a Python YAML reader for the strings of the style test.

FILE has lines of JSON: [place, path, "key" or "value", string, yaml]. Every EVERYth line is read.
READER is c or pure (PyYAML), 1.2 or 1.1 (ruamel.yaml). Exit 77: the reader is not installed.
"""
import io
import json
import sys


def make_reader(name):
    if name in ("c", "pure"):
        import yaml
        loader = yaml.CSafeLoader if name == "c" else yaml.SafeLoader
        return lambda text: yaml.load(text, Loader=loader)
    import ruamel.yaml
    reader = ruamel.yaml.YAML(typ="safe", pure=True)

    def read(text):
        reader.version = (1, 1) if name == "1.1" else None
        return reader.load(io.StringIO(text, newline=""))
    return read


def find(value, path, what):
    for step in path:
        value = value[step]
    return list(value)[-1] if what == "key" else value


def main():
    try:
        read = make_reader(sys.argv[1])
    except (ImportError, AttributeError):
        sys.exit(77)
    every = int(sys.argv[3]) if len(sys.argv) > 3 else 1
    wrong = count = 0
    for number, line in enumerate(open(sys.argv[2], encoding="utf-8", newline="\n")):
        if number % every:
            continue
        place, path, what, wanted, text = json.loads(line)
        count += 1
        try:
            got = find(read(text), path, what)
        except Exception as error:
            got = error
        if type(got) is not str or got != wanted:
            wrong += 1
            print("%s: wanted %r, got %r from %r" % (place, wanted, got, text[:200]))
    print("%d of %d strings read back" % (count - wrong, count))
    sys.exit(wrong > 0)


main()
