#!/usr/bin/env bash
# start.sh ROOT NODE READ_ONLY VOLUMES FOLDER SETPRIV… -- COMMAND… — becomes a container: the image's files over this computer's programs,
# volumes as the platform makes them, no network but its own loopback. Run in namespaces of its own, as root.
set -euo pipefail
root=$1 node=$2 read_only=$3 volumes=$4 folder=$5
shift 5
privileges=()
while [[ $1 != -- ]]; do privileges+=("$1"); shift; done
shift
mount --make-rprivate /
ip link set lo up
mount --bind "$root" "$root"
# Programs and libraries are this computer's, below the files that the image brings.
mkdir -p "$root/usr" "$root/proc" "$root/dev" "$root/node"
mount -t overlay overlay -o "lowerdir=$root/usr:/usr" "$root/usr"
for link in bin sbin lib lib64; do ln -sfn "usr/$link" "$root/$link"; done
mount --bind -o ro "$node" "$root/node"
mount -t proc proc "$root/proc"
mount --rbind /dev "$root/dev"
for volume in $volumes; do
  IFS=, read -r path owner mode <<<"$volume"
  mkdir -p "$root$path"
  mount -t tmpfs tmpfs "$root$path"
  chown "$owner" "$root$path"
  chmod "$mode" "$root$path"
done
if [[ $read_only == true ]]; then mount -o remount,bind,ro "$root"; fi
exec chroot "$root" /usr/bin/setpriv "${privileges[@]}" /usr/bin/env -i -C "$folder" "$@"
