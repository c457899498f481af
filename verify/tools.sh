#!/usr/bin/env bash
# tools.sh NAME: installs one tool of tools.txt into a virtual environment of its own, once, and prints the folder of its programs.
set -euo pipefail
cd "$(dirname "$0")/.."
wanted=$(grep "^$1==" verify/tools.txt)
folder=$PWD/.local/tools/$1
if [[ ! -f $folder/installed.txt || $(<"$folder/installed.txt") != "$wanted" ]]; then
  rm -rf "$folder"
  python3 -m venv "$folder"
  "$folder/bin/pip" install --quiet --disable-pip-version-check --no-input "$wanted" >&2
  echo "$wanted" >"$folder/installed.txt"
fi
echo "$folder/bin"
