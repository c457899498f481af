#!/bin/bash
# Becomes one machine: mounts its root in this mount namespace, which ends with the machine, and boots it. Everything here
# is exec'ed or waited for, so that the process which was started is systemd-nspawn itself.
set -euo pipefail
: "${ID:?}" "${HOSTNAME:?}" "${LOWER:?}" "${UPPER:?}" "${WORK:?}" "${MERGED:?}"

mount -t overlay overlay -o "lowerdir=$LOWER,upperdir=$UPPER,workdir=$WORK" "$MERGED"
exec systemd-nspawn --quiet --directory="$MERGED" --machine="$ID" --hostname="$HOSTNAME" --boot \
  --register=no --keep-unit --console=pipe --resolv-conf=replace-host --timezone=off --link-journal=no
