import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareEvr, formatEvr, parseEvr, rpmvercmp } from './evr.ts';
import { evr, version } from './testing/arbitraries.ts';
import { haveTool, needs } from './testing/tools.ts';

const HAVE_RPM = haveTool('rpm');

/** rpm's own verdicts on many pairs, from one process. */
function askRpm(pairs: readonly (readonly [string, string])[]): number[] {
  const folder = mkdtempSync(join(tmpdir(), 'portolan-vercmp-'));
  try {
    const file = join(folder, 'pairs');
    writeFileSync(file, pairs.map(([a, b]) => `${a} ${b}\n`).join(''));
    const program = `%{lua: for line in io.lines("${file}") do local a, b = line:match("^(%S+) (%S+)$"); io.write(rpm.vercmp(a, b), "\\n") end}`;
    const answer = execFileSync('rpm', ['--eval', program], { encoding: 'utf8', maxBuffer: 1 << 26 });
    return answer.trim().split('\n').map(Number);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe('rpmvercmp', () => {
  it.skipIf(!HAVE_RPM)(needs(HAVE_RPM, 'rpm', 'agrees with rpm on thousands of pairs'), () => {
    const pairs = fc.sample(fc.tuple(version, version), 5000);
    const near = fc.sample(fc.tuple(version, version, version).map(([a, b, c]) => [a + b, a + c] as const), 5000);
    const all = [...pairs, ...near];
    const verdicts = askRpm(all);
    expect(verdicts).toHaveLength(all.length);
    const wrong = all.filter(([a, b], index) => rpmvercmp(a, b) !== verdicts[index]);
    expect(wrong).toEqual([]);
  });

  it('knows the cases that people get wrong', () => {
    for (const [older, newer] of [['1.0~rc1', '1.0'], ['1.0', '1.0^git1'], ['1.0^git1', '1.0.1'], ['1.0a', '1.0.1'], ['9', '10'], ['1.0~rc1^git1', '1.0~rc1.1'], ['fc4', '2']] as const) {
      expect([older, newer, rpmvercmp(older, newer)]).toEqual([older, newer, -1]);
      expect(rpmvercmp(newer, older)).toBe(1);
    }
    expect(rpmvercmp('1.05', '1.5')).toBe(0);
    expect(rpmvercmp('2_0', '2.0')).toBe(0);
  });

  it('compares numbers of any length', () => {
    expect(rpmvercmp('20240101000000000000000001', '20240101000000000000000002')).toBe(-1);
  });
});

describe('compareEvr', () => {
  it('is antisymmetric', () => {
    fc.assert(fc.property(evr, evr, (a, b) => {
      expect(compareEvr(a, b) + compareEvr(b, a)).toBe(0);
    }));
  });

  it('is transitive', () => {
    fc.assert(fc.property(evr, evr, evr, (a, b, c) => {
      fc.pre(compareEvr(a, b) <= 0 && compareEvr(b, c) <= 0);
      expect(compareEvr(a, c)).toBeLessThanOrEqual(0);
    }), { numRuns: 2000 });
  });
});

describe('parseEvr', () => {
  it('reads back what formatEvr writes', () => {
    fc.assert(fc.property(evr, (value) => {
      expect(parseEvr(formatEvr(value))).toEqual({ ok: true, value });
    }));
  });

  it('finds epoch and release where rpm finds them', () => {
    expect(parseEvr('1:2.0-3-4')).toEqual({ ok: true, value: { epoch: 1, version: '2.0-3', release: '4' } });
    expect(parseEvr(':2.0')).toEqual({ ok: true, value: { epoch: 0, version: '2.0', release: null } });
    expect(parseEvr('v:2')).toEqual({ ok: true, value: { epoch: 0, version: 'v:2', release: null } });
  });

  it('refuses what is no version', () => {
    for (const text of ['', '1:', '-1', '1 2', '4294967296:1', '1'.repeat(5000)]) expect(parseEvr(text).ok).toBe(false);
  });
});
