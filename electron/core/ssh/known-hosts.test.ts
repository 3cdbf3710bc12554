import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HostKeyStore } from './host-key-store.ts';
import { fingerprintOf, hostMatches, judgeHostKey, keyTypeOf, knownHostName, parseKnownHosts, type HostKey, type HostKeyVerdict } from './known-hosts.ts';
import { generateKey, haveSshd, realSshd, type RealSshd } from './testing/real-sshd.ts';

function keyOf(publicLine: string): HostKey {
  const blob = Buffer.from(publicLine.split(' ')[1] ?? '', 'base64');
  return { type: keyTypeOf(blob), blob };
}

describe.skipIf(!haveSshd)('known_hosts, against OpenSSH [needs openssh]', () => {
  let folder: string;
  let mine: string;
  let theirs: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'portolan-known-'));
    generateKey(join(folder, 'mine'));
    generateKey(join(folder, 'theirs'));
    mine = readFileSync(join(folder, 'mine.pub'), 'utf8').split(' ').slice(0, 2).join(' ');
    theirs = readFileSync(join(folder, 'theirs.pub'), 'utf8').split(' ').slice(0, 2).join(' ');
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('writes fingerprints as ssh-keygen does', () => {
    const said = spawnSync('ssh-keygen', ['-l', '-f', join(folder, 'mine.pub')], { encoding: 'utf8' }).stdout;
    expect(said.split(' ')[1]).toBe(fingerprintOf(keyOf(mine).blob));
  });

  it('finds the lines that ssh-keygen -F finds: plain, patterns, ports, hashed, negated', () => {
    const label = fc.stringMatching(/^[a-c]{1,2}(\.[a-c]{1,2})?$/);
    const pattern = fc.stringMatching(/^!?[a-c*?.]{1,5}$/);
    const line = fc.oneof(label, fc.array(pattern, { minLength: 1, maxLength: 3 }).map((patterns) => patterns.join(',')), label.map((name) => `[${name}]:2222`));
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 6 }), label, fc.constantFrom(22, 2222), fc.boolean(), (lines, host, port, hashed) => {
        const file = join(folder, 'lines');
        writeFileSync(file, lines.map((hosts) => `${hosts} ${mine}\n`).join(''));
        if (hashed) spawnSync('ssh-keygen', ['-q', '-H', '-f', file]);
        const name = knownHostName(host, port);
        const said = spawnSync('ssh-keygen', ['-F', name, '-f', file], { encoding: 'utf8' });
        const found = parseKnownHosts(readFileSync(file, 'utf8')).some((known) => hostMatches(known.hosts, name));
        expect(found).toBe(said.status === 0);
      }),
      { numRuns: 40 },
    );
  });

  it('never throws, and never trusts, on text that is no known_hosts', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 400 }), (text) => {
        expect(judgeHostKey(parseKnownHosts(text), 'host', 22, keyOf(mine)).kind).toBe('unknown');
      }),
    );
  });

  it('tells known, unknown, changed and revoked apart', () => {
    const verdict = (text: string, port = 2222): HostKeyVerdict['kind'] => judgeHostKey(parseKnownHosts(text), 'Host.example', port, keyOf(mine)).kind;
    expect(verdict(`[host.example]:2222 ${mine}\n`)).toBe('known');
    expect(verdict(`[host.example]:2222 ${theirs}\n`)).toBe('changed');
    expect(verdict(`[host.example]:2222 ${theirs}\n[host.example]:2222 ${mine}\n`)).toBe('known');
    expect(verdict(`host.example ${mine}\n`)).toBe('known');
    expect(verdict(`host.example ${theirs}\n`)).toBe('unknown');
    expect(verdict(`[host.example]:2222 ${mine}\n`, 22)).toBe('unknown');
    expect(verdict(`@revoked * ${mine}\n[host.example]:2222 ${mine}\n`)).toBe('revoked');
    expect(verdict(`@cert-authority * ${mine}\n`)).toBe('unknown');
  });

  it('keeps every key that is accepted at once', async () => {
    const store = new HostKeyStore(join(folder, 'fresh', 'known_hosts'));
    await Promise.all(['a', 'b', 'c'].map((host) => store.accept(host, 22, keyOf(mine))));
    await store.accept('a', 22, keyOf(mine));
    for (const host of ['a', 'b', 'c']) expect(await store.judge(host, 22, keyOf(mine))).toEqual({ kind: 'known' });
    expect(parseKnownHosts(readFileSync(join(folder, 'fresh', 'known_hosts'), 'utf8'))).toHaveLength(3);
  });
});

describe.skipIf(!haveSshd)('verdicts, against ssh with StrictHostKeyChecking=yes [needs openssh]', () => {
  let sshd: RealSshd;
  beforeAll(async () => {
    sshd = await realSshd();
    generateKey(join(sshd.folder, 'theirs'));
  });
  afterAll(async () => {
    await sshd[Symbol.asyncDispose]();
  });

  it('lets in what ssh lets in', async () => {
    const theirs = readFileSync(join(sshd.folder, 'theirs.pub'), 'utf8').split(' ').slice(0, 2).join(' ');
    const name = `[127.0.0.1]:${sshd.port}`;
    const mine = sshd.hostKeyLine;
    const files = [
      '',
      `${name} ${mine}\n`,
      `${name} ${theirs}\n`,
      `127.0.0.1 ${mine}\n`,
      `127.0.0.1 ${theirs}\n`,
      `${name} ${theirs}\n${name} ${mine}\n`,
      `${name} ${theirs}\n127.0.0.1 ${mine}\n`,
      `@revoked ${name} ${mine}\n${name} ${mine}\n`,
      `[127.0.*]:* ${mine}\n`,
      `*,!${name} ${mine}\n`,
    ];
    for (const [index, text] of files.entries()) {
      const file = join(sshd.folder, `known-${index}`);
      writeFileSync(file, text);
      const args = ['-F', 'none', '-o', 'StrictHostKeyChecking=yes', '-o', 'BatchMode=yes', '-o', 'GlobalKnownHostsFile=none', '-o', `UserKnownHostsFile=${file}`];
      const said = spawnSync('ssh', [...args, '-i', sshd.keyFile, '-p', String(sshd.port), `${sshd.user}@127.0.0.1`, 'true'], { encoding: 'utf8' });
      const verdict = await new HostKeyStore(file).judge('127.0.0.1', sshd.port, keyOf(mine));
      expect([text, verdict.kind === 'known']).toEqual([text, said.status === 0]);
      expect([text, verdict.kind === 'changed']).toEqual([text, said.stderr.includes('REMOTE HOST IDENTIFICATION HAS CHANGED')]);
    }
  });
});
