import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { bugOf, parseRestrictions } from './restrictions.ts';

const entry = { package: 'demo', tag: 'ExcludeArch', value: 'ppc64 s390x', condition: null, comment: 'Fails to build,\nsee the bug', refs: ['1869980', 'https://bugzilla.redhat.com/show_bug.cgi?id=1869980', 'https://github.com/a/b/issues/1'] };

describe('a list of restrictions', () => {
  it('is read by package, with its bugs', () => {
    const list = parseRestrictions(JSON.stringify([entry, { ...entry, tag: 'ExclusiveArch-without-s390x', value: 'x86_64', condition: '%if 0%{?rhel}', comment: '', refs: [] }, { ...entry, package: 'other' }, entry]));
    expect(list?.get('demo')).toEqual([
      { kind: 'ExcludeArch', arches: 'ppc64 s390x', condition: null, comment: 'Fails to build, see the bug', bugs: [{ id: 'rhbz#1869980', url: 'https://bugzilla.redhat.com/show_bug.cgi?id=1869980' }, { id: 'github.com/a/b/issues/1', url: 'https://github.com/a/b/issues/1' }] },
      { kind: 'ExclusiveArch', arches: 'x86_64', condition: '%if 0%{?rhel}', comment: '', bugs: [] },
    ]);
    expect([...(list?.keys() ?? [])]).toEqual(['demo', 'other']);
  });

  it('that is none says so, and a wrong entry spoils no other', () => {
    expect(parseRestrictions('{"a": 1}')).toBeNull();
    expect(parseRestrictions('[1, ')).toBeNull();
    const list = parseRestrictions(JSON.stringify([null, 7, 'x', {}, { package: '', tag: 'ExcludeArch' }, { package: 'a', tag: 'BuildArch' }, { package: 'b', tag: 'ExcludeArch', value: 3, refs: [4, 'javascript:alert(1)'] }]));
    expect([...(list ?? [])]).toEqual([['b', [{ kind: 'ExcludeArch', arches: '', condition: null, comment: '', bugs: [] }]]]);
  });

  it('is bounded whatever it holds', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.jsonValue(), fc.record({ package: fc.constantFrom('a', 'b'), tag: fc.constant('ExcludeArch'), value: fc.string({ maxLength: 3000 }), comment: fc.string({ unit: 'binary', maxLength: 3000 }), refs: fc.array(fc.oneof(fc.webUrl(), fc.string())) }))), (entries) => {
        for (const restrictions of parseRestrictions(JSON.stringify(entries))?.values() ?? []) {
          expect(restrictions.length).toBeLessThanOrEqual(8);
          for (const { arches, comment, bugs } of restrictions) {
            expect(Math.max(arches.length, comment.length)).toBeLessThanOrEqual(1000);
            expect(comment).not.toMatch(/[\u0000-\u001f]/);
            for (const { url } of bugs) expect(['http:', 'https:']).toContain(new URL(url).protocol);
          }
        }
      }),
    );
  });
});

it.each([['javascript:alert(1)'], ['https://a b'], ['12'], ['ftp://a/b'], ['https://x@y/z'], ['https://a/"><script>'], ['']])('%j is no bug', (ref) => {
  expect(bugOf(ref)).toBeNull();
});
