import type { FailureClass } from './classes.ts';

/** The longest signature, in UTF-16 units. */
export const MAX_SIGNATURE = 200;

/**
 * What goes, in this order: dates and times; the place in front of a compiler's message; addresses and digests;
 * name-version-release of packages; directories of the build; versions and numbers that stand alone. Numbers inside
 * words stay: `-msse2`, `R_390_PLT32DBL`, `libfoo.so.1` and `__m128` are what failures have in common.
 */
const STEPS: readonly (readonly [RegExp, string])[] = [
  [/\b\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2})?)?/g, '<date>'],
  [/\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? (?:\d{1,2} )?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[\w :]{0,24}\d{4}\b/g, '<date>'],
  [/(?:<date> ?(?:at ?)?)?\b\d{1,2}:\d{2}:\d{2}(?:[.,]\d{1,9})?\b/g, '<date>'],
  [/^(?:[^\s:]{1,300}:\d{1,9}:(?:\d{1,9}:)?|\{standard input\}:\d{1,9}:) {0,4}/, ''],
  [/^\S{0,200}\/rpm-tmp\.\w{1,20}: (?:line )?\d{1,9}: /, ''],
  [/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi, '<id>'],
  [/\b0x[0-9a-f]{1,32}\b/gi, '<address>'],
  [/\b(?=[a-f]{0,64}\d)[0-9a-f]{12,128}\b/g, '<digest>'],
  [/\bpid[ =:]{0,3}\d{1,10}/gi, 'pid #'],
  [/(?<=[\w+])-\d[\w.+~^]{0,80}-\d[\w.+~^]{0,80}/g, '-#'],
  [/(?<![\w.<])\/(?:builddir|var\/tmp|tmp|home|root|buildroot|mnt|srv|var\/lib|run)\/[^\s'"`’:,;()<>]{0,400}/g, '<path>'],
  [/(?<![\w.+#-])\d{1,40}(?:[.:]\d{1,40}){0,12}(?:[-~^]\d[\w.]{0,40})?(?![\w#])/g, '#'],
  [/\s{1,2000}/g, ' '],
];

/** Whose log it is: what it says of itself is not what failures have in common. */
export interface Subject {
  readonly name: string;
  /** Null where it is not known. */
  readonly version: string | null;
}

/** Names that a log says of its tools as well: taking these out would take the cause out. */
const TOOLS: ReadonlySet<string> = new Set(['bash', 'binutils', 'clang', 'cmake', 'error', 'file', 'gawk', 'glibc', 'grep', 'llvm', 'make', 'meson', 'patch', 'perl', 'python', 'python3', 'ruby', 'rust', 'test', 'time', 'which']);
const SHORTEST_NAME = 3;

const escaped = (word: string): string => word.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');

/** The text without its own package's name and version, each where it stands as a word of its own. */
function impersonal(text: string, { name, version }: Subject): string {
  let result = text;
  if (version !== null && version !== '') result = result.replace(new RegExp(`(?<![\\w.+~^])${escaped(version.slice(0, 100))}(?![\\w+~^]|\\.\\w)`, 'g'), '#');
  const named = name.length >= SHORTEST_NAME && name.length <= 255 && !TOOLS.has(name.toLowerCase());
  return named ? result.replace(new RegExp(`(?<![\\w.+])${escaped(name)}(?![\\w+]|\\.\\w)(?:-#)?`, 'g'), '<package>') : result;
}

/** The text without what differs from one package, machine or day to the next; applying it twice changes nothing more. */
export function normalise(text: string, subject: Subject | null = null): string {
  let result = text.slice(0, 1000);
  // A step can uncover what an earlier one would have taken, so it goes on until nothing changes; each round shortens or ends.
  for (let round = 0; round < 8; round += 1) {
    const before = result;
    for (const [pattern, by] of STEPS) result = result.replace(pattern, by);
    if (subject !== null) result = impersonal(result, subject);
    result = result.replace(/[‘’`]/g, "'").trim();
    if (result === before) break;
  }
  return result.slice(0, MAX_SIGNATURE).trim();
}

/** What failures of one kind share: the class and the normalised key of the rule, or else the normalised causal line. */
export function signatureOf(failureClass: FailureClass, causal: string, subject: Subject | null = null): string {
  const words = normalise(causal, subject);
  return (words === '' ? failureClass : `${failureClass}: ${words}`).slice(0, MAX_SIGNATURE);
}
