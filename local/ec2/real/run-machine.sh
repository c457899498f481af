#!/bin/bash
# Becomes one machine: mounts its root in this mount namespace, lays its cable to the VPC's namespace (file 3), and boots it.
# The command that is given is run first, when the machine's control groups are there. Everything here is exec'ed or waited
# for, so that the process which was started is systemd-nspawn itself, and all of it ends with the machine.
set -euo pipefail
: "${ID:?}" "${HOSTNAME:?}" "${LOWER:?}" "${UPPER:?}" "${WORK:?}" "${MERGED:?}" "${PLATFORM:?}"
: "${LINK:?}" "${MAC:?}" "${ADDRESS:?}" "${GATEWAY:?}"

mount -t overlay overlay -o "lowerdir=$LOWER,upperdir=$UPPER,workdir=$WORK" "$MERGED"
# A control group of its own in each hierarchy that systemd keeps, or machines would share their services' groups.
for hierarchy in /sys/fs/cgroup /sys/fs/cgroup/systemd /sys/fs/cgroup/unified; do
  if [ -w "$hierarchy/cgroup.procs" ]; then
    mkdir -p "$hierarchy/cloudapp-$ID"
    echo $$ > "$hierarchy/cloudapp-$ID/cgroup.procs"
  fi
done
(($# == 0)) || "$@"
# systemd-nspawn keeps a folder and a lock for each machine here; these end with the machine as well.
mkdir -p /run/systemd/nspawn
mount -t tmpfs -o mode=0755 tmpfs /run/systemd/nspawn
# With a read-only /sys, systemd-nspawn does not look for the interface there, where another namespace's are.
mount -o remount,bind,ro /sys

# 9001: the MTU in a VPC. Whatever the machine sends goes through the VPC's namespace, to its own neighbours, too; what does
# not come from its own address is dropped there.
in_vpc() { nsenter --net=/proc/self/fd/3 "$@"; }
in_vpc ip link delete "$LINK" 2> /dev/null || true
ip link add name "$LINK" mtu 9001 type veth peer name ens5 mtu 9001 address "$MAC"
ip link set "$LINK" netns /proc/self/fd/3
in_vpc ip link set "$LINK" up
in_vpc ip route add "$ADDRESS/32" dev "$LINK" src "$GATEWAY"
in_vpc ip neighbour replace "$ADDRESS" lladdr "$MAC" dev "$LINK" nud permanent
settings=/proc/sys/net/ipv4
echo 1 | in_vpc tee "$settings/conf/$LINK/rp_filter" "$settings/conf/$LINK/proxy_arp" > /dev/null
echo 0 | in_vpc tee "$settings/neigh/$LINK/proxy_delay" > /dev/null
exec 3<&-

# Read-only: the machine has a console, which writes into our log. Status lines as on a cloud image's serial console.
# The system calls and the network's capabilities are for containers in the machine, and control groups are those of version 2
# as Debian 13 has them, whatever this computer's are.
export SYSTEMD_NSPAWN_UNIFIED_HIERARCHY=1
exec systemd-nspawn --quiet --directory="$MERGED" --machine="$ID" --hostname="$HOSTNAME" --boot \
  --register=no --keep-unit --console=read-only --resolv-conf=off --timezone=off --link-journal=no \
  --network-interface=ens5 --capability=CAP_NET_ADMIN,CAP_NET_RAW --system-call-filter='add_key keyctl bpf' \
  --bind-ro="$PLATFORM:/sys/hypervisor/uuid" \
  systemd.show_status=yes
