#!/usr/bin/env bash
# Deploys every stack of a full environment with the real providers into an AWS emulator and a real Kubernetes API server, plans again,
# and destroys. Where something it needs is missing it says so and ends well: the project never depends on it.
set -euo pipefail
cd "$(dirname "$0")/../.."
repository=$PWD
engine=$repository/../shared/deploy-engine
python=$repository/.local/venv/bin/python

skip() { echo "verify:deploy skipped: $1"; exit 0; }
command -v terraform >/dev/null || command -v tofu >/dev/null || skip "neither terraform nor tofu is installed"
[[ -x $engine/env ]] || skip "the providers are not here ($engine)"
command -v etcd >/dev/null || skip "etcd is not installed (Debian: etcd-server)"
[[ -x $python ]] || skip "the emulator is not installed; npm start or npm test installs it"
grep -q '000000000000.localhost' /etc/hosts || echo '127.0.0.1 000000000000.localhost' >>/etc/hosts 2>/dev/null ||
  skip "the hosts file has no '127.0.0.1 000000000000.localhost', and may not be written"

work=$(mktemp -d)
export KUBE_PORT=${KUBE_PORT:-17443}
emulator_port=${EMULATOR_PORT:-4599}
clean_up() {
  [[ -z ${emulator:-} ]] || kill "$emulator" 2>/dev/null || true
  "$engine/kube" down "$work/kube" || true
  rm -rf "$work"
}
trap clean_up EXIT

eval "$("$engine/env")"
mkdir -p "$work/kube" "$work/tmp"
eval "$("$engine/kube" up "$work/kube")"
export AWS_ACCESS_KEY_ID=root AWS_SECRET_ACCESS_KEY=rootsecret AWS_REGION=eu-west-1
env -i PATH="$PATH" HOME="$work" TMPDIR="$work/tmp" BIND_HOST=127.0.0.1 GATEWAY_PORT="$emulator_port" MINISTACK_HOST=localhost \
  MINISTACK_REGION=eu-west-1 MINISTACK_ACCOUNT_ID=000000000000 AWS_ACCESS_KEY_ID=root AWS_SECRET_ACCESS_KEY=rootsecret AUTH=true \
  "$python" -m ministack >"$work/emulator.log" 2>&1 &
emulator=$!
export AWS_ENDPOINT_URL=http://localhost:$emulator_port
for _ in $(seq 100); do curl -sf "$AWS_ENDPOINT_URL/_ministack/health" >/dev/null && break; sleep 0.3; done
NODE_TLS_REJECT_UNAUTHORIZED=0 NODE_NO_WARNINGS=1 npx tsx stacks/verify/prepare-cluster.ts

cd "$work"
export CI=1 NO_COLOR=1
for name in cdktf.json node_modules; do ln -s "$repository/$name" "$name"; done
cdktf() {
  timeout 1500 npx cdktf "$1" '*' --app "npx tsx $repository/stacks/verify/main.ts" --auto-approve --skip-provider-lock >"$work/$1.log" 2>&1 ||
    { grep -A12 'Error' "$work/$1.log" | tail -80; return 1; }
}
started=$SECONDS
cdktf deploy
echo "deployed in $((SECONDS - started)) s"

plan_again() {
  local failed=0 stack name
  for stack in cdktf.out/stacks/*; do
    name=${stack##*/}
    terraform=${TERRAFORM_BINARY_NAME:-terraform}
    local code=0
    (cd "$stack" && "$terraform" plan -detailed-exitcode -no-color -input=false -out=again >"$work/plan-$name.log" 2>&1) || code=$?
    ((code == 0)) && continue
    (cd "$stack" && "$terraform" show -json again >"$work/plan-$name.json") || true
    npx tsx "$repository/stacks/verify/explain-plan.ts" "$name" "$work/plan-$name.json" || failed=1
  done
  return "$failed"
}
plan_again
started=$SECONDS
cdktf destroy
echo "destroyed in $((SECONDS - started)) s"
for state in terraform.*.tfstate; do
  node -e 'const {resources=[]} = JSON.parse(require("node:fs").readFileSync(process.argv[1], "utf8")); if (resources.length) throw new Error(process.argv[1] + " is not empty")' "$state"
done
echo "every stack was deployed, planned again and destroyed"
