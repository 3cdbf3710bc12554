import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { withLock } from './file-lock.ts';
import { fingerprint, knownHostsLine, makeKey } from './guest-keys.ts';
import { childrenOf, identify, isAlive, signalProcess } from './process-identity.ts';
import { run } from './run.ts';

const linux = process.platform === 'linux';
const name = (text: string): string => (linux ? text : `${text} [skipped: needs Linux]`);

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'portolan-processes-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe.skipIf(!linux)(name('run'), () => {
  it('returns what was said, and hears both streams line by line', async () => {
    const lines: string[] = [];
    expect(await run('sh', ['-c', 'echo one; echo two >&2; echo three'], { onLine: (line) => lines.push(line) })).toBe('one\nthree');
    expect(lines.toSorted()).toEqual(['one', 'three', 'two']);
  });

  it('fails with the last words of what failed', async () => {
    await expect(run('sh', ['-c', 'echo reason >&2; exit 3'])).rejects.toMatchObject({ problem: { code: 'internal', message: 'sh ended with exit status 3.', detail: 'reason' } });
    await expect(run('no-such-program', [])).rejects.toMatchObject({ problem: { code: 'unsupported' } });
  });

  it('kills the whole group on abort, grandchildren included', async () => {
    const cancel = new AbortController();
    let grandchild = 0;
    const running = run('sh', ['-c', 'sleep 1000 & echo $!; wait'], {
      signal: cancel.signal,
      onLine: (line) => {
        grandchild = Number(line);
        cancel.abort();
      },
    });
    await expect(running).rejects.toMatchObject({ problem: { code: 'cancelled' } });
    await expect.poll(() => identify(grandchild), { timeout: 30_000 }).toBeNull();
    await expect(run('true', [], { signal: cancel.signal })).rejects.toMatchObject({ problem: { code: 'cancelled' } });
  });

  it('passes nothing of the environment on', async () => {
    expect(await run('env', [])).not.toContain(process.env['HOME'] ?? 'HOME=');
  });
});

describe.skipIf(!linux)(name('withLock'), () => {
  it('lets one in at a time', async () => {
    let inside = 0;
    let most = 0;
    const work = async (): Promise<void> => {
      most = Math.max(most, (inside += 1));
      await run('true', []);
      inside -= 1;
    };
    await Promise.all(Array.from({ length: 4 }, () => withLock(join(folder, 'lock'), undefined, work)));
    expect({ most, inside }).toEqual({ most: 1, inside: 0 });
  });

  it('stops waiting on abort, and lets go when the work fails', async () => {
    const path = join(folder, 'other');
    const cancel = new AbortController();
    await withLock(path, undefined, async () => {
      const waiting = withLock(path, cancel.signal, () => Promise.resolve());
      cancel.abort();
      await expect(waiting).rejects.toMatchObject({ problem: { code: 'cancelled' } });
    });
    await expect(withLock(path, undefined, () => Promise.reject(new Error('work')))).rejects.toThrow('work');
    expect(await withLock(path, undefined, () => Promise.resolve('free'))).toBe('free');
  });

  it('says why a lock cannot be had', async () => {
    await expect(withLock(join(folder, 'no', 'such', 'folder'), undefined, () => Promise.resolve())).rejects.toMatchObject({ problem: { code: 'internal' } });
  });
});

describe.skipIf(!linux)(name('a process'), () => {
  it('is told from a later one with its number', async () => {
    const child = spawn('sleep', ['1000']);
    const self = await identify(child.pid ?? 0);
    if (self === null) throw new Error('sleep did not start');
    expect(await isAlive(self)).toBe(true);
    expect(await childrenOf(process.pid)).toContain(child.pid);
    await signalProcess({ ...self, startTicks: self.startTicks + 1 }, 'SIGKILL');
    expect(await isAlive(self)).toBe(true);
    const ended = new Promise((resolve) => child.once('exit', resolve));
    await signalProcess(self, 'SIGKILL');
    await ended;
    expect(await isAlive(self)).toBe(false);
  });
});

describe.skipIf(!linux)(name('keys'), () => {
  it("have the fingerprint that ssh-keygen prints, and a line that it finds", async () => {
    const path = join(folder, 'key');
    const key = await makeKey(path, 'a comment');
    expect(await run('ssh-keygen', ['-l', '-f', `${path}.pub`])).toContain(` ${fingerprint(key)} `);
    const known = join(folder, 'known_hosts');
    await writeFile(known, `${knownHostsLine('127.0.0.1', 2222, key)}\n`);
    expect(await run('ssh-keygen', ['-F', '[127.0.0.1]:2222', '-f', known])).toContain(key);
    expect(await readFile(`${path}.pub`, 'utf8')).toBe(`${key} a comment\n`);
  });
});
