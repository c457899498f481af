#!/bin/bash
# Makes a Debian 13 root such as the cloud images have it, in $ROOT. Runs in a mount and process namespace of its own (see
# debian-root.ts), so that nothing stays mounted or running whichever way it ends. Lines "progress: N text" are for people.
set -euo pipefail

: "${ROOT:?}" "${MIRROR:?}" "${SECURITY_MIRROR:?}" "${SETTINGS:?}" "${MIRRORS_FROM_INSIDE:?}"
export DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8 PATH=/usr/sbin:/usr/bin:/sbin:/bin
unset TMPDIR

# What Debian's own cloud image of this release has and a container can use; no kernel, boot loader or clock.
PACKAGES=(
  systemd systemd-sysv libpam-systemd libnss-myhostname dbus cloud-init cloud-guest-utils openssh-server openssh-client sudo
  iproute2 iputils-ping netbase procps psmisc kmod file less nano vim-tiny man-db bash-completion locales tzdata
  curl wget ca-certificates gnupg lsb-release apt-listchanges apt-utils python3 python3-requests python3-yaml
  linux-sysctl-defaults xz-utils bzip2 rsync socat tcpdump traceroute bind9-host openssl screen unattended-upgrades
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
debootstrap --variant=minbase trixie "$ROOT" "$MIRROR" |
  count 'I: Retrieving' 1 6 'fetching the base system' \
    'I: Extracting' 18 6 'unpacking the base system' \
    'I: Unpacking' 22 7 'unpacking the base system' \
    'I: Configuring' 38 8 'setting up the base system'

echo 'progress: 52 fetching what a cloud image has'
cp -a "$SETTINGS/." "$ROOT/"
cat > "$ROOT/etc/apt/sources.list" <<END
deb $MIRROR trixie main
deb $MIRROR trixie-updates main
deb $SECURITY_MIRROR trixie-security main
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
# Instance data comes from the metadata service alone, and addresses by DHCP.
cat > "$ROOT/etc/cloud/cloud.cfg.d/90-machine.cfg" <<'END'
datasource_list: [Ec2, None]
network: { config: disabled }
END
printf '[Match]\nName=ens5\n[Network]\nDHCP=ipv4\nIPv6AcceptRA=no\n' > "$ROOT/etc/systemd/network/10-vpc.network"
chroot "$ROOT" systemctl enable systemd-networkd
# A container has no console to log in at, no disk to check and no modules of its own.
for unit in console-getty.service getty.target systemd-udevd.service systemd-udev-trigger.service systemd-modules-load.service \
  systemd-remount-fs.service e2scrub_all.timer fstrim.timer; do
  ln -sf /dev/null "$ROOT/etc/systemd/system/$unit"
done
chroot "$ROOT" apt-get clean
# A mirror or proxy on this computer's own loopback has another address on the machines' network.
find "$SETTINGS" -type f -printf '%P\n' | while IFS= read -r file; do printf '%s\0' "$ROOT/$file"; done |
  xargs -0 sed -i -E "s#(//([^/@[:space:]]*@)?)(localhost|127\.0\.0\.[0-9]+):#\1$MIRRORS_FROM_INSIDE:#g" "$ROOT/etc/apt/sources.list"
rm -rf "$ROOT"/var/lib/apt/lists/* "$ROOT"/tmp/* "$ROOT"/var/log/*.log "$ROOT"/var/log/apt/*
umount --recursive --lazy "$ROOT/dev"
umount "$ROOT/proc"
echo 'progress: 100 done'
