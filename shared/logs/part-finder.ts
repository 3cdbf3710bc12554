import { sectionBegins, type LogSection } from '../triage/sections.ts';
import { withoutPrefix } from '../triage/text.ts';
import { plainLine } from './plain-line.ts';

/** A part of a log that folds as one; lines count from 1, both ends belong to it. Parts nest, they never overlap otherwise. */
export interface LogPart {
  readonly name: string;
  /** 0: a phase of the build; 1: a command of its scriptlet, or a step of mock's; 2: a directory that make goes through. */
  readonly depth: 0 | 1 | 2;
  /** The line that announces it. */
  readonly first: number;
  readonly last: number;
}

/** What is remembered of a log that has not ended: enough to go on from. */
export interface PartState {
  readonly closed: readonly LogPart[];
  /** What is open, the outermost first. */
  readonly open: readonly Omit<LogPart, 'last'>[];
}

/** A command or directory with fewer lines is not worth a fold. */
const LEAST_LINES = 12;
/** More are not listed: no build has them, a hostile log may. */
const MOST_PARTS = 600;
const MOST_NAME = 48;

const SCRIPTLET = /^Executing\(((?:%|--)?[a-z_]{1,32})\): /;
/** `sh -x` of the scriptlet itself: one plus, what is nested has more. */
const TRACE = /^\+ (.{1,300})/;
const ENTERING = /^g?make\[1\]: Entering directory [`'](.{1,200})'/;
const LEAVING = /^g?make\[1\]: Leaving directory /;
/** mock's steps, as its state.log and its own output have them (mock, py/mockbuild/state.py). */
const STEP = /^(?:\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2},\d{3} - )?(Start|Finish): (.{1,80})/;

/** Bytes that a line may begin with which begins or ends a part; of all others nothing need be decoded. */
export const MAY_BEGIN: Readonly<Uint8Array> = Uint8Array.from({ length: 256 }, (_, byte) => ('EPR+mgSF2[DIW\u001b'.includes(String.fromCharCode(byte)) ? 1 : 0));

const PHASE_NAMES: Readonly<Partial<Record<LogSection, string>>> = { setup: 'set-up', files: 'packaging', errors: 'errors' };

/** Finds the parts of a log as its lines go by. Only lines that {@link MAY_BEGIN} admits need be shown to it. */
export class PartFinder {
  readonly #closed: LogPart[];
  #open: Omit<LogPart, 'last'>[];

  constructor(state: PartState = { closed: [], open: [{ name: 'set-up', depth: 0, first: 1 }] }) {
    this.#closed = [...state.closed];
    this.#open = [...state.open];
  }

  /** The beginning of a line is enough: 300 characters of it. */
  note(raw: string, line: number): void {
    const text = withoutPrefix(plainLine(raw));
    const phase = sectionBegins(text);
    if (phase !== null) this.#phase(phase, text, line);
    else if (LEAVING.test(text)) this.#close(2, line);
    else {
      const entering = ENTERING.exec(text)?.[1];
      const command = TRACE.exec(text)?.[1];
      const step = STEP.exec(text);
      if (entering !== undefined) this.#begin(2, entering.split('/').slice(-2).join('/'), line);
      else if (command !== undefined && !this.#isIn('set-up')) this.#begin(1, commandName(command), line);
      else if (step?.[1] === 'Start' && this.#isIn('set-up')) this.#begin(1, step[2] ?? '', line);
      else if (step?.[1] === 'Finish' && this.#isIn('set-up')) this.#close(1, line);
    }
  }

  state(): PartState {
    return { closed: [...this.#closed], open: [...this.#open] };
  }

  /** All parts of a log of so many lines, by their first line, the outer before the inner; none where there is nothing to tell apart. */
  parts(lines: number): readonly LogPart[] {
    const open = this.#open.map((part) => ({ ...part, last: lines })).filter((part) => isWorthIt(part));
    const all = [...this.#closed, ...open].sort((a, b) => a.first - b.first || a.depth - b.depth);
    return all.length === 1 && all[0]?.name === 'set-up' ? [] : all;
  }

  #isIn(phase: string): boolean {
    return this.#open[0]?.name === phase;
  }

  #phase(section: LogSection, text: string, line: number): void {
    const now = this.#open[0]?.name ?? '';
    const name = PHASE_NAMES[section] ?? SCRIPTLET.exec(text)?.[1] ?? section;
    // rpm says it once for each package, and gathers files after %install and %check only; elsewhere the words are the package's own.
    if (section === 'files' && !['%install', '%check', 'set-up', '--doc', '--license', '%doc', '%license'].includes(now)) return;
    this.#begin(0, name, line);
  }

  #begin(depth: LogPart['depth'], name: string, line: number): void {
    this.#close(depth, line - 1);
    // A directory that make enters outside of any command is the phase's own.
    if (this.#open.length < depth && depth === 2) this.#open.push({ name: 'make', depth: 1, first: line });
    if (this.#open.length === depth) this.#open.push({ name: name.slice(0, MOST_NAME), depth, first: line });
  }

  #close(depth: LogPart['depth'], last: number): void {
    while (this.#open.length > depth) {
      const part = this.#open.pop();
      if (part === undefined) return;
      const whole = { ...part, last };
      if (isWorthIt(whole) && this.#closed.length < MOST_PARTS) this.#closed.push(whole);
    }
  }
}

function isWorthIt({ name, depth, first, last }: LogPart): boolean {
  if (depth === 0) return last >= first && !(name === 'set-up' && last < 1);
  return last - first + 1 >= LEAST_LINES;
}

/** `/usr/bin/make -j4 check` → `make check`: the program, and the first of its arguments that are words. */
export function commandName(command: string): string {
  const words = command.split(/\s+/).filter((word) => !/^[A-Za-z_]\w*=/.test(word));
  const [program = command] = words;
  const said = words.slice(1).filter((word) => /^[a-z][\w.-]*$/i.test(word)).slice(0, 2);
  return [program.replace(/^.*\/(?=[^/])/, ''), ...said].join(' ').slice(0, MOST_NAME);
}
