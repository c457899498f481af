#!/usr/bin/env bash
# Installs the tools of tools.txt into a virtual environment of their own, once, and prints the folder of its programs.
set -euo pipefail
cd "$(dirname "$0")/.."
list=verify/tools.txt
folder=$PWD/.local/tools
if ! cmp -s "$list" "$folder/installed.txt"; then
  rm -rf "$folder"
  python3 -m venv "$folder"
  "$folder/bin/pip" install --quiet --disable-pip-version-check --no-input -r "$list" >&2
  cp "$list" "$folder/installed.txt"
fi
echo "$folder/bin"
