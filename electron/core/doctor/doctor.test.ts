import { describe, expect, it } from 'vitest';

import { canEmulate, runDoctor } from './doctor.ts';
import { familyOf, thisMachine, type Machine } from './machine.ts';
import { REQUIREMENTS } from './requirements.ts';

/** A Debian machine with everything, as a table of answers. */
function machine(change: Partial<Machine> = {}): Machine {
  const files: Record<string, string> = {
    '/proc/filesystems': 'nodev\tproc\n\text4\nnodev\toverlay\nnodev\tbinfmt_misc\n',
    '/proc/self/status': 'Name:\tnode\nCapEff:\t000001ffffffffff\n',
  };
  return {
    platform: 'linux',
    arch: 'x64',
    family: 'debian',
    nodeVersion: 'v24.21.0',
    uid: 0,
    env: { DISPLAY: ':0' },
    has: () => Promise.resolve(true),
    exists: () => Promise.resolve(true),
    list: () => Promise.resolve(['dejavu']),
    read: (path) => Promise.resolve(files[path] ?? null),
    succeeds: (program) => Promise.resolve(program !== 'modprobe'),
    ...change,
  };
}

async function complaints(change: Partial<Machine>): Promise<Record<string, string>> {
  const findings = await runDoctor({ machine: machine(change) });
  return Object.fromEntries(findings.flatMap(({ id, problem }) => (problem === null ? [] : [[id, problem.mend]])));
}

describe('the doctor', () => {
  it('finds nothing on a machine that has everything', async () => {
    expect(await complaints({})).toEqual({});
    expect(await canEmulate(machine())).toEqual([]);
  });

  it('names the package of each family for a missing program', async () => {
    const has = (name: string) => Promise.resolve(name !== 'rpmbuild');
    expect(await complaints({ has })).toEqual({ rpm: 'apt-get install --no-install-recommends rpm' });
    expect(await complaints({ has, family: 'fedora' })).toEqual({ rpm: 'dnf install rpm-build' });
    expect(Object.keys(await complaints({ has, family: 'other' }))).toEqual(['rpm']);
  });

  it('says that only the missing programs are missing', async () => {
    const findings = await runDoctor({ machine: machine({ has: (name) => Promise.resolve(name !== 'rpmbuild' && name !== 'rpmspec') }) });
    expect(findings.find(({ id }) => id === 'rpm')?.problem?.message).toBe('rpmbuild and rpmspec cannot be found.');
  });

  it('asks for root, and for root that may mount', async () => {
    expect(Object.keys(await complaints({ uid: 1000 }))).toEqual(['root']);
    const [missing] = await canEmulate(machine({ read: (path) => Promise.resolve(path === '/proc/self/status' ? 'CapEff:\t00000000a80425fb\n' : ' overlay\n binfmt_misc\n') }));
    expect(missing?.problem?.message).toContain('CAP_SYS_ADMIN');
  });

  it('takes a file system whose module can still be loaded', async () => {
    const read = (path: string) => Promise.resolve(path === '/proc/filesystems' ? 'nodev\tproc\n' : null);
    expect(await complaints({ read })).toEqual({ overlay: 'modprobe overlay', binfmt: 'modprobe binfmt_misc' });
    expect(await complaints({ read, succeeds: () => Promise.resolve(true) })).toEqual({});
  });

  it('asks for no emulator on a mainframe', async () => {
    const has = (name: string) => Promise.resolve(name !== 'qemu-s390x-static');
    expect(await complaints({ has, arch: 's390x' })).toEqual({});
    expect(Object.keys(await complaints({ has }))).toEqual(['qemu-s390x']);
  });

  it('tells a missing program of Electron from a missing display', async () => {
    const words = async (change: Partial<Machine>) => (await runDoctor({ machine: machine(change), purpose: 'electron-window' }))[0]?.problem?.message;
    expect(await words({})).toBeUndefined();
    expect(await words({ env: { DISPLAY: '' } })).toContain('display');
    expect(await words({ env: { ELECTRON_OVERRIDE_DIST_PATH: '/nowhere' }, exists: (path) => Promise.resolve(!path.startsWith('/nowhere')) })).toContain('not on this machine');
  });

  it('refuses an old Node', async () => {
    expect(Object.keys(await complaints({ nodeVersion: 'v20.19.0' }))).toEqual(['node']);
  });

  it('gives every requirement an id of its own, a sentence, and a way to mend it', () => {
    expect(new Set(REQUIREMENTS.map(({ id }) => id)).size).toBe(REQUIREMENTS.length);
    for (const { why, debian, fedora, mend } of REQUIREMENTS) {
      expect(why).toMatch(/^[A-Z].*\.$/);
      expect(mend !== undefined || (debian.length > 0 && fedora.length > 0)).toBe(true);
    }
  });

  it('looks at the machine it runs on without failing', async () => {
    const findings = await runDoctor({ machine: await thisMachine() });
    expect(findings.map(({ id }) => id)).toEqual(REQUIREMENTS.map(({ id }) => id));
    expect(findings.find(({ id }) => id === 'node')?.problem).toBeNull();
  });
});

describe('familyOf', () => {
  it('reads ID and ID_LIKE of os-release', () => {
    expect(familyOf('NAME="Debian"\nID=debian\n')).toBe('debian');
    expect(familyOf('ID=linuxmint\nID_LIKE="ubuntu debian"\n')).toBe('debian');
    expect(familyOf('ID="almalinux"\nID_LIKE="rhel centos fedora"\n')).toBe('fedora');
    expect(familyOf('ID=arch\n')).toBe('other');
    expect(familyOf(null)).toBe('other');
  });
});
