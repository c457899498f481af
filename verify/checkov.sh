#!/usr/bin/env bash
# Lets checkov look at plans (terraform show -json), one after the other; what it finds must be listed in checkov-exceptions.json.
set -euo pipefail
repository=$(cd "$(dirname "$0")/.." && pwd)
tools=$("$repository/verify/tools.sh" checkov) || { echo "checkov skipped: it could not be installed"; exit 0; }
results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT
for plan in "$@"; do
  "$tools/checkov" --file "$plan" --framework terraform_plan --output json --quiet --compact --soft-fail --skip-download \
    >"$results/$(basename "$plan")" 2>"$results/errors" || { cat "$results/errors" && exit 1; }
done
npx tsx "$repository/verify/judge-checkov.ts" "$results"/*.json
