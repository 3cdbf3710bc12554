import { sh } from './sh.ts';

/**
 * `portolan-root-provides`: one noarch RPM that says what a root without an rpm database provides, so that rpm and dnf check
 * BuildRequires exactly. Sonames with symbol versions come from rpm's own elfdeps; commands stand under their paths and
 * names; a few packages of the field are known by what only they install. Made once for each state of the root.
 */
export const ROOT_PROVIDES = sh`
# Sets provides: the folder with list, the RPM and a database that holds it.
root_provides() {
  key=$({
    printf '%s\n' "$self"
    stat -c '%n %s %Y' /var/lib/dpkg/status /lib/apk/db/installed /usr/bin /usr/sbin /usr/lib /usr/lib64 /usr/lib/*-linux-gnu* /usr/include 2>/dev/null
  } | sha256sum | cut -c1-16)
  provides=$base/cache/root-$key
  [ -d "$provides" ] && return 0
  making=$(mktemp -d "$base/cache/.root.XXXXXX") || return 1
  list_root >"$making/list" || return 1
  {
    printf 'Name: portolan-root-provides\nVersion: 1\nRelease: 1\nSummary: What the root of this builder provides\n'
    printf 'License: none\nBuildArch: noarch\nAutoReqProv: no\n'
    sed 's/^/Provides: /' "$making/list"
    printf '%%description\nMade by Portolan.\n%%files\n'
  } >"$making/root.spec"
  rpmbuild -bb --quiet --define "_topdir $making/top" --define "_rpmdir $making" \
    --define '_rpmfilename %%{NAME}.rpm' --define "_dbpath $making/rpmdb" "$making/root.spec" >"$making/log" 2>&1 || {
    cat "$making/log"
    return 1
  }
  mkdir -p "$making/rpmdb"
  rpm --dbpath "$making/rpmdb" --justdb --nosignature -U "$making/portolan-root-provides.rpm" || return 1
  rm -rf "$making/top"
  # Two jobs may make it at once: one rename wins, the other's folder is not needed.
  mv -T "$making" "$provides" 2>/dev/null || rm -rf "$making"
  [ -d "$provides" ]
}

list_root() {
  {
    find /lib /lib64 /usr/lib /usr/lib64 -xdev -type f -name '*.so*' 2>/dev/null | sort -u | rpm_helper elfdeps --provides
    printf '%s\n' 'rtld(GNU_HASH)' '/bin/sh' '/usr/bin/env'
    for folder in /usr/bin /usr/sbin /bin /sbin; do
      ls "$folder" 2>/dev/null | awk -v folder="\${folder#/usr}" '{ printf "%s\n%s/%s\n/usr%s/%s\n", $0, folder, $0, folder, $0 }'
    done
    have perl && perl -e '
      use File::Find;
      printf "perl(:VERSION) = %vd\n", $^V;
      my %seen;
      for my $inc (@INC) {
        next unless -d $inc;
        find({ no_chdir => 1, wanted => sub {
          return unless /\.pm$/;
          my $m = substr($_, length($inc) + 1);
          $m =~ s/\.pm$//;
          $m =~ s{/}{::}g;
          print "perl($m)\n" unless $seen{$m}++;
        } }, $inc);
      }' 2>/dev/null
    have python3 && printf 'python(abi) = %s\n' "$(python3 -c 'import sys; print("%d.%d" % sys.version_info[:2])')"
    for file in /usr/lib/pkgconfig/*.pc /usr/lib64/pkgconfig/*.pc /usr/share/pkgconfig/*.pc /usr/lib/*-linux-gnu*/pkgconfig/*.pc; do
      [ -f "$file" ] || continue
      name=\${file##*/}
      printf 'pkgconfig(%s)\n' "\${name%.pc}"
    done
    known gcc gcc
    known g++ gcc-c++ libstdc++-devel
    known cc gcc
    known perl perl perl-interpreter perl-libs
    known python3 python3
    known pkg-config pkgconf pkgconf-pkg-config pkgconfig
    known rpmbuild rpm-build
    known ls coreutils
    known find findutils
    known diff diffutils
    known setsid util-linux
    known ps procps-ng
    known ld binutils
    known xz xz
    known gunzip gzip
    known gawk gawk
    [ ! -x /usr/lib/rpm/perl.req ] || printf 'perl-generators\n'
    for header in /usr/include/gnu/libc-version.h /usr/include/*/gnu/libc-version.h; do
      [ ! -f "$header" ] || printf '%s\n' glibc-devel glibc-headers
    done
    [ ! -f /usr/include/linux/types.h ] || printf 'kernel-headers\n'
  } | grep -E '^[A-Za-z0-9_/][A-Za-z0-9_./+:()-]*( = [0-9.]+)?$' | sort -u
}

# known COMMAND NAME…: the names of the packages that this command stands for.
known() {
  have "$1" || return 0
  shift
  printf '%s\n' "$@"
}

rpm_helper() {
  helper=$1
  shift
  if [ -x "/usr/lib/rpm/$helper" ]; then "/usr/lib/rpm/$helper" "$@"; else cat >/dev/null; fi
}

verb_root() {
  header
  [ -n "$(rpm --dbpath /usr/lib/sysimage/rpm -q rpm --qf x 2>/dev/null | grep -x x)" ] && return 0
  [ -n "$(rpm --dbpath /var/lib/rpm -q rpm --qf x 2>/dev/null | grep -x x)" ] && return 0
  root_provides >&2 || fail 70 "What this root provides could not be found out."
  sed 's/^/provide /' "$provides/list"
}
`;
