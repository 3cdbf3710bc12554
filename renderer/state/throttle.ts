/**
 * Runs `work` at once, and while it is asked for again, once more after it has ended and `gapMs` have passed:
 * a burst of events makes two runs, never a hundred.
 */
export function throttled(work: () => Promise<void>, gapMs: number, later: (run: () => void, ms: number) => void): () => void {
  let busy = false;
  let again = false;
  const run = (): void => {
    if (busy) {
      again = true;
      return;
    }
    busy = true;
    void work().finally(() =>
      later(() => {
        busy = false;
        if (!again) return;
        again = false;
        run();
      }, gapMs),
    );
  };
  return run;
}
