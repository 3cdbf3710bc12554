import { describe, expect, it } from 'vitest';
import { parseJobFile } from '#electron/core/jobs/job-file.ts';
import { PLAIN_JOB, settingsOf } from './cures.ts';
import { causeOf, CLUSTERS, failsInCheck, type OutcomeRules } from './outcomes.ts';

const settings = (...lines: readonly string[]): ReturnType<typeof settingsOf> => settingsOf(parseJobFile(lines.join('\n')));
const rulesOf = (cluster: (typeof CLUSTERS)[number]): OutcomeRules => ({ seed: 'x', failureRate: 0, outcomes: { demo: { kind: 'fails', ...cluster } } });

describe('the settings of a job', () => {
  it('are read of its file; a later line wins', () => {
    const read = settings('nocheck yes', 'define simd_flags -mvx', 'define simd_flags %{nil}', 'without simd', 'environment CFLAGS=-O2 -fsigned-char');
    expect({ ...read, defines: [...read.defines], without: [...read.without], environment: [...read.environment] }).toEqual({
      noCheck: true,
      defines: [['simd_flags', '']],
      without: ['simd'],
      environment: [['CFLAGS', '-O2 -fsigned-char']],
      patches: [],
    });
  });
});

describe('a cluster', () => {
  it('is cured by each of its own fixes, and by no other', () => {
    const every = { macro: settings('define simd_flags %{nil}'), bcond: settings('without simd'), signed: settings('environment CFLAGS=-fsigned-char'), pic: settings('environment CFLAGS=-O2 -fPIC'), tests: settings('without tests'), nocheck: settings('nocheck yes') };
    const cured = Object.fromEntries(CLUSTERS.map((cluster) => [`${cluster.failure} ${cluster.word ?? ''}`.trim(), Object.entries(every).flatMap(([name, job]) => (causeOf(rulesOf(cluster), 'demo', job) === null ? [name] : []))]));
    expect(cured).toEqual({
      'byte-order': ['tests', 'nocheck'],
      'architecture-flags -msse2': ['macro'],
      'assembler emmintrin.h': ['bcond'],
      'char-signedness': ['signed', 'tests', 'nocheck'],
      'compile-error': [],
      'test-failure test-timeout': ['tests', 'nocheck'],
      packaging: [],
      'assembler cpuid.h': ['bcond'],
      'old-autotools': [],
      configure: [],
      'unsupported-architecture': [],
      'relocation R_390_GOT12': ['pic'],
    });
    for (const cluster of CLUSTERS) expect(causeOf(rulesOf(cluster), 'demo', PLAIN_JOB)?.failure).toBe(cluster.failure);
    expect(CLUSTERS.filter(failsInCheck).length).toBe(3);
  });
});
