#!/usr/bin/env bash
# Lets checkov look at what the stacks are synthesised to; what it finds must be listed in checkov-exceptions.json.
set -euo pipefail
repository=$(cd "$(dirname "$0")/.." && pwd)
tools=$("$repository/verify/tools.sh" checkov) || { echo "skipped: checkov could not be installed"; exit 0; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$repository"
CDKTF_OUTDIR=$work npx tsx verify/main.ts whole
npx tsx verify/checkov-input.ts "$work/stacks"
"$tools/checkov" --directory "$work/stacks" --framework terraform_json --output json --quiet --compact --soft-fail --skip-download \
  >"$work/result.json" 2>"$work/errors" || { cat "$work/errors" && exit 1; }
npx tsx verify/judge-checkov.ts "$work/result.json"
