import { faultOf, type FailureClass } from './classes.ts';
import { MAX_CANDIDATES, type Candidate, type CausalLine, type ExitFact, type LogKind, type Triage } from './finding.ts';
import { causalOf, type Entry, type Spot } from './journal.ts';
import { LineSplitter } from './lines.ts';
import { classOfJobExit } from './job-exit.ts';
import { classOfMockExit } from './mock-exit.ts';
import { LogReader, type Reading } from './reading.ts';
import { TIER } from './rule.ts';
import { RULES } from './rules.ts';
import type { LogSection } from './sections.ts';
import { signatureOf, type Subject } from './signature.ts';

export interface TriageOptions {
  readonly logKind: LogKind;
  readonly exit?: ExitFact | undefined;
  /** Whose log it is, where that is known: its name and version are left out of the signature. */
  readonly subject?: Subject | undefined;
}

export type LogChunk = Uint8Array | string;

/** A triage under way: give it the log's chunks in order, however they are cut, then ask once for the answer. */
export interface TriageRun {
  push(chunk: LogChunk): void;
  finish(): Triage;
}

/** Begins to read the log of a failed build. Memory stays the same however long the log or its lines are. */
export function startTriage(options: TriageOptions): TriageRun {
  const reader = new LogReader(options.logKind);
  const splitter = new LineSplitter((text, line) => reader.read(text, line));
  return {
    push: (chunk) => splitter.push(chunk),
    finish: () => {
      splitter.end();
      return conclude(reader.end(), options);
    },
  };
}

/** Reads the whole log of a failed build: one chunk or several in order. Never throws for what a log holds. A pattern is a hint on failed builds only. */
export function triageLog(log: LogChunk | Iterable<LogChunk>, options: TriageOptions): Triage {
  const run = startTriage(options);
  if (typeof log === 'string' || log instanceof Uint8Array) run.push(log);
  else for (const chunk of log) run.push(chunk);
  return run.finish();
}

function conclude(reading: Reading, { exit, subject }: TriageOptions): Triage {
  const section = reading.failed ?? reading.last;
  const fitting = ranked(reading.entries.filter((entry) => applies(entry, section, reading.lines)));
  const [best] = fitting;
  const known = best !== undefined && best.rule.class !== 'unknown';
  const words = reading.lastWords.get(section);
  const fallback = words === undefined ? null : causalOf(words);
  const candidates = fitting.slice(0, MAX_CANDIDATES).map(candidateOf);
  const answer = (failureClass: FailureClass, causal: CausalLine | null, key: string | null): Triage => ({
    class: failureClass,
    fault: faultOf(failureClass),
    causal,
    section,
    candidates,
    signature: signatureOf(failureClass, key ?? causal?.text ?? '', subject),
    sections: reading.spans,
    lines: reading.lines,
  });
  // Whoever ended the build because of the time knows better than any line of the log.
  if (exit?.timedOut === true) return answer('timeout', lastWordsOf(reading) ?? fallback, '');
  const told = classByExit(exit);
  // A builder of ours that gave up says so; its log says why at best. What the package printed meanwhile is no cause.
  if (told !== null && faultOf(told) === 'infrastructure' && exit?.driver === 'rpmbuild') {
    const cause = fitting.find((entry) => faultOf(entry.rule.class) === 'infrastructure');
    return cause === undefined ? answer(told, lastWordsOf(reading), '') : answer(cause.rule.class, causalOf(cause.spot), '');
  }
  if (known) return answer(best.rule.class, causalOf(best.spot), best.rule.tier <= TIER.machine ? '' : best.key);
  const causal = best === undefined ? (fallback ?? lastWordsOf(reading)) : causalOf(best.spot);
  // Without a rule that fits: what the exit code says; a failure in %check is a test's; else nobody knows.
  return answer(told ?? (reading.failed === 'check' ? 'test-failure' : 'unknown'), causal, null);
}

function classByExit(exit: ExitFact | undefined): FailureClass | null {
  if (exit === undefined || exit.code === null) return null;
  return exit.driver === 'mock' ? classOfMockExit(exit.code) : classOfJobExit(exit.code);
}

/** The last line of the log that says something; where none does, its last line. */
function lastWordsOf({ lastWords, lastLine }: Reading): CausalLine | null {
  const said = [...lastWords.values()].reduce<Spot | null>((last, spot) => (last === null || spot.line > last.line ? spot : last), null);
  const spot = said ?? lastLine;
  return spot === null ? null : causalOf(spot);
}

/** Only what was said in the section that failed, or in rpm's closing list; for the tail, what was said near to the end. */
function applies(entry: Entry, section: LogSection, lines: number): boolean {
  if (entry.rule.tail !== undefined) return lines - entry.lastLine < entry.rule.tail;
  return entry.section === section || entry.section === 'errors';
}

/** By tier, then by line; one reading for each rule and for each line. */
function ranked(entries: readonly Entry[]): Entry[] {
  const order = new Map(RULES.map((rule, index) => [rule.id, index]));
  const sorted = entries.toSorted(
    (a, b) =>
      a.rule.tier - b.rule.tier ||
      Number(a.section === 'errors') - Number(b.section === 'errors') ||
      a.spot.line - b.spot.line ||
      (order.get(a.rule.id) ?? 0) - (order.get(b.rule.id) ?? 0),
  );
  const lines = new Set<number>();
  const rules = new Set<string>();
  return sorted.filter(({ rule, spot }) => {
    if (lines.has(spot.line) || rules.has(rule.id)) return false;
    lines.add(spot.line);
    rules.add(rule.id);
    return true;
  });
}

function candidateOf(entry: Entry): Candidate {
  return { rule: entry.rule.id, class: entry.rule.class, causal: causalOf(entry.spot), section: entry.section };
}
