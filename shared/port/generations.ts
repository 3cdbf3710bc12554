import type { Ledger } from './ledger.ts';

/**
 * The repository generations that something still reads: what a buildroot that begins now is made from, and what those
 * are made of that are being built. The newest is kept in any case.
 */
export function generationsInUse(ledger: Pick<Ledger, 'buildGeneration' | 'unended'>): readonly number[] {
  return [...new Set([ledger.buildGeneration, ...ledger.unended().map(({ generation }) => generation)])].sort((a, b) => a - b);
}
