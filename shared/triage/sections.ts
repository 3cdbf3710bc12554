
/**
 * The parts of the log of one build, in their usual order. `setup` is all before the first scriptlet, `files` begins
 * where rpm gathers the files of each package, `errors` is rpm's closing list, `other` a scriptlet that is not named here.
 */
export const LOG_SECTIONS = [
  'setup',
  'prep',
  'generate_buildrequires',
  'conf',
  'build',
  'install',
  'check',
  'files',
  'errors',
  'clean',
  'other',
] as const;
export type LogSection = (typeof LOG_SECTIONS)[number];

/** One stretch of the log; lines count from 1, both ends belong to it. */
export interface SectionSpan {
  readonly section: LogSection;
  readonly first: number;
  readonly last: number;
}
/** More sections than this are not listed (no build has them; a hostile log may). */
export const MAX_SPANS = 200;

const SCRIPTLET = /^Executing\((?:%|--)?([a-z_]{1,32})\): /;
const BAD_EXIT = /Bad exit status from \S{1,300} \(%([a-z_]{1,32})\)/;

function named(word: string): LogSection {
  // Scriptlets of their own only in the log: they copy what %doc and %license list (rpm, build/files.c).
  if (word === 'doc' || word === 'license') return 'files';
  const known = LOG_SECTIONS.find((section) => section === word);
  return known ?? 'other';
}

/**
 * The section that begins at this line, or null. rpm prints `Executing(%build): …` before each scriptlet
 * (rpm, build/build.c doScript), `Processing files: …` before it gathers files and `RPM build errors:` before its closing list.
 */
export function sectionBegins(line: string): LogSection | null {
  if (line.startsWith('Executing(')) {
    const word = SCRIPTLET.exec(line)?.[1];
    return word === undefined ? null : named(word);
  }
  if (line.startsWith('Processing files: ')) return 'files';
  if (/^RPM build errors:\s*$/.test(line)) return 'errors';
  return null;
}

/** The section that failed, by rpm's own word (`error: Bad exit status from /var/tmp/rpm-tmp.x (%build)`), or null. */
export function sectionThatFailed(line: string): LogSection | null {
  const word = BAD_EXIT.exec(line)?.[1];
  return word === undefined ? null : named(word);
}

