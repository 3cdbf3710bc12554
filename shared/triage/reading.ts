import type { Entry, Spot } from './journal.ts';
import { Journal, CONTEXT } from './journal.ts';
import type { LogKind } from './finding.ts';
import { SYMPTOM } from './rules.ts';
import { MAX_SPANS, sectionBegins, sectionThatFailed, type LogSection, type SectionSpan } from './sections.ts';
import { clip, cleanLine, withoutPrefix } from './text.ts';

/** So many lines back the last words of a section are looked for. */
const MEMORY = 12;
const MAKE_STATUS = /^\s*g?make(?:\[\d{1,4}\])?: /;
const IGNORED = /\(ignored\)\s*$/;

/** What reading a whole log has shown. */
export interface Reading {
  readonly entries: readonly Entry[];
  /** The section that rpm says has failed; null when it does not say. */
  readonly failed: LogSection | null;
  /** The last section that began, leaving rpm's closing list aside. */
  readonly last: LogSection;
  readonly spans: readonly SectionSpan[];
  /** The last line of each section that says something. */
  readonly lastWords: ReadonlyMap<LogSection, Spot>;
  /** The last line that is not blank, whatever it says. */
  readonly lastLine: Spot | null;
  readonly lines: number;
}

interface Remembered {
  readonly line: number;
  readonly text: string;
}

/** Follows a log line by line: its sections, what the rules match in each, and the last words of each. */
export class LogReader {
  readonly #journal: Journal;
  readonly #spans: { section: LogSection; first: number; last: number }[] = [];
  readonly #lastWords = new Map<LogSection, Spot>();
  #recent: Remembered[] = [];
  #section: LogSection = 'setup';
  #last: LogSection = 'setup';
  #failed: LogSection | null = null;
  #barrier = 0;
  #lines = 0;

  constructor(logKind: LogKind) {
    this.#journal = new Journal(logKind);
  }

  read(raw: string, line: number): void {
    const shown = cleanLine(raw);
    const text = withoutPrefix(shown);
    this.#lines = line;
    const begins = sectionBegins(text);
    if (begins !== null && this.#mayBegin(begins)) this.#enter(begins, line);
    else if (line === 1) this.#enter('setup', 1);
    this.#journal.note(text, line, this.#section, () => this.#recent.slice(-CONTEXT).map((one) => one.text));
    if (text.includes('Bad exit status')) this.#badExit(text);
    if (MAKE_STATUS.test(text)) this.#makeStatus(text, line);
    this.#recent.push({ line, text });
    if (this.#recent.length >= 2 * MEMORY) this.#recent = this.#recent.slice(-MEMORY - CONTEXT);
  }

  end(): Reading {
    this.#rememberWords();
    this.#closeSpan(this.#lines);
    return {
      entries: this.#journal.entries(), failed: this.#failed, last: this.#last, spans: this.#spans,
      lastWords: this.#lastWords, lastLine: this.#lastOf(() => true), lines: this.#lines,
    };
  }

  /** rpm gathers files after %install or %check only; elsewhere the words are the package's own. Its closing list ends the log. */
  #mayBegin(section: LogSection): boolean {
    if (section === this.#section && section === 'files') return false;
    return section !== 'files' || ['install', 'check', 'setup', 'other'].includes(this.#section);
  }

  #enter(section: LogSection, line: number): void {
    if (line > 1) {
      this.#rememberWords();
      this.#closeSpan(line - 1);
    }
    this.#journal.enter(section);
    this.#section = section;
    this.#barrier = line;
    if (section !== 'errors') this.#last = section;
    if (this.#spans.length < MAX_SPANS) this.#spans.push({ section, first: line, last: line });
  }

  #closeSpan(line: number): void {
    const open = this.#spans.at(-1);
    if (open !== undefined) open.last = line;
  }

  #badExit(text: string): void {
    const failed = sectionThatFailed(text);
    if (failed === null) return;
    this.#failed = failed;
    if (this.#section === failed) this.#rememberWords();
  }

  #makeStatus(text: string, line: number): void {
    if (IGNORED.test(text)) this.#journal.forgive(this.#section, this.#barrier);
    if (text.includes(' Error ')) this.#barrier = line;
  }

  /** Keeps the last line that says something, with its neighbours, before the section is left. */
  #rememberWords(): void {
    const from = this.#spans.at(-1)?.first ?? 1;
    const found = this.#lastOf((one) => one.line >= from && !SYMPTOM.test(one.text));
    if (found !== null) this.#lastWords.set(this.#section, found);
  }

  /** The last remembered line that is not blank and of which `holds` is true, with its neighbours. */
  #lastOf(holds: (one: Remembered) => boolean): Spot | null {
    const at = this.#recent.findLastIndex((one) => one.text.trim() !== '' && holds(one));
    const found = this.#recent[at];
    if (found === undefined) return null;
    const texts = (part: readonly Remembered[]): string[] => part.map((one) => clip(one.text));
    return {
      line: found.line, text: clip(found.text), index: 0,
      before: texts(this.#recent.slice(Math.max(0, at - CONTEXT), at)),
      after: texts(this.#recent.slice(at + 1, at + 1 + CONTEXT)),
    };
  }
}
