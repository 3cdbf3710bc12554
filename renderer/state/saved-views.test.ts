import { describe, expect, it } from 'vitest';

import { parseTerms } from '#shared/filter/parse.ts';

import { formatPlace, parsePlace } from './location.ts';
import { BUILT_IN_VIEWS, presentSearch, refusalOfName, viewsIn } from './saved-views.ts';

describe('saved views', () => {
  it.each(BUILT_IN_VIEWS)('has “$name”, whose address and filter are understood', ({ search }) => {
    const place = parsePlace(search);
    expect(formatPlace(place)).toBe(search);
    expect(place.view).toBe('table');
    expect(parseTerms(place.filter).map(({ ask }) => ask.kind)).not.toContain('broken');
    expect(parseTerms(place.filter)).not.toEqual([]);
  });

  it('keeps the screen, the view, the filter and the order, not what is selected', () => {
    expect(presentSearch({ ...parsePlace('?view=table&filter=state%3Afailed&sort=-waits&select=zlib&log=a-1&line=4') })).toBe('?view=table&filter=state%3Afailed&sort=-waits');
  });

  it('takes up what was stored where all of it is whole, and nothing else', () => {
    const whole = { name: 'Mine', search: '?view=table' };
    expect(viewsIn([{ ...whole, more: 1 }])).toEqual([whole]);
    for (const broken of [null, 'views', {}, [null], [whole, { name: 'Other' }], [{ ...whole, name: '' }], [{ ...whole, name: 'n'.repeat(61) }], [{ ...whole, search: 's'.repeat(2001) }], [{ ...whole, search: 7 }], Array.from({ length: 61 }, () => whole)]) {
      expect(viewsIn(broken)).toEqual([]);
    }
  });

  it('has each name once', () => {
    const views = [{ name: 'Mine', search: '' }];
    expect(refusalOfName('', views)).toContain('name');
    expect(refusalOfName(' mine ', views)).toContain('already');
    expect(refusalOfName('what failed', views)).toContain('already');
    expect(refusalOfName('Mine', views, 'Mine')).toBeNull();
    expect(refusalOfName('Other', views)).toBeNull();
  });
});
