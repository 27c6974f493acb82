#!/bin/sh
# The manual pages are free of warnings.
set -u
status=0
for page in $MAN_PAGES; do
    if mandoc -T lint -W warning "$page"; then
        echo "ok - $page is clean"
    else
        echo "not ok - $page is clean"
        status=1
    fi
done
exit $status
