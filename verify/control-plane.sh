#!/usr/bin/env bash
# control-plane.sh up|down FOLDER: a Kubernetes control plane on 127.0.0.1 of the programs that are installed, with three nodes
# which kwok plays. `up` prints what reaches it, for eval; it keeps what it has in FOLDER and takes KUBE_PORT and the two ports above.
set -euo pipefail
command=$1 folder=$2
port=${KUBE_PORT:-17443}
origin=https://127.0.0.1:$port
etcd=http://127.0.0.1:$((port + 1))
peers=http://127.0.0.1:$((port + 2))

down() {
  [[ -f $folder/pids ]] || return 0
  tac "$folder/pids" | while read -r pid; do kill "$pid" 2>/dev/null || true; done
  rm "$folder/pids"
}
if [[ $command == down ]]; then down; exit 0; fi

token=$(openssl rand -hex 16)
printf '%s,verifier,1,system:masters\n' "$token" >"$folder/tokens.csv"
openssl genrsa -out "$folder/accounts.key" 2048 2>/dev/null
export KUBECONFIG=$folder/kubeconfig
cat >"$KUBECONFIG" <<END
apiVersion: v1
kind: Config
current-context: here
contexts: [{ name: here, context: { cluster: here, user: verifier } }]
clusters: [{ name: here, cluster: { server: "$origin", insecure-skip-tls-verify: true } }]
users: [{ name: verifier, user: { token: $token } }]
END

start() {
  nohup "$@" </dev/null >"$folder/$1.log" 2>&1 &
  echo $! >>"$folder/pids"
}
ask() { curl --silent --insecure --max-time 10 --header "Authorization: Bearer $token" "$@"; }

start etcd --data-dir "$folder/etcd" --listen-client-urls "$etcd" --advertise-client-urls "$etcd" --listen-peer-urls "$peers"
start kube-apiserver --etcd-servers "$etcd" --secure-port "$port" --bind-address 127.0.0.1 --advertise-address 127.0.0.1 \
  --cert-dir "$folder/certificates" --token-auth-file "$folder/tokens.csv" --authorization-mode Node,RBAC \
  --service-account-issuer https://kubernetes.default.svc --service-account-key-file "$folder/accounts.key" \
  --service-account-signing-key-file "$folder/accounts.key" --service-cluster-ip-range 10.96.0.0/16
for _ in $(seq 60); do [[ $(ask "$origin/readyz" || true) == ok ]] && ready=yes && break; sleep 0.5; done
if [[ ${ready:-} != yes ]]; then
  down
  echo "the API server of Kubernetes did not get ready: $(tail -n 1 "$folder/kube-apiserver.log")" >&2
  exit 1
fi
start kube-controller-manager --kubeconfig "$KUBECONFIG" --service-account-private-key-file "$folder/accounts.key" --secure-port 0
start kube-scheduler --kubeconfig "$KUBECONFIG" --secure-port 0
start kwok --kubeconfig "$KUBECONFIG" --manage-all-nodes=true
room='{ "cpu": "16", "memory": "64Gi", "pods": "110" }'
for zone in a b c; do
  ask --fail --output /dev/null --header 'Content-Type: application/json' "$origin/api/v1/nodes" --data @- <<END
{
  "apiVersion": "v1",
  "kind": "Node",
  "metadata": {
    "name": "node-$zone",
    "labels": {
      "kubernetes.io/arch": "arm64",
      "kubernetes.io/hostname": "node-$zone",
      "kubernetes.io/os": "linux",
      "topology.kubernetes.io/zone": "eu-west-1$zone"
    }
  },
  "status": { "allocatable": $room, "capacity": $room }
}
END
done
printf 'export KUBECONFIG=%q KUBE_CONFIG_PATH=%q KUBE_HOST=%q KUBE_TOKEN=%q KUBE_INSECURE=true\n' \
  "$KUBECONFIG" "$KUBECONFIG" "$origin" "$token"
