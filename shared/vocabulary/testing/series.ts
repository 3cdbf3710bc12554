/**
 * How often a costly property is tried: `usual` times in `npm test`, `full` times in `npm run test:full`, where there is
 * time for the long series of faults.
 */
export function series(usual: number, full: number): { readonly numRuns: number } {
  return { numRuns: (process.env['PORTOLAN_FULL'] ?? '') === '' ? usual : full };
}

/** Milliseconds that a test may take: in a long series thirty times as long. */
export function patience(usual: number): number {
  return (process.env['PORTOLAN_FULL'] ?? '') === '' ? usual : 30 * usual;
}
