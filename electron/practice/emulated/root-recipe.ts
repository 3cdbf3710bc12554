import { createHash } from 'node:crypto';

import { NATIVE_COMPILER } from './native-compiler.ts';

/** What the root of the emulated guests is made of. Everything that changes the root is in here: its digest names the cache. */
export interface RootRecipe {
  readonly suite: string;
  readonly arch: string;
  readonly variant: string;
  readonly packages: readonly string[];
  /** Globs that dpkg leaves out of every package, as `path-exclude`. */
  readonly excluded: readonly string[];
  /** Globs that stay all the same, as `path-include`. */
  readonly included: readonly string[];
  /** Shell text run on this machine at the end, with the root's folder as `$1`. */
  readonly finish: readonly string[];
}

/** Debian 12 for s390x with what small C, Perl and Python packages build with, an sshd to reach it, and dnf to ask what resolves. */
export const ROOT_RECIPE: RootRecipe = {
  suite: 'bookworm',
  arch: 's390x',
  variant: 'minbase',
  packages: [
    ...['openssh-server', 'sudo', 'procps', 'iproute2', 'util-linux', 'busybox'],
    ...['rpm', 'debugedit', 'elfutils', 'dnf', 'dnf-plugins-core', 'createrepo-c'],
    ...['gcc', 'g++', 'libc6-dev', 'make', 'patch', 'file', 'pkgconf'],
    ...['perl', 'python3', 'python3-setuptools'],
    ...['tar', 'cpio', 'unzip', 'bzip2', 'xz-utils', 'zstd'],
  ],
  // Nobody reads a builder's manuals.
  excluded: ['/usr/share/man/*', '/usr/share/info/*', '/usr/share/doc/*', '/usr/share/locale/*'],
  included: ['/usr/share/doc/*/copyright', '/usr/share/locale/locale.alias'],
  finish: [
    NATIVE_COMPILER,
    // sshd without PAM refuses an account whose password is locked (`!`), not one that has none (`*`).
    `chroot "$1" useradd --uid 1000 --create-home --shell /bin/bash --password '*' builder`,
    `printf 'builder ALL=(ALL:ALL) NOPASSWD: ALL\\n' >"$1/etc/sudoers.d/builder" && chmod 0440 "$1/etc/sudoers.d/builder"`,
    // A guest has keys of its own; and where this machine gets its packages, and through which proxy, is not the guests' business.
    `rm -f "$1"/etc/ssh/ssh_host_* "$1/etc/apt/sources.list" "$1"/etc/apt/sources.list.d/* "$1/etc/apt/apt.conf.d/99mmdebstrap"`,
  ],
};

/** Sixteen hexadecimal digits that change with the recipe. */
export function recipeDigest(recipe: RootRecipe): string {
  const { suite, arch, variant, packages, excluded, included, finish } = recipe;
  return createHash('sha256').update(JSON.stringify([suite, arch, variant, packages, excluded, included, finish])).digest('hex').slice(0, 16);
}
