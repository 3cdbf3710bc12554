import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { PlannedSource } from '#shared/plan/types.ts';
import { linesOfSpec } from '#shared/triage/spec-text.ts';
import { suggestFixes } from '#shared/triage/suggest.ts';

import { simulatedSpec, simulatedSpecName } from './simulated-spec.ts';

const ZLIB: PlannedSource = {
  name: 'zlib',
  evr: '1:1.2.7-17.el7',
  summary: 'The compression library',
  arches: ['i686', 'x86_64'],
  exclusiveArch: [],
  excludeArch: [],
  buildConflicts: [],
  requirements: [{ dependency: 'automake >= 1.10', status: 'own', reason: null, providers: [], alternatives: [], fallback: [] }],
  binaries: ['zlib-1:1.2.7-17.el7.i686', 'zlib-1:1.2.7-17.el7.x86_64', 'zlib-devel-1:1.2.7-17.el7.x86_64', 'zlib-doc-1:1.2.7-17.el7.noarch'],
  noarchOnly: false,
};

describe('the spec of a source that is known by its metadata', () => {
  it('says first of all that it is a simulation’s, and has its names, versions, binaries and BuildRequires', () => {
    const lines = simulatedSpec(ZLIB).split('\n');
    expect(lines[0]).toMatch(/^# A simulation's spec: zlib-1:1\.2\.7-17\.el7 /);
    for (const line of ['Name: zlib', 'Epoch: 1', 'Version: 1.2.7', 'Release: 17.el7', 'BuildRequires: automake >= 1.10', '%package -n zlib-devel', '%files', '%files -n zlib-devel', '%files -n zlib-doc']) expect(lines).toContain(line);
    expect(lines.filter((line) => line === '%files').length).toBe(1);
    expect(lines[lines.indexOf('%package -n zlib-doc') + 2]).toBe('BuildArch: noarch');
  });

  it('gives the suggestions something to hold on to', () => {
    const causal = { text: "gcc: error: unrecognized command-line option '-msse2'", context: [] };
    expect(suggestFixes({ class: 'architecture-flags', section: 'build', causal }, simulatedSpec(ZLIB)).map(({ change }) => change)).toEqual([{ kind: 'macro', name: 'simd_flags', value: '%{nil}' }]);
    const kinds = suggestFixes({ class: 'byte-order', section: 'check', causal }, simulatedSpec(ZLIB)).map(({ change }) => change);
    expect(kinds).toEqual([{ kind: 'bcond', name: 'tests', enabled: false }, { kind: 'nocheck' }]);
  });

  it('has nothing of hostile metadata but text in its place: no section, no macro, no tag', () => {
    const clean = linesOfSpec(simulatedSpec(ZLIB)).filter(({ text }) => text.startsWith('%')).length;
    fc.assert(
      fc.property(fc.string(), fc.string(), (summary, dependency) => {
        const evil = { ...ZLIB, summary: `${summary}\n%(rm -rf /)\n%build\n`, requirements: [{ ...ZLIB.requirements[0], dependency: `${dependency}\nName: other\n%{lua:x}`, status: 'own', reason: null, providers: [], alternatives: [], fallback: [] }] } satisfies PlannedSource;
        const lines = simulatedSpec(evil).split('\n');
        expect(lines.filter((line) => line.startsWith('Name: '))).toEqual(['Name: zlib']);
        expect(lines.filter((line) => line.startsWith('%build'))).toEqual(['%build']);
        expect(linesOfSpec(lines.join('\n')).filter(({ text }) => text.startsWith('%')).length).toBe(clean);
        expect(lines.join('\n').replaceAll('%%', '')).not.toMatch(/%\(rm|%\{lua/);
      }),
    );
    expect(simulatedSpecName({ ...ZLIB, name: '../../etc/x' })).toBe('..-..-etc-x.spec');
  });
});
