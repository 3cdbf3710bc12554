import { conditionOff, UNDECIDED, type BcondSetting, type ConditionOff } from './condition.ts';

/** A BuildRequires as it stands in the text of a spec, macros and all. */
export interface WrittenRequirement {
  /** `zlib-devel`, `perl(Test::More)`, `%{name}-devel`: without a version. */
  readonly name: string;
  /** From 1. */
  readonly line: number;
  /** Settings of bconds under which the line is not there; each alone is enough. */
  readonly off: readonly BcondSetting[];
}

/** One line of a scriptlet. */
export interface ScriptLine {
  readonly line: number;
  readonly text: string;
}

/** What can be read off the text of a spec without evaluating anything. */
export interface SpecText {
  /** Names that %bcond, %bcond_with or %bcond_without declares. */
  readonly bconds: ReadonlySet<string>;
  readonly requirements: readonly WrittenRequirement[];
  /** The lines of %prep, %build, %install and %check; empty where the spec has none. */
  readonly scripts: Readonly<Record<Script, readonly ScriptLine[]>>;
}

export const SCRIPTS = ['prep', 'build', 'install', 'check'] as const;
export type Script = (typeof SCRIPTS)[number];

/** A spec is read so far; the largest of a distribution has some 9,000 lines. */
const MOST_LINES = 50_000;
const MOST_COLUMNS = 4_000;

const BCOND = /^\s*%bcond(?:_with|_without)?\s+([A-Za-z0-9_]+)/;
const SECTION = /^%(prep|build|install|check|clean|files|description|package|changelog|conf|generate_buildrequires|pre|post|preun|postun|pretrans|posttrans|preuntrans|postuntrans|verifyscript|sepolicy|sourcelist|patchlist|trigger\w*|filetrigger\w*|transfiletrigger\w*)\b/;
const DIRECTIVE = /^\s*%(if|ifarch|ifnarch|ifos|ifnos|elif|elifarch|elifos|else|endif)\b(.*)$/;
/** `%{?with_x:…}` and its kin around a whole line. */
const WRAPPED = /^\s*(%\{!?\?_?with(?:out)?_[A-Za-z0-9_]+):(.*)\}\s*$/;
const TAG = /^\s*BuildRequires(?:\([^)]*\))?\s*:\s*(.*)$/i;

/**
 * Reads the BuildRequires of a spec with the bconds that they hang on, and its scriptlets. Text only: no macro is expanded, so
 * what a macro hides is not seen, and a line that no condition on a bcond surrounds may still lie in a branch that is never
 * taken. Lines beyond the 50,000th, and what stands beyond the 4,000th column, are not read.
 */
export function readSpecText(text: string): SpecText {
  const lines = text.split(/\r?\n/, MOST_LINES).map((line) => line.slice(0, MOST_COLUMNS));
  const bconds = new Set(lines.flatMap((line) => BCOND.exec(line)?.[1] ?? []));
  const requirements: WrittenRequirement[] = [];
  const scripts: Record<Script, ScriptLine[]> = { prep: [], build: [], install: [], check: [] };
  const open: { branch: readonly BcondSetting[]; condition: ConditionOff }[] = [];
  let section: string | null = null;
  lines.forEach((written, index) => {
    const directive = DIRECTIVE.exec(written);
    if (directive !== null) return turn(open, directive[1] ?? '', directive[2] ?? '', bconds);
    const begun = SECTION.exec(written)?.[1];
    if (begun !== undefined) {
      section = begun;
      return;
    }
    const script = SCRIPTS.find((each) => each === section);
    if (script !== undefined) scripts[script].push({ line: index + 1, text: written });
    if (section !== null && section !== 'package') return;
    const surrounding = open.flatMap(({ branch }) => branch);
    const { line, off } = unwrapped(written, bconds);
    const names = TAG.exec(line)?.[1];
    if (names === undefined) return;
    for (const name of namesIn(names)) requirements.push({ name, line: index + 1, off: distinct([...surrounding, ...off]) });
  });
  return { bconds, requirements, scripts };
}

function turn(open: { branch: readonly BcondSetting[]; condition: ConditionOff }[], directive: string, expression: string, bconds: ReadonlySet<string>): void {
  const top = open.at(-1);
  if (directive === 'endif') open.pop();
  else if (directive.startsWith('if')) {
    const condition = directive === 'if' ? conditionOff(expression, bconds) : UNDECIDED;
    open.push({ branch: condition.off, condition });
  } else if (top !== undefined && directive === 'else') top.branch = top.condition.elseOff;
  else if (top !== undefined) {
    const condition = directive === 'elif' ? conditionOff(expression, bconds) : UNDECIDED;
    top.branch = [...top.condition.elseOff, ...condition.off];
    // What follows holds where neither of the two did: no one setting says that.
    top.condition = UNDECIDED;
  }
}

function unwrapped(written: string, bconds: ReadonlySet<string>): { readonly line: string; readonly off: readonly BcondSetting[] } {
  let line = written;
  const off: BcondSetting[] = [];
  for (let depth = 0; depth < 3; depth++) {
    const wrapped = WRAPPED.exec(line);
    if (wrapped === null) break;
    off.push(...conditionOff(`0${wrapped[1] ?? ''}:1}`, bconds).off);
    line = wrapped[2] ?? '';
  }
  return { line, off };
}

/** `a >= 1, b perl(C) (d or e)` → the names; of a rich dependency each that it mentions. */
function namesIn(list: string): readonly string[] {
  const names: string[] = [];
  const words = list.replaceAll(/%\{\?_isa\}|%_isa/g, '').replaceAll(',', ' ').split(/\s+/);
  for (let at = 0; at < words.length; at++) {
    const word = (words[at] ?? '').replace(/^\(+/, '');
    if (/^[<>=]+$/.test(word)) {
      at++;
      continue;
    }
    const name = balanced(word);
    if (/^[A-Za-z0-9_/%]/.test(name) && !RICH_WORDS.has(name)) names.push(name);
  }
  return names;
}

const RICH_WORDS: ReadonlySet<string> = new Set(['and', 'or', 'if', 'else', 'unless', 'with', 'without']);

/** Without the brackets that close a rich dependency around it. */
function balanced(word: string): string {
  let name = word;
  while (name.endsWith(')') && name.replaceAll('(', '').length < name.replaceAll(')', '').length) name = name.slice(0, -1);
  return name;
}

function distinct(settings: readonly BcondSetting[]): readonly BcondSetting[] {
  return [...new Map(settings.map((setting) => [`${setting.name} ${setting.enabled}`, setting])).values()];
}
