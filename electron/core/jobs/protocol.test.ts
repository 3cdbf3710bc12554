import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FrameReader, type FollowFrame } from './frames.ts';
import { jobFileOf, parseJobFile } from './job-file.ts';
import { jobEndOf } from './job-end.ts';
import { afterHeader, parseState, REPLY_HEADER } from './reply.ts';
import { PORTOLAN_JOB } from './script/portolan-job.ts';
import { readTar, writeTar } from './tar.ts';
import { jobOf, specOf } from './testing/bench.ts';
import { JOB_PHASES } from './types.ts';
import { verifyResults } from './verify.ts';

const shells = ['dash', 'bash', 'busybox'].filter((name) => spawnSync(name, ['-c', 'true']).error === undefined);

describe('the job script', () => {
  it.each(shells)('is read by %s without a complaint', (name) => {
    const said = spawnSync(name, name === 'busybox' ? ['sh', '-n'] : ['-n'], { input: PORTOLAN_JOB, encoding: 'utf8' });
    expect([said.status, said.stderr]).toEqual([0, '']);
  });

  it('refuses what is not a name before it touches anything', () => {
    for (const args of [['start', '../x'], ['status', 'A'], ['fetch', 'a', '../b', '0'], ['follow', 'a', '-1'], ['put', 'zz', '1'], ['nothing']]) {
      const said = spawnSync('sh', ['-s', '--', ...args], { input: PORTOLAN_JOB, encoding: 'utf8' });
      expect([args, said.status, said.stdout]).toEqual([args, 64, '']);
    }
  });
});

describe('archives', () => {
  const file = fc.record({ name: fc.stringMatching(/^([A-Z]{1,8}\/)?[a-z0-9._+-]{1,90}$/), bytes: fc.uint8Array({ maxLength: 2000 }) });

  it('are what tar unpacks', () => {
    const folder = mkdtempSync(join(tmpdir(), 'portolan-tar-'));
    const files = [
      { name: 'job', bytes: Buffer.from('x') },
      { name: `SPECS/${'n'.repeat(95)}.spec`, bytes: Buffer.alloc(1024, 'y') },
      { name: 'SOURCES/empty', bytes: Buffer.alloc(0) },
    ];
    expect(spawnSync('tar', ['-x', '-f', '-', '-C', folder], { input: writeTar(files) }).status).toBe(0);
    for (const { name, bytes } of files) expect(readFileSync(join(folder, name)).equals(bytes)).toBe(true);
    rmSync(folder, { recursive: true });
  });

  it('come back as they were', () => {
    fc.assert(
      fc.property(fc.array(file, { maxLength: 5 }), (files) => {
        expect(readTar(writeTar(files)).map(({ name, bytes }) => [name, [...bytes]])).toEqual(files.map(({ name, bytes }) => [name, [...bytes]]));
      }),
    );
  });
});

describe('the job file', () => {
  const word = fc.stringMatching(/^[!-~]([ -~]{0,20}[!-~])?$/);

  it('carries every value to the shell as it is', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ name: fc.stringMatching(/^[a-z_]{1,8}$/), value: word }), { maxLength: 5 }), (macros) => {
        const text = jobFileOf(jobOf('a', 'zlib', specOf('zlib'), { macros }));
        expect(parseJobFile(text).filter(({ key }) => key === 'define').map(({ value }) => value)).toEqual(macros.map(({ name, value }) => `${name} ${value}`));
        const read = spawnSync('sh', ['-c', 'while read -r key value; do [ "$key" != define ] || printf "%s\\n" "$value"; done'], { input: text, encoding: 'utf8' });
        expect(read.stdout).toBe(macros.map(({ name, value }) => `${name} ${value}\n`).join(''));
      }),
      { numRuns: 30 },
    );
  });

  it('refuses what it cannot carry', () => {
    const refused = [{ macros: [{ name: 'a', value: 'b\nspec other.spec' }] }, { environment: { 'A B': 'c' } }, { specName: '../x.spec' }, { withConditions: ['a;b'] }, { repositories: [{ id: 'own', url: 'ftp://x' }] }];
    for (const changed of refused) expect(() => jobFileOf(jobOf('a', 'zlib', '', changed))).toThrow();
  });
});

describe('the frames of follow', () => {
  const logs = fc.array(fc.uint8Array({ minLength: 1, maxLength: 300 }), { maxLength: 8 });

  it('give every log byte once and in order, however the line cuts them', () => {
    fc.assert(
      fc.property(logs, fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1 }), fc.stringMatching(/^[a-z \n]{0,30}$/), fc.nat(1000), (parts, cuts, chatter, offset) => {
        let at = offset;
        const wire = Buffer.concat([
          Buffer.from(`${chatter === '' ? '' : `${chatter}\n`}${REPLY_HEADER}phase prep\n`),
          ...parts.flatMap((part) => {
            const head = `log ${at} ${part.length}\n`;
            at += part.length;
            return [Buffer.from(head), Buffer.from(part), Buffer.from('tick\n')];
          }),
          Buffer.from(`end ended 0 ${at}\n`),
        ]);
        const reader = new FrameReader(offset);
        const frames: FollowFrame[] = [];
        for (let from = 0, turn = 0; from < wire.length; turn += 1) {
          const to = from + (cuts[turn % cuts.length] ?? 1);
          frames.push(...reader.push(wire.subarray(from, to)));
          from = to;
        }
        let next = offset;
        const bytes = frames.flatMap((frame) => {
          if (frame.kind !== 'log') return [];
          expect(frame.offset).toBe(next);
          next += frame.bytes.length;
          return [...frame.bytes];
        });
        expect(bytes).toEqual(parts.flatMap((part) => [...part]));
        expect(frames.at(-1)).toEqual({ kind: 'end', state: { kind: 'ended', exitCode: 0, logBytes: at } });
      }),
    );
  });

  it('refuse a gap, an overlap, and noise', () => {
    for (const line of ['log 11 5\n', 'log 9 5\n', 'log x 5\n', 'phase lunch\n', 'whatever\n', 'x'.repeat(3000)]) {
      expect(() => new FrameReader(10).push(Buffer.from(REPLY_HEADER + line))).toThrow();
    }
  });

  it('never throw anything but a problem', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        try {
          new FrameReader(0).push(Buffer.from(REPLY_HEADER + text));
        } catch (error) {
          expect(error).toHaveProperty('problem');
        }
      }),
    );
  });
});

describe('answers', () => {
  it('begin after the header at the start of a line, never inside one', () => {
    expect(afterHeader(Buffer.from(`motd portolan-job 1\n${REPLY_HEADER}x`))?.toString()).toBe('x');
    expect(afterHeader(Buffer.from('motd'))).toBeNull();
    expect(() => afterHeader(Buffer.alloc(100_000))).toThrow();
  });

  it('tell the end of a job', () => {
    expect(jobEndOf(parseState(['running', 'build', '3', '1']))).toBeNull();
    expect(jobEndOf(parseState(['ended', '0', '3']))).toEqual({ kind: 'succeeded' });
    expect(jobEndOf(parseState(['ended', '32', '3']))).toMatchObject({ kind: 'failed', fault: 'infrastructure' });
    expect(jobEndOf(parseState(['ended', '99', '3']))).toMatchObject({ kind: 'failed', fault: 'unknown' });
    for (const kind of ['gone', 'died', 'rebooted']) expect(jobEndOf(parseState([kind]))).toMatchObject({ kind: 'lost' });
    expect(JOB_PHASES[0]).toBe('preparing');
  });
});

describe('verification', () => {
  const rpm = { sha256: '', size: 1, name: 'zlib', epoch: null, version: '1', release: '2', headerDigest: '' };
  const source = { ...rpm, file: 'zlib-1-2.src.rpm', arch: 'src', sourceRpm: '' };
  const binary = { ...rpm, file: 'zlib-1-2.s390x.rpm', arch: 's390x', sourceRpm: 'zlib-1-2.src.rpm' };
  const expected = { name: 'zlib', epoch: null, version: '1', release: '2' };
  const arches = ['s390x', 'noarch'];

  it('takes what was asked for and nothing else', () => {
    expect(verifyResults([source, binary], expected, arches)).toBeNull();
    expect(verifyResults([source, { ...binary, arch: 'noarch', version: '9' }], expected, arches)).toBeNull();
    expect(verifyResults([source, { ...binary, arch: 'x86_64' }], expected, arches)).toMatchObject({ fault: 'architecture' });
    expect(verifyResults([{ ...source, release: '3' }, binary], expected, arches)).toMatchObject({ fault: 'identity' });
    expect(verifyResults([{ ...source, epoch: 1 }, binary], expected, arches)).toMatchObject({ fault: 'identity' });
    expect(verifyResults([source, { ...binary, sourceRpm: 'other' }], expected, arches)).toMatchObject({ fault: 'identity' });
    expect(verifyResults([source], expected, arches)).toMatchObject({ fault: 'identity' });
    expect(verifyResults([binary], expected, arches)).toMatchObject({ fault: 'identity' });
  });
});
