import type { RootProgress } from '#electron/practice/emulated/root-progress.ts';

/** Tells of the root's making in few lines: one for each new step, and one for each tenth within it. */
export function rootReporter(say: (line: string) => void): (progress: RootProgress) => void {
  let told = '';
  return ({ phase, fraction }) => {
    const step = phase.replace(/ \([^)]*\)$/, '');
    const mark = `${step} ${Math.floor(fraction * 10)}`;
    if (mark === told) return;
    told = mark;
    say(`${String(Math.floor(fraction * 100)).padStart(3)} % ${step}`);
  };
}
