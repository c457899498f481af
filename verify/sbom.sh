#!/usr/bin/env bash
# sbom.sh FOLDER: writes a software bill of materials (CycloneDX) into FOLDER for each image and for the
# functions, from the lock file alone. It names what is installed to build each: npm's own sorting out of what only helps to build
# takes away what another workspace has among its own helpers, such as React.
set -euo pipefail
cd "$(dirname "$0")/.."
folder=$1
mkdir -p "$folder"
list() {
  local name=$1
  shift
  npm sbom --package-lock-only --sbom-format cyclonedx "$@" >"$folder/$name.cdx.json"
}
list presentation --workspace spa --workspace packages/contracts --workspace packages/cli
for service in microservices/*/; do
  list "$(basename "$service")" --workspace packages --workspace "${service%/}"
done
list functions --workspace packages --workspace functions
