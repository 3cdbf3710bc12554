import { describe, expect, it } from 'vitest';

import type { PortFix } from '#shared/contract/schemas/port-fix.ts';

import { draftOf, emptyDraft, fixOf, ofKind } from './fix-draft.ts';

const more = { reason: 'why', owner: 'ada', since: '2026-11-01', debt: true };
const FIXES: readonly PortFix[] = [
  { change: { kind: 'macro', name: 'simd_flags', value: '%{nil}' }, ...more },
  { change: { kind: 'bcond', name: 'jit', enabled: false }, ...more },
  { change: { kind: 'nocheck' }, ...more },
  { change: { kind: 'environment', name: 'CFLAGS', value: '-fsigned-char' }, ...more },
  { change: { kind: 'patch', file: 'patches/lua/0001.patch', sha256: 'a'.repeat(64), strip: 1 }, ...more },
  { change: { kind: 'timeout', minutes: 90 }, ...more },
  { change: { kind: 'builder', names: ['zbuild01', 'zbuild02'], pool: 'lpar1', machine: '8561', cores: 8, memory: 16, disk: 0.5 }, ...more },
];

describe('the form of a port fix', () => {
  it.each(FIXES)('gives back what it was opened with: $change.kind', (fix) => {
    expect(fixOf(draftOf(fix, 'bob'))).toEqual({ ok: true, fix });
  });

  it('says what is wrong at the field where it is', () => {
    const draft = { ...emptyDraft(''), reason: 'r' };
    const wrong = (changed: Partial<typeof draft>): readonly string[] => {
      const verdict = fixOf({ ...draft, ...changed });
      return verdict.ok ? [] : Object.keys(verdict.problems);
    };
    expect(wrong({ name: '2x' })).toEqual(['name']);
    expect(wrong({ name: 'x', value: 'a\nb' })).toEqual(['value']);
    expect(wrong({ name: 'x', reason: ' ' })).toEqual(['reason']);
    expect(wrong({ kind: 'patch' })).toEqual(['patch']);
    expect(wrong({ kind: 'timeout', minutes: '' })).toEqual(['minutes']);
    expect(wrong({ kind: 'timeout', minutes: '1.5' })).toEqual(['minutes']);
    expect(wrong({ kind: 'builder' })).toEqual(['builder']);
    expect(wrong({ kind: 'builder', memory: 'much', machine: 'z15' })).toEqual(['machine', 'memory']);
    expect(wrong({ kind: 'builder', cores: '4' })).toEqual([]);
  });

  it('takes a fix that hides a failure for debt, until a person says otherwise', () => {
    expect([ofKind(emptyDraft(''), 'nocheck').debt, ofKind(emptyDraft(''), 'patch').debt, ofKind(emptyDraft(''), 'timeout').debt]).toEqual([true, true, false]);
  });
});
