#!/usr/bin/env bash
# Swift for Linux in a Debian folder of its own, because Debian 12 has none and another Debian's packages must not
# mix with the system's.
#
#   swift_env.sh up                  builds it: 45 s, 2.6 GB in $SWIFT_ROOT (/var/cache/swift-env); as root
#   swift_env.sh ready               ends well if it stands
#   swift_env.sh run DIR -- CMD…     runs a command in it; DIR is seen under its own path and is where it starts
#   swift_env.sh down                removes it
#
# Mounts live in the command's own namespace: they end with it, whatever becomes of it. The command sees
# LD_LIBRARY_PATH, CI and what PASS_ENV names (words); EXTRA_BINDS names more folders to show.
set -euo pipefail

root=${SWIFT_ROOT:-/var/cache/swift-env}
suite=trixie
packages=swiftlang,libstdc++-14-dev,libc6-dev,binutils,git,ca-certificates
mark="v1 $suite $packages"

say() { echo "swift_env: $*" >&2; }

ready() { [ "$(cat "$root/.swift-env" 2>/dev/null)" = "$mark" ]; }

# The archive that this machine's apt already uses.
mirror() {
  # shellcheck disable=SC2016
  apt-get indextargets --format '$(REPO_URI) $(RELEASE) $(COMPONENT)' 'Created-By: Packages' |
    awk '$3 == "main" && $2 !~ /security|updates|backports/ { print $1; exit }'
}

up() {
  if ready; then return; fi
  if [ "$(id -u)" != 0 ]; then say "needs root"; return 1; fi
  if ! command -v mmdebstrap >/dev/null; then say "needs the package mmdebstrap"; return 1; fi
  mkdir -p "$(dirname "$root")"
  exec 9>"$root.lock"
  flock 9
  if ready; then return; fi
  local archive settings part leave_out=()
  archive=$(mirror)
  if [ -z "$archive" ]; then apt-get update -qq; archive=$(mirror); fi
  if [ -z "$archive" ]; then say "apt knows no archive"; return 1; fi
  rm -rf --one-file-system "$root"
  settings=$(mktemp)
  trap 'rm -f "$settings"' RETURN
  {
    apt-config dump --no-empty | grep -E '^Acquire::(http|https|Check-Valid-Until|Check-Date|Retries|ForceIPv[46])' || true
    echo 'Acquire::Languages "none"; APT::Install-Recommends "false";'
  } >"$settings"
  for part in doc man locale info; do leave_out+=(--dpkgopt="path-exclude=/usr/share/$part/*"); done
  if ! mmdebstrap --mode=root --variant=apt --include="$packages" --aptopt="$settings" "${leave_out[@]}" \
    --dpkgopt=force-unsafe-io "$suite" "$root" "$archive" >"$root.log" 2>&1; then
    tail -n 20 "$root.log" >&2
    return 1
  fi
  echo "$mark" >"$root/.swift-env"
}

run() {
  if ! ready; then say "first: $0 up"; return 1; fi
  local folder shown name
  local clean=(env -i PATH=/usr/local/bin:/usr/bin:/usr/sbin:/bin HOME=/root LC_ALL=C.UTF-8 TERM=dumb)
  folder=$(readlink -f "$1")
  shift
  if [ "${1:-}" = -- ]; then shift; fi
  mount -t proc proc "$root/proc"
  mount --rbind /dev "$root/dev"
  mount -t tmpfs tmpfs "$root/run"
  for shown in "$folder" ${EXTRA_BINDS:-}; do
    mkdir -p "$root$shown"
    mount --bind "$shown" "$root$shown"
  done
  for name in LD_LIBRARY_PATH CI ${PASS_ENV:-}; do
    if [ -n "${!name:-}" ]; then clean+=("$name=${!name}"); fi
  done
  # shellcheck disable=SC2016
  exec chroot "$root" "${clean[@]}" sh -c 'cd "$1" && shift && exec "$@"' sh "$folder" "$@"
}

case "${1:-}" in
  up | run)
    if [ "${SWIFT_ENV_INSIDE:-}" != 1 ]; then
      SWIFT_ENV_INSIDE=1 exec unshare --mount --propagation private -- "$0" "$@"
    fi
    "$@"
    ;;
  ready) ready ;;
  down) rm -rf --one-file-system "$root" "$root.lock" "$root.log" ;;
  *) sed -n '2,/^set/{/^#/p}' "$0"; exit 2 ;;
esac
