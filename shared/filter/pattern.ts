import { err, ok, type Result } from '../vocabulary/result.ts';
import { parsePattern, type Letter, type Node } from './pattern-parse.ts';

/** One step of a pattern's program. */
type Step =
  | { readonly kind: 'letter'; readonly test: Letter }
  | { readonly kind: 'edge'; readonly edge: 'start' | 'end' | 'word' | 'inside' }
  | { readonly kind: 'fork'; readonly to: readonly number[] }
  | { readonly kind: 'end' };

/**
 * A regular expression that anybody may have written into an address: it is walked with all its possibilities at once
 * (Thompson, 1968), so the time is at most steps × letters, where the language's own may take forever.
 */
export interface Pattern {
  /** Whether it is found anywhere in the text; upper and lower case are one. */
  test(text: string): boolean;
}

const MOST_LETTERS = 200;
const MOST_STEPS = 2000;

/** Reads a pattern; says in words what cannot be understood of it. */
export function patternOf(source: string): Result<Pattern, string> {
  if (source.length > MOST_LETTERS) return err(`it is longer than ${MOST_LETTERS} letters.`);
  const parsed = parsePattern(source);
  if (!parsed.ok) return parsed;
  const steps: Step[] = [];
  if (!write(parsed.value, steps)) return err('it repeats too much.');
  steps.push({ kind: 'end' });
  return ok({ test: (text) => find(steps, text.toLowerCase()) });
}

/** Appends the steps of a node; false when they become too many. */
function write(node: Node, steps: Step[]): boolean {
  if (steps.length > MOST_STEPS) return false;
  switch (node.kind) {
    case 'letter':
    case 'edge':
      steps.push(node);
      return true;
    case 'all':
      return node.parts.every((part) => write(part, steps));
    case 'any': {
      const fork: number[] = [];
      const ends: number[][] = [];
      steps.push({ kind: 'fork', to: fork });
      for (const part of node.parts) {
        fork.push(steps.length);
        if (!write(part, steps)) return false;
        const end: number[] = [];
        ends.push(end);
        steps.push({ kind: 'fork', to: end });
      }
      for (const end of ends) end.push(steps.length);
      return true;
    }
    case 'repeat':
      return writeRepeat(node, steps);
  }
}

function writeRepeat({ part, least, most }: Extract<Node, { kind: 'repeat' }>, steps: Step[]): boolean {
  for (let time = 0; time < least; time++) if (!write(part, steps)) return false;
  if (most === Infinity) {
    const begin = steps.length;
    const fork = [begin + 1];
    steps.push({ kind: 'fork', to: fork });
    if (!write(part, steps)) return false;
    steps.push({ kind: 'fork', to: [begin] });
    fork.push(steps.length);
    return true;
  }
  const forks: number[][] = [];
  for (let time = least; time < most; time++) {
    const fork = [steps.length + 1];
    forks.push(fork);
    steps.push({ kind: 'fork', to: fork });
    if (!write(part, steps)) return false;
  }
  for (const fork of forks) fork.push(steps.length);
  return true;
}

function find(steps: readonly Step[], text: string): boolean {
  // Where a step was entered last: each is entered once for each letter at most.
  const entered = new Int32Array(steps.length).fill(-1);
  let now: number[] = [];
  for (let at = 0; at <= text.length; at++) {
    const next: number[] = [];
    const stack = [...now, 0];
    while (stack.length > 0) {
      const number = stack.pop() ?? 0;
      if (entered[number] === at) continue;
      entered[number] = at;
      const step = steps[number];
      if (step === undefined) continue;
      if (step.kind === 'end') return true;
      if (step.kind === 'fork') stack.push(...step.to);
      else if (step.kind === 'edge') {
        if (isAt(step.edge, text, at)) stack.push(number + 1);
      } else if (at < text.length && step.test(text.charAt(at))) next.push(number + 1);
    }
    now = next;
  }
  return false;
}

const isWordAt = (text: string, at: number): boolean => /^\w$/.test(text.charAt(at));

function isAt(edge: 'start' | 'end' | 'word' | 'inside', text: string, at: number): boolean {
  switch (edge) {
    case 'start':
      return at === 0;
    case 'end':
      return at === text.length;
    case 'word':
      return isWordAt(text, at - 1) !== isWordAt(text, at);
    case 'inside':
      return isWordAt(text, at - 1) === isWordAt(text, at);
  }
}
