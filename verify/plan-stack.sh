#!/usr/bin/env bash
# plan-stack.sh TERRAFORM FOLDER RESULT [OPTION…] — plans one stack and writes the plan as JSON.
set -euo pipefail
terraform=$1 folder=$2 result=$3
shift 3
cd "$folder"
code=0
"$terraform" plan -input=false -no-color -lock=false -detailed-exitcode -out=plan "$@" >"$result.log" 2>&1 || code=$?
case $code in
  # It wants nothing, so that there is nothing to be shown of it, which takes as long again; but a linter wants the whole.
  0) if [[ $result == */again-* ]]; then echo '{}' >"$result.json"; else "$terraform" show -json plan >"$result.json"; fi ;;
  2) "$terraform" show -json plan >"$result.json" ;;
  *) grep -A12 Error "$result.log" && exit 255 ;;
esac
