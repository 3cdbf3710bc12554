/** Demands by who asks for them. An entry is a demand's id times 2, plus 1 where a foreign package asks. */
interface Queue {
  /** To be looked at: the last first. */
  readonly open: number[];
  /** Those that leave a choice: the first first. */
  readonly choices: number[];
  nextChoice: number;
}

/** What is still to be looked at while a buildroot is chosen, and what turned up so far. */
export interface Work {
  readonly own: Queue;
  readonly foreign: Queue;
  readonly alternatives: number[];
  readonly conditions: number[];
  readonly unmet: number[];
}

export function newWork(): Work {
  const queue = (): Queue => ({ open: [], choices: [], nextChoice: 0 });
  return { own: queue(), foreign: queue(), alternatives: [], conditions: [], unmet: [] };
}
