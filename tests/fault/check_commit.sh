#!/bin/sh
# After a commit that was cut short: the old or the new commit, all of it readable, and once ifspec
# has looked nothing is left over. Called by the explorer, in its work directory.
cd "$WORK/repo" || exit 1
XDG_STATE_HOME="$WORK/state"
export XDG_STATE_HOME
path=interfaces/APP/APP-A-B-C-V1.yaml
"$IFSPEC" log $path >/dev/null || exit 1
git fsck --strict --no-dangling || exit 1
[ -z "$(find .git -name '*.lock' -o -name 'ifspec-*')" ] || exit 1
case $(git log -1 --format=%s) in
First) [ "$(git status --porcelain -- $path)" = " M $path" ] ;;
New) [ -z "$(git status --porcelain -- $path)" ] ;;
*) exit 1 ;;
esac
