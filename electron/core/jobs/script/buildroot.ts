import { sh } from './sh.ts';

/**
 * The disposable root of a job: every top-level folder of the builder's root under an overlay of its own (which also holds
 * where /usr is a mount, and hides homes and other jobs), a fresh /var, /tmp, /dev and /proc. Runs inside the job's own
 * mount and pid namespace, so nothing has to be unmounted.
 */
export const BUILDROOT = sh`
# make_root FOLDER: leaves the root in FOLDER/root, and sets root and native (yes: the builder's own rpm database counts).
make_root() {
  root=$1/root
  export root
  mount --make-rprivate / 2>/dev/null
  mkdir -p "$root" "$1/upper" "$1/work" || return 1
  for top in bin sbin lib lib32 lib64 libx32 usr etc opt; do
    if [ -L "/$top" ]; then
      cp -P "/$top" "$root/$top" || return 1
    elif [ -d "/$top" ]; then
      mkdir -p "$root/$top" "$1/upper/$top" "$1/work/$top" || return 1
      mount -t overlay overlay -o "lowerdir=/$top,upperdir=$1/upper/$top,workdir=$1/work/$top" "$root/$top" 2>/dev/null ||
        cp -a --reflink=auto "/$top/." "$root/$top/" || return 1
    fi
  done
  mkdir -p "$root/proc" "$root/sys" "$root/dev" "$root/run/lock" "$root/root" "$root/home" "$root/mnt" \
    "$root/var/lib/rpm" "$root/var/cache" "$root/var/log" "$root/var/tmp" "$root/tmp" || return 1
  chmod 1777 "$root/tmp" "$root/var/tmp"
  ln -s ../run "$root/var/run"
  mount -t proc proc "$root/proc" || return 1
  mount -t sysfs -o ro,nosuid,nodev,noexec sysfs "$root/sys" 2>/dev/null
  make_dev "$root/dev" || return 1
  for kept in alternatives selinux; do
    [ ! -d "/var/lib/$kept" ] || cp -a "/var/lib/$kept" "$root/var/lib/$kept"
  done
  printf 'portolan:x:%s:%s:build:/builddir:/bin/sh\n' "$uid_of_builds" "$uid_of_builds" >>"$root/etc/passwd" || return 1
  printf 'portolan:x:%s:\n' "$uid_of_builds" >>"$root/etc/group"
  make_database
}

make_dev() {
  mount -t tmpfs -o mode=755,size=64m tmpfs "$1" 2>/dev/null || return 0
  for node in null zero full random urandom tty; do
    : >"$1/$node"
    mount --bind "/dev/$node" "$1/$node" || return 1
  done
  ln -s /proc/self/fd "$1/fd"
  ln -s /proc/self/fd/0 "$1/stdin"
  ln -s /proc/self/fd/1 "$1/stdout"
  ln -s /proc/self/fd/2 "$1/stderr"
  mkdir -p "$1/shm" "$1/pts"
  chmod 1777 "$1/shm"
  mount -t devpts -o newinstance,ptmxmode=0666,mode=620 devpts "$1/pts" 2>/dev/null && ln -s pts/ptmx "$1/ptmx"
  return 0
}

# The builder's own rpm database where it has one that knows rpm itself; else one that holds portolan-root-provides alone.
make_database() {
  mkdir -p "$root/etc/rpm"
  for path in /usr/lib/sysimage/rpm /var/lib/rpm; do
    if [ -d "$path" ] && [ "$(rpm --dbpath "$path" -q rpm --qf x 2>/dev/null)" = x ]; then
      native=yes
      [ "$path" != /var/lib/rpm ] || { rm -rf "$root/var/lib/rpm" && cp -a /var/lib/rpm "$root/var/lib/rpm"; } || return 1
      return 0
    fi
  done
  native=no
  printf '%%_dbpath /var/lib/rpm\n' >"$root/etc/rpm/macros.zz-portolan"
  root_provides || return 1
  cp -a "$provides/rpmdb/." "$root/var/lib/rpm/"
}

# as_build NAME=VALUE… COMMAND…: inside the root, without privileges and with an environment of its own.
as_build() {
  chroot --userspec="$uid_of_builds:$uid_of_builds" --groups= "$root" /usr/bin/env -i \
    HOME=/builddir USER=portolan LOGNAME=portolan SHELL=/bin/sh TERM=dumb LANG=C.UTF-8 \
    PATH=/usr/local/bin:/usr/bin:/bin:/usr/local/sbin:/usr/sbin:/sbin "$@"
}

# offline COMMAND…: without a network but the loopback, where this machine can make that.
offline() {
  if have ip && unshare --net true 2>/dev/null; then
    unshare --net "$self" with-loopback "$@"
  else
    "$@"
  fi
}

# The patches of port fixes, under names of our own: nothing of theirs gets near a shell or a macro.
lay_patches() {
  laid=0
  while read -r key digest strip name; do
    [ "$key" = patch ] || continue
    check_file "$name"
    check_number "$strip"
    laid=$((laid + 1))
    mkdir -p "$root/builddir/PATCHES" || return 1
    cp --reflink=auto "$base/cache/sha256/$digest" "$root/builddir/PATCHES/$laid.patch" || return 1
    printf '%s %s.patch %s\n' "$strip" "$laid" "$name" >>"$root/builddir/PATCHES/list" || return 1
  done <"$1/job"
  [ "$laid" -eq 0 ] || cat >"$root/builddir/PATCHES/apply" <<'APPLY'
command -v patch >/dev/null 2>&1 || { echo 'portolan: the buildroot has no patch command'; exit 1; }
while read -r strip file name; do
  printf 'portolan: applying the patch %s (-p%s)\n' "$name" "$strip"
  if ! patch -u -p"$strip" --fuzz=0 --forward --batch --no-backup-if-mismatch -r - -i "/builddir/PATCHES/$file" </dev/null; then
    printf 'portolan: the patch %s does not apply\n' "$name"
    exit 1
  fi
done </builddir/PATCHES/list
: >/builddir/PATCHES/applied
APPLY
}

make_topdir() {
  for folder in SPECS SOURCES BUILD BUILDROOT RPMS SRPMS; do
    mkdir -p "$root/builddir/$folder" || return 1
  done
  [ ! -d "$1/SPECS" ] || cp "$1"/SPECS/* "$root/builddir/SPECS/" || return 1
  if [ -d "$1/SOURCES" ] && [ -n "$(ls "$1/SOURCES")" ]; then
    cp "$1"/SOURCES/* "$root/builddir/SOURCES/" || return 1
  fi
  while read -r key digest file; do
    [ "$key" = input ] || continue
    check_file "\${file#SOURCES/}"
    cp --reflink=auto "$base/cache/sha256/$digest" "$root/builddir/$file" || return 1
  done <"$1/job"
  lay_patches "$1" || return 1
  printf '%%_topdir /builddir\n%%_buildhost portolan\n' >"$root/etc/rpm/macros.zz-portolan-build"
  libdir=$(while read -r key name value; do [ "$key $name" != "define _libdir" ] || printf '%s\n' "$value"; done <"$1/job" | tail -n 1)
  case $libdir in
    /*[!A-Za-z0-9/._-]*) ;;
    /*) mkdir -p "$root/etc/ld.so.conf.d" && printf '%s\n' "$libdir" >"$root/etc/ld.so.conf.d/portolan.conf" ;;
  esac
  chown -R "$uid_of_builds:$uid_of_builds" "$root/builddir"
}
`;
