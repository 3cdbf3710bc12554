import { EMULATION_REQUIREMENTS } from './emulation-requirements.ts';
import type { Machine } from './machine.ts';
import { programs } from './programs.ts';
import type { Requirement } from './requirement.ts';
import { missingWindow } from './window.ts';

/** The oldest Node that runs Portolan's TypeScript as it is (types stripped without a flag, `node:zlib` with zstd). */
const NODE_MAJOR = 24;

/** Everything that Portolan wants of a machine; the order is the order in which a person reads it. */
export const REQUIREMENTS: readonly Requirement[] = [
  {
    id: 'node',
    what: `Node ${NODE_MAJOR} or newer`,
    why: 'Portolan runs its TypeScript unbuilt.',
    neededFor: ['builds', 'tests', 'practice-fleet'],
    debian: [],
    fedora: [],
    mend: 'npm ci, then start Portolan through npm: it brings its own Node on Linux and Windows; on macOS install Node 24 or newer.',
    check: ({ nodeVersion }) => Promise.resolve(nodeTooOld(nodeVersion)),
  },
  programs({
    id: 'openssh-client',
    what: 'the OpenSSH client',
    why: 'It makes the keys of the practice fleet and is the second way to a builder.',
    neededFor: ['builds', 'tests', 'practice-fleet'],
    programs: ['ssh', 'ssh-keygen'],
    debian: ['openssh-client'],
    fedora: ['openssh-clients'],
  }),
  {
    id: 'electron',
    what: "Electron's program and a display",
    why: 'With them Portolan opens a window of its own; without them the browser shows the same application.',
    neededFor: ['electron-window'],
    debian: [],
    fedora: [],
    mend: 'npx electron --version fetches it; npm start -- --web opens the browser instead.',
    check: missingWindow,
  },
  ...EMULATION_REQUIREMENTS,
  {
    id: 'chromium',
    what: 'Chromium',
    why: 'The end-to-end stories drive the window in it.',
    neededFor: ['tests'],
    debian: ['chromium'],
    fedora: ['chromium'],
    check: missingChromium,
  },
  {
    id: 'fonts',
    what: 'a font for the screenshots',
    why: 'Without one Chromium draws boxes for letters.',
    neededFor: ['tests'],
    debian: ['fonts-dejavu-core', 'fonts-liberation'],
    fedora: ['dejavu-sans-fonts', 'liberation-fonts'],
    check: async (machine) => {
      if (machine.platform !== 'linux') return null;
      const folders = await Promise.all(['/usr/share/fonts/truetype', '/usr/share/fonts'].map((folder) => machine.list(folder)));
      return folders.some((names) => names.some((name) => /dejavu|liberation|noto/i.test(name))) ? null : 'There is no font that screenshots could be drawn with.';
    },
  },
  programs({
    id: 'sshd',
    what: "OpenSSH's server",
    why: 'The SSH tests connect to a real one, which they start and stop themselves.',
    neededFor: ['tests'],
    programs: ['sshd'],
    debian: ['openssh-server'],
    fedora: ['openssh-server'],
  }),
  programs({
    id: 'rpm',
    what: 'rpm and rpmbuild',
    why: 'The tests compare versions, headers and built packages with what rpm itself says.',
    neededFor: ['tests'],
    programs: ['rpm', 'rpmbuild', 'rpmspec'],
    debian: ['rpm'],
    fedora: ['rpm-build'],
  }),
  programs({
    id: 'createrepo_c',
    what: 'createrepo_c',
    why: 'The tests make real repodata with it.',
    neededFor: ['tests'],
    programs: ['createrepo_c'],
    debian: ['createrepo-c'],
    fedora: ['createrepo_c'],
  }),
  programs({
    id: 'dnf',
    what: 'dnf',
    why: 'The tests ask it whether the built packages resolve.',
    neededFor: ['tests'],
    programs: ['dnf'],
    debian: ['dnf'],
    fedora: ['dnf'],
  }),
  programs({
    id: 'busybox',
    what: 'busybox',
    why: 'The tests have it serve a repository, as on a builder.',
    neededFor: ['tests'],
    programs: ['busybox'],
    debian: ['busybox'],
    fedora: ['busybox'],
  }),
  {
    id: 'python3-solv',
    what: "libsolv's Python binding",
    why: 'It is the judge of what resolves, and the peer of the benchmarks.',
    neededFor: ['tests'],
    debian: ['python3-solv'],
    fedora: ['python3-solv'],
    check: missingSolv,
  },
  programs({
    id: 'git',
    what: 'git',
    why: 'Sources come from dist-git, and the tests make repositories.',
    neededFor: ['tests'],
    programs: ['git'],
    debian: ['git'],
    fedora: ['git-core'],
  }),
  programs({
    id: 'iproute2',
    what: 'ip',
    why: 'The tests cut the network of a builder with it.',
    neededFor: ['tests'],
    programs: ['ip'],
    debian: ['iproute2'],
    fedora: ['iproute'],
  }),
];

function nodeTooOld(version: string): string | null {
  const major = Number(/^v(\d+)/.exec(version)?.[1] ?? 0);
  return major >= NODE_MAJOR ? null : `This is Node ${version}, which cannot run Portolan's TypeScript.`;
}

/** A python3 that comes first in PATH may be another than the system's, for which the package is. */
async function missingSolv(machine: Machine): Promise<string | null> {
  for (const python of ['/usr/bin/python3', 'python3']) if (await machine.succeeds(python, ['-c', 'import solv'])) return null;
  return 'No python3 knows the module solv.';
}

async function missingChromium(machine: Machine): Promise<string | null> {
  const found = await Promise.all(['chromium', 'chromium-browser', 'google-chrome'].map((name) => machine.has(name)));
  return found.includes(true) ? null : 'Chromium is not installed.';
}
