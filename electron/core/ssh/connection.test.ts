import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { shell } from '#shared/vocabulary/shell.ts';
import { Connection } from './connection.ts';
import { HostKeyError, LoginError, type ConnectionOptions } from './handshake.ts';
import { HostKeyStore } from './host-key-store.ts';
import { fingerprintOf } from './known-hosts.ts';
import { cuttingProxy } from './testing/cutting-proxy.ts';
import { generateKey, haveSshd, realSshd, type RealSshd } from './testing/real-sshd.ts';

describe.skipIf(!haveSshd)('a connection to a real sshd [needs openssh-server]', { timeout: 120_000 }, () => {
  let sshd: RealSshd;
  let options: ConnectionOptions;
  beforeAll(async () => {
    sshd = await realSshd(['ed25519', 'ecdsa', 'rsa']);
    const known = join(sshd.folder, 'known');
    await writeFile(known, `[127.0.0.1]:${sshd.port} ${sshd.hostKeyLine}\n`);
    options = { host: '127.0.0.1', port: sshd.port, user: sshd.user, keyFile: sshd.keyFile, hostKeys: new HostKeyStore(known) };
  });
  afterAll(async () => {
    await sshd[Symbol.asyncDispose]();
  });

  const refusalOf = async (changed: Partial<ConnectionOptions>): Promise<unknown> => {
    const outcome = await Connection.open({ ...options, ...changed }).then(
      async (connection) => {
        await connection.close();
        return null;
      },
      (error: unknown) => error,
    );
    return outcome;
  };

  it('runs commands and tells their output, exit code and signal apart', async () => {
    await using connection = await Connection.open(options);
    const said = await connection.exec(shell`printf '%s' ${"it's $HOME"}; printf oops >&2; exit 3`);
    expect({ ...said, stdout: said.stdout.toString() }).toEqual({ code: 3, signal: null, stdout: "it's $HOME", stderr: 'oops' });
    const killed = await connection.exec(shell`kill -TERM $$`);
    expect(killed).toMatchObject({ code: null, signal: 'SIGTERM' });
  });

  it('feeds standard input, from bytes and from streams', async () => {
    await using connection = await Connection.open(options);
    const bytes = Buffer.alloc(3_000_000, 'portolan ');
    for (const stdin of [bytes, Readable.from([bytes.subarray(0, 7), bytes.subarray(7)])]) {
      const { stdout } = await connection.exec(shell`cat`, { stdin });
      expect(stdout.equals(bytes)).toBe(true);
    }
  });

  it('refuses an answer beyond the limit, and goes on working', async () => {
    await using connection = await Connection.open(options);
    await expect(connection.exec(shell`head -c 5000000 /dev/zero`, { maxOutput: 1000 })).rejects.toMatchObject({ problem: { code: 'limit' } });
    expect((await connection.exec(shell`echo on`)).stdout.toString()).toBe('on\n');
  });

  it('runs more commands at once than sshd has sessions', async () => {
    await using connection = await Connection.open(options);
    const numbers = Array.from({ length: 40 }, (_, index) => index);
    const answers = await Promise.all(numbers.map(async (n) => (await connection.exec(shell`echo ${n}`)).stdout.toString().trim()));
    expect(answers).toEqual(numbers.map(String));
  });

  it('cancels a command and frees its place', async () => {
    await using connection = await Connection.open(options);
    const cancel = new AbortController();
    using stream = await connection.execStream(shell`while echo going; do sleep 0.2; done`, { signal: cancel.signal });
    const read = (async () => {
      for await (const chunk of stream) if (chunk.length > 0) cancel.abort();
    })();
    await expect(read).rejects.toMatchObject({ problem: { code: 'cancelled' } });
  });

  it('asks for an unknown host key, takes it once accepted, and stops at a changed one', async () => {
    const hostKeys = new HostKeyStore(join(sshd.folder, 'accepted'));
    const unknown = await refusalOf({ hostKeys });
    if (!(unknown instanceof HostKeyError)) throw new Error('It should have refused.');
    const blob = Buffer.from(sshd.hostKeyLine.split(' ')[1] ?? '', 'base64');
    expect(unknown.verdict).toEqual({ kind: 'unknown', fingerprint: fingerprintOf(blob), keyType: 'ssh-ed25519', others: [] });
    await hostKeys.accept('127.0.0.1', sshd.port, unknown.key);
    expect(await refusalOf({ hostKeys })).toBeNull();

    generateKey(join(sshd.folder, 'stranger'));
    const stranger = (await readFile(join(sshd.folder, 'stranger.pub'), 'utf8')).split(' ').slice(0, 2).join(' ');
    const changedFile = join(sshd.folder, 'changed');
    await writeFile(changedFile, `[127.0.0.1]:${sshd.port} ${stranger}\n`);
    const changed = await refusalOf({ hostKeys: new HostKeyStore(changedFile) });
    expect(changed).toBeInstanceOf(HostKeyError);
    expect(changed).toMatchObject({ verdict: { kind: 'changed', fingerprint: fingerprintOf(blob) } });
  });

  it('shows the host key whose type is known, of the several that a server has', async () => {
    for (const type of ['ecdsa', 'rsa']) {
      const known = join(sshd.folder, `only-${type}`);
      const line = (await readFile(join(sshd.folder, `host-${type}.pub`), 'utf8')).split(' ').slice(0, 2).join(' ');
      await writeFile(known, `[127.0.0.1]:${sshd.port} ${line}\n`);
      expect(await refusalOf({ hostKeys: new HostKeyStore(known) })).toBeNull();
    }
  });

  it('holds to a pinned key alone', async () => {
    const right = fingerprintOf(Buffer.from(sshd.hostKeyLine.split(' ')[1] ?? '', 'base64'));
    const hostKeys = new HostKeyStore(join(sshd.folder, 'empty'));
    expect(await refusalOf({ hostKeys, pinnedHostKey: right })).toBeNull();
    expect(await refusalOf({ pinnedHostKey: 'SHA256:AAAA' })).toMatchObject({ verdict: { kind: 'changed', expected: ['SHA256:AAAA'] } });
  });

  it('says what is wrong with a key file', async () => {
    generateKey(join(sshd.folder, 'locked'), 'ed25519', 'a passphrase');
    generateKey(join(sshd.folder, 'other'));
    await writeFile(join(sshd.folder, 'noise'), 'not a key');
    expect(await refusalOf({ keyFile: join(sshd.folder, 'locked') })).toMatchObject({ problem: { code: 'unsupported' } });
    expect(await refusalOf({ keyFile: join(sshd.folder, 'absent') })).toMatchObject({ problem: { code: 'not-found' } });
    expect(await refusalOf({ keyFile: join(sshd.folder, 'noise') })).toMatchObject({ problem: { code: 'bad-input' } });
    const refused = await refusalOf({ keyFile: join(sshd.folder, 'other') });
    expect(refused).toBeInstanceOf(LoginError);
    expect(refused).toMatchObject({ problem: { code: 'refused' } });
  });

  it('tells that the line was lost, to whoever runs a command and to whoever waits', async () => {
    await using proxy = await cuttingProxy(sshd.port);
    const connection = await Connection.open({ ...options, port: proxy.port, pinnedHostKey: fingerprintOf(Buffer.from(sshd.hostKeyLine.split(' ')[1] ?? '', 'base64')) });
    using stream = await connection.execStream(shell`while echo going; do sleep 0.2; done`);
    const read = (async () => {
      for await (const chunk of stream) if (chunk.length > 0) proxy.cutNow();
      await stream.exit;
    })();
    await expect(read).rejects.toMatchObject({ problem: { code: 'unreachable' } });
    expect(await connection.closed).toMatchObject({ problem: { code: 'unreachable' } });
    await expect(connection.exec(shell`true`)).rejects.toMatchObject({ problem: { code: 'unreachable' } });
  });

  it('notices a line that has gone silent', async () => {
    await using proxy = await cuttingProxy(sshd.port);
    const connection = await Connection.open({ ...options, port: proxy.port, keepaliveMs: 50, pinnedHostKey: fingerprintOf(Buffer.from(sshd.hostKeyLine.split(' ')[1] ?? '', 'base64')) });
    proxy.goSilent(true);
    expect(await connection.closed).toMatchObject({ problem: { code: 'unreachable' } });
  });

  it('reports nothing when it is closed on purpose, even twice', async () => {
    const connection = await Connection.open(options);
    await Promise.all([connection.close(), connection.close()]);
    expect(await connection.closed).toBeNull();
  });
});
