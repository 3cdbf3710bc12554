import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { LogLines } from '#shared/contract/schemas/log-view.ts';

import { LogPages, PAGE } from './log-pages.ts';

/** A log whose lines say their number; `lines` may grow. */
function pagesOf(log: { lines: number }): { readonly pages: LogPages; readonly asked: number[]; readonly settled: () => Promise<void> } {
  const asked: number[] = [];
  let open: Promise<unknown>[] = [];
  const load = (from: number, count: number): Promise<LogLines> => {
    asked.push(from);
    const texts = Array.from({ length: Math.max(0, Math.min(count, log.lines - from + 1)) }, (_, index) => `line ${from + index}`);
    const answer = Promise.resolve({ from, texts, cut: [], lines: log.lines, wholeLines: log.lines });
    open.push(answer);
    return answer;
  };
  const pages = new LogPages(load, () => undefined, (thrown) => { throw thrown; });
  return {
    pages,
    asked,
    settled: async () => {
      while (open.length > 0) {
        const waiting = open;
        open = [];
        await Promise.all(waiting);
        await new Promise((resolve) => setTimeout(resolve));
      }
    },
  };
}

describe('the pages of a log', () => {
  it('have every line that was wanted, and hold no more than their bounds', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 1_000_000 }), { minLength: 1, maxLength: 80 }), async (wanted) => {
        const { pages, settled } = pagesOf({ lines: 1_000_000 });
        for (const line of wanted) {
          pages.want([line, Math.min(1_000_000, line + 60)], { lines: 1_000_000, bytes: 1 });
          await settled();
          expect(pages.line(line)?.text).toBe(`line ${line}`);
          expect(pages.line(Math.min(1_000_000, line + 60))?.text).toBe(`line ${Math.min(1_000_000, line + 60)}`);
        }
        expect(pages.characters).toBeLessThan(49 * PAGE * 12);
      }),
      { numRuns: 20 },
    );
  });

  it('ask for nothing twice, but for a page that has grown', async () => {
    const log = { lines: 300 };
    const { pages, asked, settled } = pagesOf(log);
    pages.want([1, 300], { lines: 300, bytes: 1 });
    pages.want([1, 300], { lines: 300, bytes: 1 });
    await settled();
    expect(asked).toEqual([1, 257]);
    pages.want([1, 300], { lines: 300, bytes: 1 });
    await settled();
    log.lines = 310;
    pages.want([1, 310], { lines: 310, bytes: 2 });
    await settled();
    expect(pages.line(310)?.text).toBe('line 310');
    expect(asked.slice(0, 2)).toEqual([1, 257]);
    expect(new Set(asked.slice(2))).toEqual(new Set([257]));
  });
});
