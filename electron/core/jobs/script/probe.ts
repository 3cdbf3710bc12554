import { sh } from './sh.ts';

/** The `probe` verb: what this machine is and has. No Python program is started: under emulation each costs seconds. */
export const PROBE = sh`
fact() { [ -z "$2" ] || printf 'fact %s %s\n' "$1" "$2"; }

python_version() {
  for file in /usr/lib/python3*/site-packages/$1 /usr/lib/python3/dist-packages/$1; do
    [ -f "$file" ] || continue
    sed -n 's/^VERSION *= *["'"'"']\([^"'"'"']*\)["'"'"'].*/\1/p' "$file" | head -n 1
    return 0
  done
}

verb_probe() {
  privilege=\${1:-}
  if [ -z "$privilege" ]; then
    if [ "$(id -u)" = 0 ]; then privilege=root; else privilege=none; fi
  fi
  mkdir -p "$base/jobs" "$base/spent" "$base/cache/sha256" || fail 73 "$base cannot be written."
  header
  fact arch "$(uname -m)"
  fact kernel "$(uname -r)"
  fact system "$( (. /etc/os-release && printf '%s-%s' "\${ID-}" "\${VERSION_ID-}") 2>/dev/null)"
  fact cores "$(nproc 2>/dev/null || grep -c '^processor' /proc/cpuinfo)"
  fact memory "$(awk '$1 == "MemTotal:" { printf "%.0f", $2 * 1024 }' /proc/meminfo)"
  fact disk "$(df -Pk "$base" | awk 'NR == 2 { printf "%.0f", $4 * 1024 }')"
  read_boot_id
  fact boot "$boot_id"
  if [ -r /proc/sysinfo ]; then
    fact machine "$(awk -F: '/^Type:/ { gsub(/ /, "", $2); t = $2 } /^VM00 Control Program:/ { sub(/^ */, "", $2); gsub(/  +/, " ", $2); v = " " $2 } END { printf "%s%s", t, v }' /proc/sysinfo)"
  fi
  fact privilege "$privilege"
  fact base "$base"
  fact rpm "$(rpm --version 2>/dev/null | sed 's/^RPM version //')"
  fact rpmbuild "$(rpmbuild --version 2>/dev/null | sed 's/^RPM version //')"
  fact createrepo "$(createrepo_c --version 2>/dev/null | sed -n 's/^Version: \([^ ]*\).*/\1/p')"
  if have dnf; then
    version=$(python_version dnf/const.py)
    fact dnf "\${version:-unknown}"
  fi
  if have mock; then
    version=$(python_version mockbuild/constants.py)
    fact mock "\${version:-unknown}"
  fi
  for tool in rpm rpmbuild rpmspec tar sha256sum unshare setsid chroot mount awk timeout flock; do
    have "$tool" || fact lacks "$tool"
  done
}
`;
