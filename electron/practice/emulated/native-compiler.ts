/** What holds the compiler proper and the assembler for s390x as programs of this machine, and the libraries that they need. */
const PACKAGES = [
  ...['cpp-12-s390x-linux-gnu', 'binutils-s390x-linux-gnu'],
  ...['libc6', 'libgmp10', 'libisl23', 'libmpc3', 'libmpfr6', 'libbinutils', 'libzstd1', 'zlib1g'],
] as const;

/**
 * A last step of the root's making: gcc's cc1 and as become programs of this machine that write s390x code, Debian's cross compiler of the
 * same version. Emulated, cc1 takes seven times as long, and it is most of what a build of C does; gcc itself, the linker, make, and all that
 * a build runs of its own stay s390x programs. They live in a folder of their own with their own loader, so that nothing else of the
 * root knows of another architecture. Where the archive has no such compiler for this machine, the emulated one stays.
 *
 * Shell text as mmdebstrap runs a hook: `$1` is the root's folder, and `MMDEBSTRAP_APT_CONFIG` the configuration that its packages came by.
 */
export const NATIVE_COMPILER = `set -eu
root=$1
own=$(dpkg --print-architecture)
inside=/usr/libexec/native-compiler
fetched=$(mktemp -d)
trap 'rm -rf "$fetched"' EXIT
cd "$fetched"
{
  cat "$MMDEBSTRAP_APT_CONFIG"
  printf '#clear %s;\\n' APT::Architecture APT::Architectures
  printf 'APT::Architecture "%s";\\nAPT::Architectures { "%s"; };\\nAPT::Sandbox::User "root";\\n' "$own" "$own"
} >apt.conf
export APT_CONFIG="$fetched/apt.conf"
apt-get --quiet update
apt-cache show ${PACKAGES[0]} >/dev/null 2>&1 || exit 0
apt-get --quiet download ${PACKAGES.join(' ')}
for package in *.deb; do dpkg-deb --extract "$package" .; done
mkdir -p "$root$inside"
cp -P lib/*/*.so.* usr/lib/*/lib*.so* "$root$inside/"
cp usr/bin/s390x-linux-gnu-as "$root$inside/as"
cp usr/lib/gcc-cross/s390x-linux-gnu/12/cc1 "$root$inside/cc1"
loader=$(ls "$root$inside" | grep '^ld-linux')
gcc=/usr/lib/gcc/s390x-linux-gnu/12
mkdir -p "$root/usr/lib/gcc-cross/s390x-linux-gnu"
ln -s ../../gcc/s390x-linux-gnu/12 "$root/usr/lib/gcc-cross/s390x-linux-gnu/12"
for tool in cc1 as; do
  rm -f "$root$gcc/$tool"
  printf '#!/bin/sh\\nexec %s --library-path %s %s "$@"\\n' "$inside/$loader" "$inside" "$inside/$tool" >"$root$gcc/$tool"
  chmod 755 "$root$gcc/$tool"
done
printf 'int main(void) { return 0; }\\n' | chroot "$root" gcc -O2 -x c -o /tmp/tried - && chroot "$root" /tmp/tried && rm "$root/tmp/tried"
`;
