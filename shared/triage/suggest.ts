import type { FailureClass } from './classes.ts';
import { asksForBcond, asksForUndefined, bcondsOn, conditionalMacros, linesOfSpec, type SpecLine } from './spec-text.ts';

/** What a suggested port fix changes; the same shape as the contract's `FixChange`, of which it is a part. */
export type SuggestedChange =
  | { readonly kind: 'macro'; readonly name: string; readonly value: string }
  | { readonly kind: 'bcond'; readonly name: string; readonly enabled: boolean }
  | { readonly kind: 'nocheck' };

/** A port fix that may be offered for a failure. */
export interface Suggestion {
  readonly change: SuggestedChange;
  /** What a button says. */
  readonly title: string;
  /** What speaks for it, in one sentence. */
  readonly because: string;
  /** It must go again: it hides the failure instead of curing it. */
  readonly debt: boolean;
}

/** What is known of the failure; a `Triage` fits. */
export interface FailureFacts {
  readonly class: FailureClass;
  /** The section or phase that failed. */
  readonly section: string | null;
  readonly causal: { readonly text: string; readonly context: readonly string[] } | null;
}

const MAX_SUGGESTIONS = 6;
/** So many lines of a spec that hold the flag, or of its %check, are looked into. */
const MAX_LINES = 300;
const FLAG = /(?:unrecognized command[- ]line option|unsupported option|unknown argument:?|bad value .{1,80} for) .{0,3}(-m[\w.=+-]{1,60})/;
/** Classes whose tests fail by what the tests are, not by what the machine does. */
const TESTS_AT_FAULT: ReadonlySet<FailureClass> = new Set(['byte-order', 'char-signedness', 'instruction-set', 'test-failure', 'compile-error', 'link-error', 'missing-program', 'unknown']);

/**
 * The port fixes that may be offered for a failure, the best first; empty where the spec gives no handle.
 * `spec` is the text of the spec file and is only read, never evaluated.
 */
export function suggestFixes(failure: FailureFacts, spec: string): Suggestion[] {
  const lines = linesOfSpec(spec);
  const found = [...forFlags(failure, lines), ...forTests(failure, lines)];
  const seen = new Set<string>();
  return found
    .filter(({ change }) => {
      const key = `${change.kind} ${'name' in change ? change.name : ''}`;
      return seen.has(key) ? false : seen.add(key);
    })
    .slice(0, MAX_SUGGESTIONS);
}

function forFlags(failure: FailureFacts, lines: readonly SpecLine[]): Suggestion[] {
  if (failure.class !== 'architecture-flags' || failure.causal === null) return [];
  const flags = new Set([failure.causal.text, ...failure.causal.context].flatMap((text) => FLAG.exec(text)?.[1] ?? []));
  const bconds = bcondsOn(lines);
  return [...flags].flatMap((flag) => lines.filter((line) => holds(line.text, flag)).slice(0, MAX_LINES).flatMap((line) => handlesOf(line, flag, bconds)));
}

/** The ways in which a spec line that holds the flag lets itself be changed from outside. */
function handlesOf(line: SpecLine, flag: string, bconds: readonly string[]): Suggestion[] {
  const found: Suggestion[] = [];
  for (const macro of conditionalMacros(line.text)) {
    if (!holds(macro.body, flag)) continue;
    if (macro.whenUndefined) found.push(emptyMacro(macro.name, flag));
    else if (macro.name.startsWith('with_') && bconds.includes(macro.name.slice(5))) found.push(bcondOff(macro.name.slice(5), `brings in ${flag}`, false));
  }
  for (const condition of line.conditions) {
    const guard = asksForUndefined(condition);
    if (guard !== null && new RegExp(`%(?:global|define)\\s{1,20}${guard}\\s`).test(line.text)) found.push(emptyMacro(guard, flag));
    for (const name of bconds) if (asksForBcond(condition, name)) found.push(bcondOff(name, `brings in ${flag}`, false));
  }
  return found;
}

function forTests(failure: FailureFacts, lines: readonly SpecLine[]): Suggestion[] {
  if (failure.section !== 'check' || !TESTS_AT_FAULT.has(failure.class)) return [];
  const check = lines.filter((line) => line.section === 'check').slice(0, MAX_LINES);
  const conditions = [...new Set(check.flatMap((line) => line.conditions))];
  const macros = new Set(check.flatMap((line) => conditionalMacros(line.text)).flatMap((macro) => (macro.whenUndefined ? [] : macro.name)));
  const guards = bcondsOn(lines).filter((name) => macros.has(`with_${name}`) || conditions.some((condition) => asksForBcond(condition, name)));
  return [
    ...guards.map((name) => bcondOff(name, 'guards %check, which failed', true)),
    {
      change: { kind: 'nocheck' },
      title: 'Build without its tests (--nocheck)',
      because: 'It builds; only %check fails. What waits for it can go ahead while the tests are looked into.',
      debt: true,
    },
  ];
}

function emptyMacro(name: string, flag: string): Suggestion {
  return {
    change: { kind: 'macro', name, value: '%{nil}' },
    title: `Empty the macro ${name}`,
    because: `The compiler for this architecture does not know ${flag}, and the spec takes it from %{${name}}, which can be set from outside.`,
    debt: false,
  };
}

function bcondOff(name: string, what: string, debt: boolean): Suggestion {
  return {
    change: { kind: 'bcond', name, enabled: false },
    title: `Switch off the bcond ${name}`,
    because: `The bcond ${name} ${what}, and is on by default.`,
    debt,
  };
}

/** Whether the flag stands in the text as a word of its own. */
function holds(text: string, flag: string): boolean {
  for (let at = text.indexOf(flag); at !== -1; at = text.indexOf(flag, at + 1)) {
    if (!/[\w-]/.test(text[at - 1] ?? ' ') && !/[\w.=+-]/.test(text[at + flag.length] ?? ' ')) return true;
  }
  return false;
}
