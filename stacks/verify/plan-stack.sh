#!/usr/bin/env bash
# plan-stack.sh TERRAFORM FOLDER RESULT [OPTION…] — plans one stack and writes the plan as JSON.
set -euo pipefail
terraform=$1 folder=$2 result=$3
shift 3
cd "$folder"
if ! "$terraform" plan -input=false -no-color -lock=false -out=plan "$@" >"$result.log" 2>&1; then
  grep -A12 Error "$result.log"
  exit 255
fi
"$terraform" show -json plan >"$result.json"
