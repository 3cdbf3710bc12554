import type { Machine } from './machine.ts';
import { programs } from './programs.ts';
import type { Requirement } from './requirement.ts';

/** capability.h: the bit of CAP_SYS_ADMIN, which mounting and new namespaces ask for. */
const CAP_SYS_ADMIN = 21n;

const DEBIAN_KEYRING = '/usr/share/keyrings/debian-archive-keyring.gpg';

/** What emulated s390x guests want of a machine. */
export const EMULATION_REQUIREMENTS: readonly Requirement[] = [
  kernel({
    id: 'linux',
    what: 'Linux',
    why: 'The emulated builders are namespaces of a Linux kernel.',
    mend: 'Practise on the simulator, or on a Linux machine.',
    check: ({ platform }) => Promise.resolve(platform === 'linux' ? null : 'Emulated builders run on Linux only.'),
  }),
  kernel({
    id: 'root',
    what: 'root',
    why: "The emulated builders' namespaces and mounts are root's to make.",
    mend: 'sudo npm start',
    check: missingRoot,
  }),
  kernel({
    id: 'overlay',
    what: 'overlayfs',
    why: 'All emulated builders share one root, each with its changes in a layer of its own.',
    mend: 'modprobe overlay',
    check: (machine) => missingFileSystem(machine, 'overlay', 'The kernel has no overlayfs.'),
  }),
  kernel({
    id: 'binfmt',
    what: 'binfmt_misc',
    why: 'The kernel hands s390x programs to the emulator through it.',
    mend: 'modprobe binfmt_misc',
    check: (machine) => (isMainframe(machine) ? Promise.resolve(null) : missingFileSystem(machine, 'binfmt_misc', 'The kernel has no binfmt_misc.')),
  }),
  {
    ...programs({
      id: 'qemu-s390x',
      what: 'the s390x emulator',
      why: 'It runs s390x programs on this processor.',
      neededFor: ['practice-fleet', 'tests'],
      programs: ['qemu-s390x-static'],
      debian: ['qemu-user-static'],
      fedora: ['qemu-user-static'],
    }),
    check: async (machine) => (isMainframe(machine) || (await machine.has('qemu-s390x-static')) ? null : 'qemu-s390x-static cannot be found.'),
  },
  {
    ...programs({
      id: 'mmdebstrap',
      what: 'mmdebstrap',
      why: "It makes the emulated builders' root from Debian's packages.",
      neededFor: ['practice-fleet', 'tests'],
      programs: ['mmdebstrap'],
      debian: ['mmdebstrap', 'debian-archive-keyring'],
      fedora: ['mmdebstrap', 'debian-keyring'],
    }),
    check: async (machine) => {
      if (!(await machine.has('mmdebstrap'))) return 'mmdebstrap cannot be found.';
      return (await machine.exists(DEBIAN_KEYRING)) ? null : "The keys of Debian's archive are not installed.";
    },
  },
  programs({
    id: 'util-linux',
    what: 'util-linux',
    why: 'Its unshare, setpriv and flock start an emulated builder, tie its life to ours, and keep two of us from making one root.',
    neededFor: ['practice-fleet', 'tests'],
    programs: ['unshare', 'setpriv', 'flock', 'mount', 'pivot_root'],
    debian: ['util-linux', 'mount'],
    fedora: ['util-linux'],
  }),
  programs({
    id: 'zstd',
    what: 'tar and zstd',
    why: 'The root is kept packed with them.',
    neededFor: ['practice-fleet', 'tests'],
    programs: ['tar', 'zstd'],
    debian: ['tar', 'zstd'],
    fedora: ['tar', 'zstd'],
  }),
];

/** Whatever the emulated guests of a practice fleet run on: an s390x machine needs no emulator. */
function isMainframe({ arch }: Machine): boolean {
  return arch === 's390x';
}

function kernel(part: Pick<Requirement, 'id' | 'what' | 'why' | 'check'> & { readonly mend: string }): Requirement {
  return { ...part, neededFor: ['practice-fleet'], debian: [], fedora: [] };
}

async function missingRoot(machine: Machine): Promise<string | null> {
  if (machine.platform !== 'linux') return null;
  if (machine.uid !== 0) return 'Portolan does not run as root here.';
  const effective = /^CapEff:\s*([0-9a-f]+)$/m.exec((await machine.read('/proc/self/status')) ?? '')?.[1];
  if (effective === undefined || ((BigInt(`0x${effective}`) >> CAP_SYS_ADMIN) & 1n) === 1n) return null;
  return 'Root may not mount here: this is a container without CAP_SYS_ADMIN.';
}

/** A file system counts as there when the kernel lists it, or when its module can still be loaded. */
async function missingFileSystem(machine: Machine, name: string, sentence: string): Promise<string | null> {
  if (machine.platform !== 'linux') return null;
  const listed = ((await machine.read('/proc/filesystems')) ?? '').split('\n').some((line) => line.trim().split(/\s+/).at(-1) === name);
  return listed || (await machine.succeeds('modprobe', ['--dry-run', '--quiet', name])) ? null : sentence;
}
