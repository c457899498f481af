#!/usr/bin/env bash
# build.sh REPOSITORY CONTEXT RESULT COMMAND — runs a build stage's command as Docker would, in a copy of the whole file system that is gone
# afterwards: CONTEXT at /repository with the modules of REPOSITORY, which stand for what `npm ci` would fetch. What it leaves
# in /app and /repository is copied to RESULT. Run in a mount namespace of its own, as root.
set -euo pipefail
repository=$1 context=$2 result=$3 command=$4
mount --make-rprivate /
layers=$(mktemp -d)
mount -t tmpfs tmpfs "$layers"
mkdir "$layers/upper" "$layers/work" "$layers/root"
mount -t overlay overlay -o "lowerdir=/,upperdir=$layers/upper,workdir=$layers/work" "$layers/root"
root=$layers/root
mkdir -p "$root/repository" "$root/app" "$root/result" "$root/shims" "$root/repository/node_modules"
mount -t proc proc "$root/proc"
mount --rbind /dev "$root/dev"
mount -t tmpfs tmpfs "$root/tmp"
mkdir "$root/tmp/context"
mount --bind "$result" "$root/result"
cp -a "$context/." "$root/repository/"
(cd "$repository" && find . -name node_modules -type d -prune -not -path './.local/*') | while read -r folder; do
  upper=$layers/modules/$folder
  mkdir -p "$root/repository/$folder" "$upper/upper" "$upper/work"
  mount -t overlay overlay -o "lowerdir=$repository/$folder,upperdir=$upper/upper,workdir=$upper/work" "$root/repository/$folder"
done
# shellcheck disable=SC2016 # the shim expands it
printf '#!/bin/sh\ncase $1 in ci) ;; *) exec %s "$@" ;; esac\n' "$(command -v npm)" >"$root/shims/npm"
chmod +x "$root/shims/npm"
chroot "$root" /bin/sh -c "cd /repository && PATH=/shims:\$PATH && export PATH && { $command; } && cp -a /app /result/ && if [ -d /repository/spa/dist ]; then mkdir -p /result/repository/spa && cp -a /repository/spa/dist /result/repository/spa/; fi"
