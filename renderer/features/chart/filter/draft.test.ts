import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { tokenise } from '#shared/filter/tokenise.ts';

import { closeWord, joinWords, splitDraft, takeTyped } from './draft.ts';

describe('the word that is being typed', () => {
  it('becomes a finished one with the space after it', () => {
    expect(takeTyped('', 'state:fa')).toEqual({ done: '', draft: 'state:fa' });
    expect(takeTyped('zlib', 'state:failed ')).toEqual({ done: 'zlib state:failed', draft: '' });
    expect(takeTyped('', 'zlib -noarch wa')).toEqual({ done: 'zlib -noarch', draft: 'wa' });
    expect(takeTyped('', 'owner:"Ada L')).toEqual({ done: '', draft: 'owner:"Ada L' });
    expect(closeWord('owner:"Ada L')).toBe('owner:"Ada L"');
  });

  it('is told from the finished ones in the address', () => {
    expect(splitDraft('zlib state:fa', 'state:fa')).toEqual({ done: 'zlib', draft: 'state:fa' });
    expect(splitDraft('zlib state:fa', '')).toEqual({ done: 'zlib state:fa', draft: '' });
    expect(splitDraft('zlib other', 'zlib')).toEqual({ done: 'zlib other', draft: '' });
    expect(splitDraft('zlib owner:"Ada L', '')).toEqual({ done: 'zlib', draft: 'owner:"Ada L' });
  });

  it('loses no word, whatever is typed', () => {
    const text = fc.string({ unit: fc.constantFrom('a', ' ', '"', '/', '-', ':', '\\'), maxLength: 20 });
    fc.assert(
      fc.property(text, (value) => {
        const { done, draft } = takeTyped('', value);
        expect(joinWords([done, draft]).replaceAll(/\s/g, '')).toBe(value.replaceAll(/\s/g, ''));
        expect(tokenise(closeWord(draft)).every(({ closed, text: word }) => closed || word.startsWith('/') || word.startsWith('-/'))).toBe(true);
      }),
    );
  });
});
