import { BCOND_PURPOSES, PURPOSE_RULES, type Purpose } from './purpose-rules.ts';
import type { ScriptLine, SpecText, WrittenRequirement } from './read-spec-text.ts';

/** That a BuildRequires is only needed for tests or documentation: a suspicion, never a fact. */
export interface Suspicion {
  readonly purpose: Purpose;
  /** What speaks for it, for a person. */
  readonly why: string;
  /** The line of the spec that speaks for it beside the requirement's own; null where it is its name alone. */
  readonly line: number | null;
}

/** What almost every scriptlet mentions, so that a mention says nothing. */
const EVERYWHERE: ReadonlySet<string> = new Set(['gcc', 'make', 'perl', 'python', 'python3', 'sed', 'grep', 'tar', 'gzip', 'git', 'which', 'file', 'bash', 'ruby', 'java', 'cmake', 'test', 'check', 'time', 'find', 'diff', 'patch', 'autoconf', 'automake', 'libtool', 'lib']);

/**
 * What a BuildRequires may be there for, as the spec's text suggests: by the bcond around it, by its name, or because %check
 * mentions it and no other scriptlet does. Null where nothing does.
 */
export function suspectPurpose(spec: SpecText, written: WrittenRequirement): Suspicion | null {
  for (const { name } of written.off) {
    const rule = BCOND_PURPOSES.find((each) => each.name.test(name));
    if (rule !== undefined) return { purpose: rule.purpose, why: `the bcond “${name}” around it says so`, line: null };
  }
  const rule = PURPOSE_RULES.find((each) => each.name.test(written.name));
  const mention = mentionIn(spec, written.name);
  if (rule !== undefined) {
    if (rule.purpose === 'check' && mention.elsewhere && mention.inCheck === null) return null;
    const beside = rule.purpose === 'check' && mention.inCheck !== null;
    return { purpose: rule.purpose, why: `${written.name} ${rule.what}${beside ? ', and %check mentions it' : ''}`, line: rule.purpose === 'check' ? (mention.inCheck?.line ?? null) : null };
  }
  if (mention.inCheck === null || mention.elsewhere) return null;
  return { purpose: 'check', why: `%check mentions ${mention.word}, and no other part of the build does`, line: mention.inCheck.line };
}

/** The word by which scriptlets would call what a requirement brings: `perl(Foo::Bar)` → `Foo::Bar`, `foo-devel` → `foo`. */
function wordOf(name: string): string {
  const inner = /^[A-Za-z0-9_]+\(([^)]+)\)/.exec(name)?.[1];
  if (inner !== undefined) return inner;
  return name.replace(/^\/.*\//, '').replace(/^python[\d.]*-|^perl-|^rubygem-/, '').replace(/-(?:devel|libs|tools|utils)$/, '');
}

function mentionIn({ scripts }: SpecText, name: string): { readonly word: string; readonly inCheck: ScriptLine | null; readonly elsewhere: boolean } {
  const word = wordOf(name);
  if (word.length < 3 || word.includes('%') || EVERYWHERE.has(word.toLowerCase())) return { word, inCheck: null, elsewhere: false };
  const mentions = (line: ScriptLine): boolean => hasWord(line.text, word);
  return { word, inCheck: scripts.check.find(mentions) ?? null, elsewhere: scripts.prep.some(mentions) || scripts.build.some(mentions) || scripts.install.some(mentions) };
}

/** Whether a word stands in a line by itself; a comment does not count. */
function hasWord(text: string, word: string): boolean {
  if (/^\s*#/.test(text)) return false;
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    const [before, after] = [text[at - 1] ?? ' ', text[at + word.length] ?? ' '];
    if (!/[A-Za-z0-9_]/.test(before) && !/[A-Za-z0-9_]/.test(after)) return true;
  }
  return false;
}
