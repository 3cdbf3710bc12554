import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { mockPhases, phaseOfEnd } from './mock-state.ts';

const LOG = `2026-11-27 18:44:12,123 - Start: rebuild demo-1.0-1.src.rpm
2026-11-27 18:44:13,001 - Start: chroot init
2026-11-27 18:44:14,001 - Start: dnf install
2026-11-27 18:44:15,001 - Finish: dnf install
2026-11-27 18:44:16,001 - Finish: chroot init
2026-11-27 18:44:17,001 - Start: build phase for demo-1.0-1.src.rpm
2026-11-27 18:44:18,001 - Start: rpmbuild demo-1.0-1.src.rpm
`;

describe('the state log of mock', () => {
  it('tells the phases, and where mock ended', () => {
    const phases = mockPhases(LOG);
    expect(phases.map(({ name, started, finished }) => [name, started, finished])).toEqual([
      ['rebuild demo-1.0-1.src.rpm', 1, null],
      ['chroot init', 2, 5],
      ['dnf install', 3, 4],
      ['build phase for demo-1.0-1.src.rpm', 6, null],
      ['rpmbuild demo-1.0-1.src.rpm', 7, null],
    ]);
    expect(phaseOfEnd(phases)).toBe('rpmbuild demo-1.0-1.src.rpm');
    expect(phaseOfEnd(mockPhases('x - Start: a\nx - Finish: a\n'))).toBeNull();
    expect(mockPhases('x - Finish: a\n')).toEqual([]);
  });

  it('is read whatever it holds: phases are finished after they began, and are bounded', () => {
    const piece = fc.constantFrom('Start: a', 'Finish: a', 'Start: b', 'Finish: b', 'Start: ', 'noise', '\u0000');
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string({ maxLength: 20 })), { maxLength: 800 }), (lines) => {
        const phases = mockPhases(lines.join('\n'));
        expect(phases.length).toBeLessThanOrEqual(500);
        for (const { started, finished } of phases) expect(finished ?? Infinity).toBeGreaterThan(started);
      }),
    );
  });
});
