import type { NextBlocker, WhatIf } from './what-if.ts';

const WHY: Readonly<Record<NextBlocker['why'], string>> = {
  failed: 'failed',
  'left-out': 'left out',
  'not-for-arch': 'not for this architecture',
  'broken-source': 'source broken',
  unresolvable: 'unresolvable',
  ready: 'ready, not built',
  cycle: 'in a cycle',
};

function number(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',');
}

/**
 * One sentence, the same in the window and on the command line: "If gcc were built, 3 would be ready at once and 41 could be
 * built in all; then rust (failed) holds up 12 more."
 */
export function sayWhatIf({ given, ready, later, left, next }: WhatIf, nameOf: (source: number) => string): string {
  const [only] = given;
  if (only === undefined) return 'All of that is in the repository already.';
  const what = given.length === 1 ? `If ${nameOf(only)} were built` : given.length === 2 ? `If ${nameOf(only)} and ${nameOf(given[1] ?? only)} were built` : `If these ${number(given.length)} were built`;
  const all = ready.length + later.length;
  const freed =
    all === 0
      ? 'nothing else would become ready'
      : later.length === 0
        ? `${number(ready.length)} would be ready at once, and nothing more after that`
        : `${number(ready.length)} would be ready at once and ${number(all)} could be built in all`;
  if (left === 0) return `${what}, ${freed}.`;
  const [worst] = next;
  if (worst === undefined) return `${what}, ${freed}; ${number(left)} would still wait, for each other.`;
  const others = next.length > 1 ? `, before ${next.slice(1, 3).map(({ source }) => nameOf(source)).join(' and ')}` : '';
  return `${what}, ${freed}; ${number(left)} would still wait, most of them for ${nameOf(worst.source)} (${WHY[worst.why]}, holds up ${number(worst.holds)})${others}.`;
}
