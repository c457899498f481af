#!/bin/bash
# Makes a Debian 12 root such as the cloud images have it, in $ROOT. Runs in a mount and process namespace of its own (see
# debian-root.ts), so that nothing stays mounted or running whichever way it ends. Lines "progress: N text" are for people.
set -euo pipefail

: "${ROOT:?}" "${MIRROR:?}" "${SECURITY_MIRROR:?}" "${SETTINGS:?}"
export DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8 PATH=/usr/sbin:/usr/bin:/sbin:/bin
unset TMPDIR

# What Debian's own cloud image of this release has and a container can use; no kernel, boot loader or clock.
PACKAGES=(
  systemd systemd-sysv libpam-systemd libnss-myhostname dbus cloud-init cloud-guest-utils openssh-server openssh-client sudo
  iproute2 iputils-ping netbase procps psmisc kmod file less nano vim-tiny man-db bash-completion locales tzdata
  curl wget ca-certificates gnupg lsb-release apt-listchanges apt-utils python3 python3-requests python3-yaml
  xz-utils bzip2 rsync socat tcpdump traceroute bind9-host openssl screen unattended-upgrades
)

# Shows how far a command is: count PATTERN FROM LINES-PER-PERCENT TEXT [PATTERN …]; other lines pass through.
count() {
  local line index
  declare -A counts=()
  while IFS= read -r line; do
    for ((index = 1; index + 3 <= $#; index += 4)); do
      if [[ $line == ${!index}* ]]; then
        local from=$((index + 1)) lines=$((index + 2)) text=$((index + 3))
        counts[$index]=$((${counts[$index]:-0} + 1))
        if ((counts[$index] % 5 == 0)); then
          echo "progress: $((${!from} + counts[$index] / ${!lines})) ${!text}"
        fi
        continue 2
      fi
    done
    printf '%s\n' "$line"
  done
}

echo 'progress: 1 fetching the base system'
debootstrap --variant=minbase bookworm "$ROOT" "$MIRROR" |
  count 'I: Retrieving' 1 6 'fetching the base system' \
    'I: Extracting' 18 6 'unpacking the base system' \
    'I: Unpacking' 22 7 'unpacking the base system' \
    'I: Configuring' 38 8 'setting up the base system'

echo 'progress: 52 fetching what a cloud image has'
cp -a "$SETTINGS/." "$ROOT/"
cat > "$ROOT/etc/apt/sources.list" <<END
deb $MIRROR bookworm main
deb $MIRROR bookworm-updates main
deb $SECURITY_MIRROR bookworm-security main
END
# No package may start its service while the root is made.
printf '#!/bin/sh\nexit 101\n' > "$ROOT/usr/sbin/policy-rc.d"
chmod 0755 "$ROOT/usr/sbin/policy-rc.d"
cat /etc/resolv.conf > "$ROOT/etc/resolv.conf"
mount -t proc proc "$ROOT/proc"
mount --rbind /dev "$ROOT/dev"
if [ -n "$(ls "$ROOT/usr/local/share/ca-certificates")" ]; then
  chroot "$ROOT" apt-get install --yes --quiet --no-install-recommends ca-certificates
  chroot "$ROOT" update-ca-certificates
fi
chroot "$ROOT" apt-get update --quiet
chroot "$ROOT" apt-get dist-upgrade --yes --quiet
chroot "$ROOT" apt-get install --yes --quiet --no-install-recommends "${PACKAGES[@]}" |
  count 'Get:' 55 8 'fetching what a cloud image has' 'Setting up' 75 8 'setting up what a cloud image has'

echo 'progress: 96 finishing'
# Each machine makes its own identity.
rm -f "$ROOT"/etc/ssh/ssh_host_* "$ROOT/usr/sbin/policy-rc.d" "$ROOT/etc/hostname" "$ROOT/var/lib/dbus/machine-id"
: > "$ROOT/etc/machine-id"
echo 'LANG=C.UTF-8' > "$ROOT/etc/default/locale"
# The user-data comes from the seed folder, and the network is the host's.
cat > "$ROOT/etc/cloud/cloud.cfg.d/90-machine.cfg" <<'END'
datasource_list: [NoCloud]
network: { config: disabled }
END
# A container has no console to log in at, no disk to check and no kernel settings of its own.
for unit in console-getty.service getty.target systemd-udevd.service systemd-udev-trigger.service systemd-modules-load.service \
  systemd-sysctl.service systemd-remount-fs.service e2scrub_all.timer fstrim.timer; do
  ln -sf /dev/null "$ROOT/etc/systemd/system/$unit"
done
chroot "$ROOT" apt-get clean
rm -rf "$ROOT"/var/lib/apt/lists/* "$ROOT"/tmp/* "$ROOT"/var/log/*.log "$ROOT"/var/log/apt/*
umount --recursive --lazy "$ROOT/dev"
umount "$ROOT/proc"
echo 'progress: 100 done'
