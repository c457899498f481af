#!/usr/bin/env bash
# Deploys every stack of a full environment with the real providers into an AWS emulator (IAM enforced) and a real Kubernetes API
# server, uses the product there, plans again, destroys, and looks for leftovers.
# Where something it needs is missing it says so and ends well: the project never depends on it.
set -euo pipefail
cd "$(dirname "$0")/.."
repository=$PWD
python=$repository/.local/venv/bin/python

skip() { echo "skipped: $1"; exit 0; }
terraform=$(command -v "${TERRAFORM_BINARY_NAME:-terraform}" || command -v tofu) || skip "neither terraform nor tofu is installed"

# Kubernetes comes from what is installed, or else from a folder beside the repository.
missing=()
for name in kube-apiserver kube-controller-manager kube-scheduler kwok; do
  command -v "$name" >/dev/null || missing+=("$name")
done
kube=$repository/verify/control-plane.sh
((${#missing[@]} == 0)) || kube=$repository/../shared/deploy-engine/kube
[[ -x $kube ]] || skip "there is no Kubernetes: ${missing[*]} are not installed, nor is shared/deploy-engine beside the repository"
command -v etcd >/dev/null || skip "etcd is not installed (Debian: etcd-server)"
[[ -x $python ]] || skip "the emulator is not installed; npm start installs it"
grep -q '000000000000.localhost' /etc/hosts || echo '127.0.0.1 000000000000.localhost' 2>/dev/null >>/etc/hosts ||
  skip "the hosts file has no '127.0.0.1 000000000000.localhost', and may not be written"

work=$(mktemp -d)
export KUBE_PORT=${KUBE_PORT:-17443}
emulator_port=${EMULATOR_PORT:-4599}
ec2_port=${EC2_PORT:-4598}
# shellcheck disable=SC2317 # it is reached by the trap
clean_up() {
  local code=$?
  for child in ${heartbeats:-} ${emulator:-}; do kill "$child" 2>/dev/null || true; done
  "$kube" down "$work/kube" || true
  if ((code == 0)); then rm -rf "$work"; else echo "what there is to look at is in $work"; fi
}
trap clean_up EXIT

last=$SECONDS
done_with() { echo "$1: $((SECONDS - last)) s"; last=$SECONDS; }

# Terraform finds the providers by itself: in its plugin folders, in a mirror that its configuration names, or in the registry.
find_providers() {
  export TF_PLUGIN_CACHE_DIR=${TF_PLUGIN_CACHE_DIR:-$repository/.local/providers} TF_PLUGIN_CACHE_MAY_BREAK_DEPENDENCY_LOCK_FILE=1
  mkdir -p "$TF_PLUGIN_CACHE_DIR"
  CDKTF_OUTDIR=$work/probe npx tsx verify/main.ts
  # The one stack that needs every provider.
  "$terraform" -chdir="$work/probe/stacks/services" init -backend=false -input=false -no-color >"$work/probe.log" 2>&1 && return
  skip "Terraform finds no providers ($(grep -m1 '^Error' "$work/probe.log" || echo "see terraform init"))"
}

start_emulator() {
  AWS_ACCESS_KEY_ID=$(openssl rand -hex 16) AWS_SECRET_ACCESS_KEY=$(openssl rand -hex 32)
  export AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY
  # It stops when the other end of its standard input is closed, however this script ends.
  mkfifo "$work/life"
  # Lambdas are started by a CommonJS script in its temporary folder.
  mkdir -p "$work/emulator/tmp" && echo '{ "type": "commonjs" }' >"$work/emulator/tmp/package.json"
  env -i PATH="$(dirname "$(command -v node)"):$PATH" HOME="$work/emulator" TMPDIR="$work/emulator/tmp" PYTHONUNBUFFERED=1 \
    BIND_HOST=127.0.0.1 GATEWAY_PORT="$emulator_port" MINISTACK_HOST=localhost MINISTACK_REGION=eu-west-1 \
    MINISTACK_ACCOUNT_ID=000000000000 AWS_DEFAULT_REGION=eu-west-1 \
    AWS_ACCESS_KEY_ID="$AWS_ACCESS_KEY_ID" AWS_SECRET_ACCESS_KEY="$AWS_SECRET_ACCESS_KEY" \
    ALLOWED_HOSTS=127.0.0.1,localhost,000000000000.localhost \
    REQUESTS_COUNT_AS_TLS=1 AUTH=true LOG_LEVEL=WARNING PERSIST_STATE=1 STATE_DIR="$work/emulator/state" \
    PUBLIC_PARAMETERS="$(npx tsx verify/deployed/public-parameters.ts)" AWS_ENDPOINT_URL_EC2="http://127.0.0.1:$ec2_port" \
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED=true \
    "$python" local/ministack/run.py <"$work/life" >"$work/emulator.log" 2>&1 &
  emulator=$!
  exec 9>"$work/life"
  export AWS_ENDPOINT_URL=http://localhost:$emulator_port AWS_REGION=eu-west-1
  for _ in $(seq 200); do curl -sf "$AWS_ENDPOINT_URL/_ministack/health" >/dev/null && return; sleep 0.2; done
  echo "the emulator did not start" && tail -20 "$work/emulator.log" && return 1
}

cdktf() {
  timeout 1500 npx cdktf "$1" '*' --app "npx tsx $repository/verify/main.ts" --auto-approve --skip-provider-lock >"$work/$1.log" 2>&1 ||
    { grep -A12 'Error' "$work/$1.log" | tail -80; return 1; }
}

# Plans the stacks of a folder, two at a time, into $work/plans/NAME-STACK.json.
plan() {
  local name=$1 folder=$PWD/$2
  shift 2
  mkdir -p "$work/plans"
  find "$folder/stacks" -mindepth 1 -maxdepth 1 -printf '%f\n' |
    xargs -P 2 -I '{}' "$repository/verify/plan-stack.sh" "$terraform" "$folder/stacks/{}" "$work/plans/$name-{}" "$@"
}

main() {
  find_providers
  mkdir -p "$work/kube" "$work/project"
  eval "$("$kube" up "$work/kube")"
  start_emulator
  export NODE_TLS_REJECT_UNAUTHORIZED=0 NODE_NO_WARNINGS=1
  npx tsx "$repository/verify/prepare-cluster.ts"
  node_modules/.bin/tsx "$repository/verify/keep-nodes-alive.ts" &
  heartbeats=$!
  unset NODE_TLS_REJECT_UNAUTHORIZED
  done_with "providers, Kubernetes and the emulator started"

  cd "$work/project"
  export CI=1 NO_COLOR=1 TERRAFORM_BINARY_NAME=$terraform
  for name in cdktf.json node_modules; do ln -s "$repository/$name" "$name"; done
  cdktf deploy
  done_with "cdktf deploy '*'"

  NODE_TLS_REJECT_UNAUTHORIZED=0 EC2_PORT=$ec2_port npx tsx "$repository/verify/deployed/main.ts"
  done_with "the product used as it was deployed"

  plan again cdktf.out
  npx tsx "$repository/verify/explain-plan.ts" again "$work"/plans/again-*.json
  done_with "second plan of every stack"

  CDKTF_OUTDIR=whole npx tsx "$repository/verify/main.ts" whole
  for stack in whole/stacks/*; do
    cp -r "cdktf.out/stacks/${stack##*/}/.terraform"* "$stack/"
  done
  plan whole whole -refresh=false
  npx tsx "$repository/verify/explain-plan.ts" whole "$work"/plans/whole-*.json
  done_with "plan of the whole"

  npx tsx "$repository/verify/find-secrets.ts" "$work"/plans/*.json terraform.*.tfstate
  done_with "secrets"

  cdktf destroy
  kill "$emulator" && { wait "$emulator" || true; }
  npx tsx "$repository/verify/leftovers.ts" "$work/emulator/state" "$work/project"
  done_with "cdktf destroy '*'"
  echo "every stack was deployed, used, planned again and destroyed in $SECONDS s"
}

# Read whole before it runs, so that nobody who edits this file meanwhile changes what runs.
main; exit
