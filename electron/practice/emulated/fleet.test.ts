import { mkdtemp, readdir, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { canEmulate } from '#electron/core/doctor/doctor.ts';
import { shell } from '#shared/vocabulary/shell.ts';

import { startFleet, type EmulatedFleet } from './fleet.ts';
import { practiceDown, practiceStatus, practiceUp } from './practice.ts';
import { ensureRoot } from './root-build.ts';
import { isRootCached, rootPaths } from './root-cache.ts';
import { sshTo } from './testing/ssh.ts';

const missing = (await canEmulate()).filter(({ id }) => id !== 'mmdebstrap');
const cached = await isRootCached();
const [first] = missing;
const reason = first !== undefined ? ` [skipped: needs ${first.what}]` : cached ? '' : ' [skipped: the root is not cached, run npm run setup]';

const SPEC = `Name: hello
Version: 1.0
Release: 1
Summary: Greets
License: MIT
%global debug_package %{nil}
%description
Greets.
%prep
printf '#include <stdio.h>\\nint main(void) { int one = 1; puts(*(char *)&one ? "little" : "big"); return 0; }\\n' >hello.c
%build
gcc -O2 -o hello hello.c
%install
install -D hello %{buildroot}/usr/bin/hello
%check
test "$(./hello)" = big
%files
/usr/bin/hello
`;

describe.skipIf(reason !== '')(`emulated builders${reason}`, () => {
  let folder = '';
  let fleet: EmulatedFleet;
  let ssh: Awaited<ReturnType<typeof sshTo>>;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'portolan-fleet-'));
    fleet = await startFleet({ names: ['anchor', 'beacon', 'capstan'], folder });
    ssh = await sshTo(folder, fleet.builders);
  });

  afterAll(async () => {
    await fleet.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('are s390x machines with names and host keys of their own', async () => {
    const said = await Promise.all(fleet.builders.map(({ name }) => ssh(name, shell`uname -m && hostname 2>/dev/null || uname -n`)));
    expect(said).toEqual(['anchor', 'beacon', 'capstan'].map((name) => ({ code: 0, out: `s390x\n${name}\n`, err: '' })));
    expect(new Set(fleet.builders.map(({ hostKeyFingerprint }) => hostKeyFingerprint)).size).toBe(3);
  });

  it('build an s390x RPM, with its %check, as an unprivileged user', async () => {
    const { code, out, err } = await ssh(
      'anchor',
      shell`mkdir -p build && cd build && printf %s ${SPEC} >hello.spec && rpmbuild -bb --define '_topdir /home/builder/build' hello.spec 2>&1 && rpm -qp --qf '%{nevra} %{os}' RPMS/s390x/*.rpm`,
      'builder',
    );
    expect({ code, last: out.split('\n').at(-1), err }).toEqual({ code: 0, last: 'hello-1.0-1.s390x linux', err: '' });
  });

  it('compile C with a compiler of this machine, which writes code for s390x', async () => {
    const command = shell`cd "$(mktemp -d)" && printf 'int one;\n' >one.c && gcc -c one.c && for file in one.o /usr/libexec/native-compiler/cc1; do readelf -h $file | sed -n 's/^ *Machine: *//p'; done`;
    const { out } = await ssh('capstan', command);
    const [code, compiler] = out.split('\n');
    expect(code).toBe('IBM S/390');
    expect(compiler).toMatch(/^(?!IBM)./);
  });

  it('let a build have the whole root in a layer of its own, which leaves no trace', async () => {
    const command = shell`set -e
      b=/var/lib/portolan/roots/one && mkdir -p $b/upper $b/work $b/root
      unshare --mount --pid --fork --kill-child sh -euc 'mount -t overlay overlay -o "lowerdir=/,upperdir=$1/upper,workdir=$1/work" "$1/root"; mount -t proc proc "$1/root/proc"; chroot "$1/root" sh -euc "rm /usr/bin/make; echo mine >/etc/mine; cat /etc/mine; ls /var/lib/portolan"' sh $b
      test -x /usr/bin/make && test ! -e /etc/mine && rm -r $b`;
    expect(await ssh('beacon', shell`sudo -n sh -c ${command}`, 'builder')).toEqual({ code: 0, out: 'mine\n', err: '' });
  });

  it("serve the first builder's repository to this machine and to the others", async () => {
    const { builder, path, url } = fleet.repository;
    expect(builder).toBe('anchor');
    expect(await ssh(builder, shell`echo generation >${path}/1`)).toMatchObject({ code: 0 });
    expect(await (await fetch(`${url}1`)).text()).toBe('generation\n');
    expect(await ssh('capstan', shell`busybox wget -qO- ${`${url}1`}`)).toMatchObject({ code: 0, out: 'generation\n' });
  });

  it('come back from a power cut with disk, port and host key, and a new boot_id', async () => {
    const ask = shell`cat /proc/sys/kernel/random/boot_id`;
    const before = await ssh('capstan', shell`(setsid sleep 1000 >/dev/null 2>&1 &) && touch /tmp/any && echo kept >/etc/kept && cat /proc/sys/kernel/random/boot_id`);
    await fleet.powerCut('capstan');
    expect((await ssh('capstan', ask)).code).toBe(255);
    await fleet.boot('capstan');
    const after = await ssh('capstan', shell`test ! -e /tmp/any && pgrep -c sleep; cat /etc/kept && cat /proc/sys/kernel/random/boot_id`);
    expect(after.out).toMatch(/^0\nkept\n[0-9a-f-]{36}\n$/);
    expect(after.out.split('\n')[2]).not.toBe(before.out.trim());
    expect((await ssh('beacon', ask)).out).not.toBe(after.out.split('\n')[2]);
  });

  it('refuse what is no builder', async () => {
    await expect(fleet.boot('nobody')).rejects.toMatchObject({ problem: { code: 'not-found' } });
    await expect(startFleet({ names: ['Not a name'], folder })).rejects.toMatchObject({ problem: { code: 'bad-input' } });
    await expect(startFleet({ count: 1, folder: join(folder, 'a,b') })).rejects.toMatchObject({ problem: { code: 'bad-input' } });
  });

  it('leave no process, no mount and no disk when they are stopped, or when the start is cancelled', async () => {
    const cancel = new AbortController();
    const before = await readdir(folder);
    const start = startFleet({ names: ['driftwood', 'ebb'], folder, signal: cancel.signal });
    const cancelled = expect(start).rejects.toMatchObject({ problem: { code: 'cancelled' } });
    await expect.poll(() => processesIn('driftwood'), { timeout: 30_000 }).not.toEqual([]);
    cancel.abort();
    await cancelled;
    expect(await processesIn('driftwood')).toEqual([]);
    expect(await readdir(folder)).toEqual(before);
    expect(await processesIn(folder)).not.toEqual([]);
    await fleet.stop();
    expect(await processesIn(folder)).toEqual([]);
    expect(await readFile('/proc/self/mountinfo', 'utf8')).not.toContain(folder);
    expect(await readdir(folder)).toEqual(['known_hosts']);
  });
});

describe.skipIf(reason !== '')(`a practice fleet that outlasts its starter${reason}`, () => {
  let cache = '';

  // A cache of its own around the same root: a fleet that somebody practises on meanwhile is left alone.
  beforeAll(async () => {
    cache = await mkdtemp(join(tmpdir(), 'portolan-practice-'));
    await symlink(await ensureRoot(), rootPaths(cache).folder);
  });

  afterAll(async () => {
    await practiceDown(cache);
    await rm(cache, { recursive: true, force: true });
  });

  it('is found again, and dies with its keeper', async () => {
    expect((await practiceStatus(cache)).fleet).toBeNull();
    const record = await practiceUp({ cache, names: ['dinghy'] });
    expect((await practiceStatus(cache)).fleet).toEqual(record);
    expect(await practiceUp({ cache })).toEqual(record);
    const fleets = join(cache, 'fleets');
    const folder = (await readdir(fleets)).find((name) => name.startsWith(`${record.keeper.pid}-`)) ?? 'none';
    expect(await processesIn(folder)).not.toEqual([]);
    process.kill(record.keeper.pid, 'SIGKILL');
    await expect.poll(() => processesIn(folder), { timeout: 30_000 }).toEqual([]);
    expect((await practiceStatus(cache)).fleet).toBeNull();
    expect(await practiceDown(cache)).toBe(false);
    expect(await readdir(fleets)).not.toContain(folder);
    await practiceUp({ cache, names: ['dinghy'] });
    expect(await practiceDown(cache)).toBe(true);
    expect((await practiceStatus(cache)).fleet).toBeNull();
  });
});

/** Processes whose command line or root names a folder. */
async function processesIn(folder: string): Promise<readonly string[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name) && name !== String(process.pid));
  const lines = await Promise.all(
    pids.map(async (pid) => {
      const [arguments_, mounts] = await Promise.all(['cmdline', 'mountinfo'].map((file) => readFile(`/proc/${pid}/${file}`, 'utf8').catch(() => '')));
      return `${arguments_ ?? ''}${mounts ?? ''}`.includes(folder) ? [pid] : [];
    }),
  );
  return lines.flat();
}
