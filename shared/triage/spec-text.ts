/**
 * The little that a suggestion needs to see in the text of a spec file. Nothing is evaluated (that happens on builders
 * only): conditions are followed by their nesting, macros by their braces.
 */

/** What is looked at of a spec; the rest of a larger one is ignored. */
const MAX_LINES = 20_000;
const MAX_SPEC_LINE = 4000;
const MAX_DEPTH = 20;
const MAX_MACROS = 50;
const MAX_BCONDS = 64;

/** A line of the spec with the conditions that it stands under, the outermost first. */
export interface SpecLine {
  readonly text: string;
  readonly conditions: readonly string[];
  /** The scriptlet or list that it belongs to (`check`, `build`, `files`, …); `preamble` before the first. */
  readonly section: string;
}

const SECTION =
  /^%(prep|generate_buildrequires|conf|build|install|check|clean|files|changelog|description|package|pre|post|preun|postun|pretrans|posttrans|triggerin|triggerun|triggerpostun|verifyscript)\b/;

export function linesOfSpec(spec: string): SpecLine[] {
  const lines: SpecLine[] = [];
  const conditions: string[] = [];
  let section = 'preamble';
  for (const raw of spec.slice(0, MAX_LINES * 200).split('\n', MAX_LINES)) {
    const text = raw.slice(0, MAX_SPEC_LINE);
    const begins = /^%(if\w*|else|elif\w*|endif)\b(.*)$/.exec(text.trim());
    const word = begins?.[1];
    if (word === undefined) {
      section = SECTION.exec(text)?.[1] ?? section;
      if (!/^\s*#/.test(text)) lines.push({ text, conditions: [...conditions], section });
    } else if (word === 'endif') conditions.pop();
    else if (word === 'else') conditions.push(`not (${conditions.pop() ?? ''})`);
    else if (word.startsWith('elif')) {
      conditions.pop();
      conditions.push(begins?.[2]?.trim() ?? '');
    } else if (conditions.length < MAX_DEPTH) conditions.push(begins?.[2]?.trim() ?? '');
  }
  return lines;
}

/** What a conditional macro `%{?name:…}` or `%{!?name:…}` holds. */
export interface ConditionalMacro {
  readonly name: string;
  /** It applies where the macro is not defined (`!?`). */
  readonly whenUndefined: boolean;
  readonly body: string;
}

const OPENING = /%\{(!{0,4}\??!{0,4})(\w{1,128}):/g;

/** The conditional macros of a text with their bodies, nested ones included; a brace that never closes ends with the text. */
export function conditionalMacros(text: string): ConditionalMacro[] {
  const found: ConditionalMacro[] = [];
  for (const opening of text.matchAll(OPENING)) {
    const [whole, marks, name] = opening;
    if (marks === undefined || name === undefined || !marks.includes('?') || found.length >= MAX_MACROS) continue;
    const from = opening.index + whole.length;
    found.push({ name, whenUndefined: marks.replace('?', '').length % 2 === 1, body: text.slice(from, closingBrace(text, from)) });
  }
  return found;
}

function closingBrace(text: string, from: number): number {
  let depth = 1;
  for (let at = from; at < text.length; at += 1) {
    if (text[at] === '{') depth += 1;
    else if (text[at] === '}') depth -= 1;
    if (depth === 0) return at;
  }
  return text.length;
}

/** The bconds that are on unless switched off: `%bcond_without name`, `%bcond name 1` (rpm, macros: %bcond since 4.17.1). */
export function bcondsOn(lines: readonly SpecLine[]): string[] {
  const names: string[] = [];
  for (const { text } of lines) {
    const match = /^\s*%(bcond_without|bcond)\s+(\w{1,128})\s*(.*)$/.exec(text);
    const name = match?.[2];
    if (name === undefined) continue;
    const isOn = match?.[1] === 'bcond_without' || !/^(?:0|)\s*$/.test(match?.[3] ?? '');
    if (isOn) names.push(name);
    if (names.length === MAX_BCONDS) break;
  }
  return names;
}

/** Whether a condition of `%if` asks for the bcond to be on. */
export function asksForBcond(condition: string, name: string): boolean {
  if (condition.startsWith('not (') || /!\s*%\{with|%\{without/.test(condition)) return false;
  return new RegExp(`%\\{with\\s{1,8}${name}\\}|%\\{\\?with_${name}[:}]|%\\{\\??_with_${name}[:}]`).test(condition);
}

/** Whether a condition of `%if` holds only while the macro is not defined. */
export function asksForUndefined(condition: string): string | null {
  if (condition.startsWith('not (') || condition.includes('||')) return null;
  return /^0?%\{!\?(\w{1,128}):\s*1\s*\}$/.exec(condition)?.[1] ?? /^%\{undefined\s{1,8}(\w{1,128})\}$/.exec(condition)?.[1] ?? null;
}
