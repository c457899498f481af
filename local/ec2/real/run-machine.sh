#!/bin/bash
# Becomes one machine: mounts its root in this mount namespace, which ends with the machine, and boots it. The command that
# is given is run first, when the machine's control groups are there. Everything here is exec'ed or waited for, so that the
# process which was started is systemd-nspawn itself.
set -euo pipefail
: "${ID:?}" "${HOSTNAME:?}" "${LOWER:?}" "${UPPER:?}" "${WORK:?}" "${MERGED:?}"

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
# Without raw packets, with which one machine would hear what all others and the computer itself say.
# Read-only: the machine has a console, which writes into our log. Status lines as on a cloud image's serial console.
exec systemd-nspawn --quiet --directory="$MERGED" --machine="$ID" --hostname="$HOSTNAME" --boot \
  --register=no --keep-unit --console=read-only --resolv-conf=replace-host --timezone=off --link-journal=no \
  --drop-capability=CAP_NET_RAW \
  systemd.show_status=yes
