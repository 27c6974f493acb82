#!/bin/sh
# get-libyaml.sh FOLDER: fetch the source of this system's libyaml with apt-get, so that the fuzzer
# sees into the parser too. Uses lists of its own; nothing of the system is changed.
set -eu
folder=$1
mkdir -p "$folder/lists/partial" "$folder/cache"
folder=$(cd "$folder" && pwd)
. /etc/os-release
case ${ID:-} in
debian) origin="http://deb.debian.org/debian $VERSION_CODENAME main" ;;
ubuntu) origin="http://archive.ubuntu.com/ubuntu $VERSION_CODENAME main" ;;
*) echo "get-libyaml.sh: only for Debian and Ubuntu" >&2; exit 1 ;;
esac
echo "deb-src $origin" >"$folder/sources.list"
set -- -q -o Dir::Etc::sourcelist="$folder/sources.list" -o Dir::Etc::sourceparts=- \
    -o Dir::State::lists="$folder/lists" -o Dir::Cache="$folder/cache"
apt-get "$@" update
cd "$folder"
apt-get "$@" source libyaml
ls -d "$folder"/libyaml-*/src
