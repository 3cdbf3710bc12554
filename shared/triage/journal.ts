import { MAX_TEXT, type CausalLine, type LogKind } from './finding.ts';
import { DETECTORS } from './detectors.ts';
import { GUESS, RULES, SYMPTOM } from './rules.ts';
import type { Rule } from './rule.ts';
import type { LogSection } from './sections.ts';
import { clip } from './text.ts';

export const CONTEXT = 3;

/** A line that matched, with those around it; `after` fills as the log goes on. */
export interface Spot {
  readonly line: number;
  readonly text: string;
  /** Where in the text the match begins. */
  readonly index: number;
  readonly before: readonly string[];
  readonly after: string[];
}

/** The matches of one rule in one section: the first of them, or of the last run of them for rules that look at the tail. */
export interface Entry {
  readonly rule: Rule;
  readonly section: LogSection;
  readonly spot: Spot;
  /** What the rule, or a group of its pattern, says that failures of one kind have in common; null for the whole line. */
  readonly key: string | null;
  lastLine: number;
}

const escape = (word: string): string => word.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');
/** One look that nearly every line of a log fails. The guess's words have to stand alone: every other line has `-Werror` in it. */
const SUSPECT = new RegExp([...new Set(RULES.flatMap((rule) => (rule === GUESS ? [] : rule.near)))].map(escape).concat(GUESS.pattern.source).join('|'), 'i');

/** rpm runs its scriptlets with `sh -x`: a command that speaks of an error is none. */
const XTRACE = /^\++ /;

/**
 * Remembers, while the lines of a log go by, where each rule matched in each section. Its size is bounded by rules × sections,
 * whatever the log holds: one entry for each, of a few clipped lines.
 */
export class Journal {
  readonly #rules: readonly Rule[];
  readonly #detecting: readonly Rule[];
  readonly #entries = new Map<LogSection, Map<Rule, Entry>>();
  #awaiting: Spot[] = [];

  constructor(logKind: LogKind) {
    const applying = RULES.filter((rule) => rule.logs.includes(logKind));
    this.#rules = applying.filter((rule) => rule.detector === undefined);
    this.#detecting = applying.filter((rule) => rule.detector !== undefined);
  }

  /** A section begins (again: what an earlier run of it said is forgotten). */
  enter(section: LogSection): void {
    this.#entries.delete(section);
  }

  /** What was noted in this section after the line is forgotten: make says that it ignored the error. */
  forgive(section: LogSection, after: number): void {
    const entries = this.#entries.get(section);
    if (entries === undefined) return;
    for (const [rule, entry] of entries) if (entry.spot.line > after) entries.delete(rule);
  }

  /** `before` gives the lines before this one, the nearest last; it is asked only where something matched. */
  note(text: string, line: number, section: LogSection, before: () => readonly string[]): void {
    if (this.#awaiting.length > 0) {
      for (const spot of this.#awaiting) spot.after.push(clip(text));
      this.#awaiting = this.#awaiting.filter((spot) => spot.after.length < CONTEXT);
    }
    if (XTRACE.test(text)) return;
    if (section === 'check') this.#match(this.#detecting, text, '', line, section, before);
    if (SUSPECT.test(text)) this.#match(this.#rules, text, text.toLowerCase(), line, section, before);
  }

  entries(): Entry[] {
    return [...this.#entries.values()].flatMap((entries) => [...entries.values()]);
  }

  #match(rules: readonly Rule[], text: string, lower: string, line: number, section: LogSection, before: () => readonly string[]): void {
    let spot: Spot | null = null;
    for (const rule of rules) {
      if (rule.sections !== 'any' && !rule.sections.includes(section)) continue;
      if (rule.near.length > 0 && !rule.near.some((word) => lower.includes(word))) continue;
      const known = this.#entries.get(section)?.get(rule);
      const keeps = known !== undefined && stays(known, line);
      // The first match of a rule is all that matters, unless later ones must be seen to come near to the end.
      if (keeps && rule.tail === undefined) continue;
      const match = rule.pattern.exec(text);
      if (match === null) continue;
      if (rule.class === 'unknown' && SYMPTOM.test(text)) continue;
      if (rule.detector !== undefined && !DETECTORS[rule.detector](text, before())) continue;
      if (keeps) {
        known.lastLine = line;
        continue;
      }
      spot ??= this.#spot(text, line, match.index, before());
      const key = rule.cluster ?? Object.values(match.groups ?? {}).find((group) => typeof group === 'string') ?? null;
      this.#put({ rule, section, spot, key: key === null ? null : clip(key), lastLine: line });
    }
  }

  #spot(text: string, line: number, index: number, before: readonly string[]): Spot {
    const spot: Spot = { line, text: clip(text, index), index, before: before.map((one) => clip(one)), after: [] };
    this.#awaiting.push(spot);
    return spot;
  }

  #put(entry: Entry): void {
    const entries = this.#entries.get(entry.section) ?? new Map<Rule, Entry>();
    entries.set(entry.rule, entry);
    this.#entries.set(entry.section, entries);
  }
}

/** Whether an entry stands when its rule matches again at `line`: the first match does; a guess never; a tail's run ends at a gap. */
function stays(entry: Entry, line: number): boolean {
  if (entry.rule.class === 'unknown') return false;
  return entry.rule.tail === undefined || line - entry.lastLine <= entry.rule.tail;
}

/** The spot as the causal line that the rest of the program knows. */
export function causalOf(spot: Spot): CausalLine {
  return { line: spot.line, text: spot.text.slice(0, MAX_TEXT), context: [...spot.before, spot.text, ...spot.after], contextFrom: spot.line - spot.before.length };
}
