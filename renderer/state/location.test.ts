import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { SHOWN } from './triage.ts';
import { CHART_VIEWS, CYCLE_EDGES, CYCLE_PARTS, formatPlace, parsePlace, SCREENS } from './location.ts';

describe('the address of a place', () => {
  it('comes back as it was written', () => {
    const text = fc.string({ minLength: 1, maxLength: 40, unit: 'grapheme' });
    fc.assert(
      fc.property(
        fc.record({
          screen: fc.constantFrom(...SCREENS),
          view: fc.constantFrom(...CHART_VIEWS),
          select: fc.option(text),
          filter: fc.oneof(fc.constant(''), text),
          sort: fc.oneof(fc.constant(''), text),
          columns: fc.oneof(fc.constant(''), text),
          rows: fc.boolean(),
          from: fc.option(text),
          to: fc.option(text),
          log: fc.option(text),
          line: fc.option(fc.integer({ min: 1, max: 1e9 })),
          at: fc.option(fc.integer({ min: 0, max: 4e12 })),
          cluster: fc.option(text),
          shown: fc.constantFrom(...SHOWN),
          more: fc.option(fc.integer({ min: 1, max: 1e6 })),
          compare: fc.option(text),
          cycle: fc.option(text),
          closedBy: fc.constantFrom(...CYCLE_EDGES),
          part: fc.constantFrom(...CYCLE_PARTS),
          topic: fc.option(text),
        }),
        ({ more, ...rest }) => {
          const place = { ...rest, lineTo: rest.line === null || more === null ? null : rest.line + more };
          expect(parsePlace(formatPlace(place))).toEqual(place);
        },
      ),
    );
  });

  it('passes over what it does not know', () => {
    expect(parsePlace('?screen=moon&view=&line=-4&select=&at=yesterday')).toEqual({ screen: 'chart', view: 'map', select: null, filter: '', sort: '', columns: '', rows: false, from: null, to: null, log: null, line: null, lineTo: null, at: null, compare: null, cluster: null, shown: 'all', cycle: null, closedBy: 'closure', part: 'cuts', topic: null });
    expect(parsePlace('?line=9-3')).toMatchObject({ line: 9, lineTo: null });
    expect(parsePlace('?line=-3')).toMatchObject({ line: null, lineTo: null });
  });
});
