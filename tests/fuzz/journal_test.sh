#!/bin/sh
# The fuzz target of the recovery journal over its corpus.
exec "$BUILD/tests/fuzz/journal_replay" "$SOURCE/tests/fuzz/corpus/journal"
