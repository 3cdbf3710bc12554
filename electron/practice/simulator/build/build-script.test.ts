import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { triageLog } from '#shared/triage/triage.ts';
import { JOB_PHASES } from '#electron/core/jobs/types.ts';
import { scriptOf, type BuildRequest } from './build-script.ts';
import { PLAIN_JOB } from './cures.ts';
import { causeOf, CLUSTERS, SIMULATED_FAILURES, type OutcomeRules } from './outcomes.ts';
import { readSpec } from './spec-facts.ts';

const facts = readSpec('Name: demo\nVersion: 1.0\nRelease: 1\n%files\n', 'demo', new Map());
const request = (changed: Partial<BuildRequest>): BuildRequest => ({
  seed: 's', source: 'demo', attempt: 'a-1', facts, cause: null, noCheck: false, timeoutMs: 1e9, installs: 2, medianMs: 60_000, deviation: 0.9, cores: 4, detail: 1, files: null, ...changed,
});

describe('a simulated build', () => {
  it('fails with a log in which triage finds what it was made to fail of', () => {
    for (const failure of SIMULATED_FAILURES) {
      for (const source of ['demo', 'zsh', 'libfoo']) {
        const script = scriptOf(request({ source, cause: { failure } }));
        expect(script.exitCode).toBe(failure === 'dependency' ? 30 : 10);
        const found = triageLog(script.log, { logKind: 'build' });
        expect({ failure, class: found.class, causal: found.causal !== null }).toEqual({ failure, class: failure, causal: true });
      }
    }
  });

  it('shares its signature with the others of its cluster, whatever they are built with, and with no other cluster', () => {
    const bySignature = CLUSTERS.map((cluster) =>
      ['bash', 'perl-Carp', 'python-six', 'rubygem-json', 'dejavu-fonts', 'kde-base', 'ant-libs', 'tcsh'].map((source) => {
        const buildRequires = source === 'kde-base' ? ['cmake >= 2.8'] : source === 'ant-libs' ? ['maven-local'] : ['gcc'];
        const script = scriptOf(request({ source, attempt: `a-${source}`, facts: { ...facts, name: source, buildRequires }, cause: cluster, detail: 3 }));
        return triageLog(script.log, { logKind: 'build' }).signature;
      }),
    );
    expect(bySignature.map((signatures) => new Set(signatures).size)).toEqual(CLUSTERS.map(() => 1));
    expect(new Set(bySignature.flat()).size).toBe(CLUSTERS.length);
  });

  it('is the same for the same job, grows line by line, and never leaves the order of the phases', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 8 }), fc.constantFrom(null, ...SIMULATED_FAILURES), fc.boolean(), fc.integer({ min: 1000, max: 200_000 }), (source, failure, noCheck, timeoutMs) => {
        const asked = request({ source, noCheck, timeoutMs, cause: failure === null ? null : { failure } });
        const script = scriptOf(asked);
        expect(scriptOf(asked).log.equals(script.log)).toBe(true);
        expect(script.ends.at(-1)).toBe(script.log.length);
        for (let line = 1; line < script.times.length; line += 1) {
          expect(script.times[line]).toBeGreaterThanOrEqual(script.times[line - 1] ?? Infinity);
          expect(script.log[(script.ends[line - 1] ?? 0) - 1]).toBe(0x0a);
        }
        const order = script.phases.map(({ phase }) => JOB_PHASES.indexOf(phase));
        expect(order).toEqual([...order].sort((one, other) => one - other));
        expect(script.durationMs).toBeLessThanOrEqual(timeoutMs);
        expect(script.times.at(-1)).toBeLessThanOrEqual(script.durationMs);
      }),
      { numRuns: 60 },
    );
  });

  it('is stopped by its timeout with exit code 11', () => {
    const script = scriptOf(request({ timeoutMs: 5_000 }));
    expect({ exitCode: script.exitCode, ends: script.log.toString().endsWith('portolan: the build was stopped after 5 seconds\n') }).toEqual({ exitCode: 11, ends: true });
  });
});

describe('outcomes', () => {
  const rules: OutcomeRules = { seed: 'x', failureRate: 0.03, outcomes: { luajit: { kind: 'fails', failure: 'unsupported-architecture' }, lua: { kind: 'fails', failure: 'architecture-flags', cures: [{ kind: 'macro', name: 'simd_flags' }] } } };
  const plain = PLAIN_JOB;

  it('fail for about three sources in a hundred, in few clusters of very different size', () => {
    const causes = Array.from({ length: 10_000 }, (_, index) => causeOf(rules, `package-${index}`, plain)).filter((cause) => cause !== null);
    expect(causes.length).toBeGreaterThan(240);
    expect(causes.length).toBeLessThan(360);
    const sizes = [...Map.groupBy(causes, ({ failure, word }) => `${failure} ${word ?? ''}`).values()].map((cluster) => cluster.length).sort((one, other) => other - one);
    expect(sizes.length).toBeLessThanOrEqual(12);
    expect(sizes[0]).toBeGreaterThan(causes.length / 6);
  });

  it('are cured by the macro that is named, and by leaving out the tests where they fail', () => {
    expect(causeOf(rules, 'luajit', { ...plain, noCheck: true, defines: new Map([['simd_flags', '']]) })?.failure).toBe('unsupported-architecture');
    expect(causeOf(rules, 'lua', plain)?.failure).toBe('architecture-flags');
    expect(causeOf(rules, 'lua', { ...plain, defines: new Map([['simd_flags', '']]) })).toBeNull();
    const inCheck: OutcomeRules = { ...rules, outcomes: { demo: { kind: 'fails', failure: 'byte-order' } } };
    expect(causeOf(inCheck, 'demo', plain)?.failure).toBe('byte-order');
    expect(causeOf(inCheck, 'demo', { ...plain, noCheck: true })).toBeNull();
  });
});
