#!/usr/bin/env bash
# tools.sh NAME: installs tools/NAME.txt, pinned by hash, into a virtual environment of its own, once, and prints the folder of its programs.
set -euo pipefail
cd "$(dirname "$0")/.."
wanted=verify/tools/$1.txt
folder=$PWD/.local/tools/$1
if [[ ! -f $folder/installed.txt ]] || ! cmp --silent "$wanted" "$folder/installed.txt"; then
  rm -rf "$folder"
  python3 -m venv "$folder"
  "$folder/bin/pip" install --quiet --disable-pip-version-check --no-input --require-hashes --requirement "$wanted" >&2
  cp "$wanted" "$folder/installed.txt"
fi
echo "$folder/bin"
