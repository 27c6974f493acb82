#!/bin/sh
# The fuzz target over its corpus and the inputs of the fidelity cases.
exec "$BUILD/tests/fuzz/yaml_replay" "$SOURCE/tests/fuzz/corpus/yaml" "$SOURCE/tests/fidelity/in"
