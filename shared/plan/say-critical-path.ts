import type { CriticalChain } from './critical-chain.ts';

/** A stretch of seconds as people plan with it: `40 s`, `12 min`, `3 h 20 min`, `2 d 4 h`. */
export function saySeconds(seconds: number): string {
  if (seconds < 60) return `${Math.round(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return `${hours} h ${minutes % 60} min`;
  return `${Math.floor(hours / 24)} d ${hours % 24} h`;
}

/** One sentence for the chain: "37 builds one after the other, 41 h 20 min: no number of builders ends the pass earlier." */
export function sayCriticalPath({ seconds, known, mean }: Pick<CriticalChain, 'seconds' | 'known' | 'mean'>): string {
  const builds = seconds.length;
  if (builds === 0) return 'Nothing is left to build in this pass.';
  const what = builds === 1 ? '1 build' : `${builds} builds one after the other`;
  if (mean === null) return `${what}; how long they take is not known yet.`;
  const total = saySeconds(seconds.reduce((sum, each) => sum + each, 0));
  const assumed = known.filter((each) => !each).length;
  const basis = assumed === 0 ? 'by their last times' : assumed === builds ? `at the mean of ${saySeconds(mean)}` : `${assumed} of them at the mean of ${saySeconds(mean)}`;
  return `${what}, ${total} (${basis}): no number of builders ends the pass earlier.`;
}
