import { withoutPrefix } from '../triage/text.ts';
import { plainLine } from './plain-line.ts';

/** What a package calls itself in the log of one attempt: it differs between attempts of two versions, and says nothing. */
export interface OwnNames {
  /** `5.4.6`; empty where it is not known. */
  readonly version: string;
  /** `1.el8`; empty where it is not known. */
  readonly release: string;
}

const HELD = '<~>';
/** Of a longer line the beginning tells. */
const LONGEST = 2_000;

/**
 * What differs from one build to the next without meaning anything. Each repetition is bounded: lines are hostile.
 * Numbers that stand alone stay: how many tests passed is of substance.
 */
const VOLATILE = [
  // Dates and times: ISO 8601, `Mon Jan 2 …`, clocks.
  String.raw`\b\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?(?: ?Z| ?[+-]\d{2}:?\d{2})?)?\b`,
  String.raw`\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)\w{0,6},? (?:\d{1,2} )?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\b[\w :]{0,24}\d{4}`,
  String.raw`\b\d{1,2}:\d{2}:\d{2}(?:[.,]\d{1,9})?\b`,
  // Directories that are made for one build, and files that are made for a moment.
  String.raw`(?:/[\w.+~-]{1,80}){0,12}/(?:BUILD|BUILDROOT)(?:/[\w.+~^%-]{1,160})?`,
  String.raw`/(?:var/)?tmp/[^\s'"${'`'}:,;()<>]{1,200}`,
  String.raw`\brpm-tmp\.\w{4,12}\b`,
  String.raw`\b(?:tmp|temp)[._-]?[A-Za-z0-9_]{6,12}\b`,
  String.raw`\bcc[A-Za-z0-9]{6}\.(?:o|s|res|ld|le|c)\b`,
  // Ids: UUIDs, addresses, digests, attempts, processes.
  String.raw`\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b`,
  String.raw`\b0x[0-9a-f]{5,16}\b`,
  String.raw`\b(?=[0-9]{0,64}[a-f])(?=[a-f]{0,64}\d)[0-9a-f]{7,128}\b`,
  String.raw`\b\d{10,}\b`,
  String.raw`\bpid[ =:]{0,3}\d{1,10}\b`,
  String.raw`(?<=\w)\[\d{2,10}\](?=:)`,
  String.raw`\b127\.0\.0\.1:\d{2,5}\b`,
  String.raw`\blocalhost:\d{2,5}\b`,
  // How long it took and how fast it was, and how many at once.
  String.raw` {0,8}\b\d{1,6}m ?\d{1,2}(?:\.\d{1,9})?s\b`,
  String.raw` {0,8}\b\d{1,12}(?:[.,]\d{1,9})? ?(?:ms|µs|us|ns|s|secs?|seconds?|minutes?)\b`,
  String.raw` {0,8}\b\d{1,12}(?:\.\d{1,9})? ?[KMG]i?B/s`,
  String.raw`(?<=\s)-j ?\d{1,4}\b`,
  // make's and ninja's counters run in another order each time.
  String.raw`^\[ {0,3}\d{1,3}%\]`,
  String.raw`^\[\d{1,7}/\d{1,7}\]`,
].join('|');

const escape = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');
const PLAIN = /^[^\d]*$/;

/** Turns lines of one log into what they mean: what is equal in two logs differs in nothing of substance. */
export function lineNormaliser({ version, release }: OwnNames): (raw: string) => string {
  const own: string[] = [];
  if (version !== '' && release !== '') own.push(`${escape(version)}-${escape(release)}`);
  // A version of one number (`9`) is found everywhere.
  if (/[.]/.test(version)) own.push(`(?<![\\w.])${escape(version)}(?![\\w]|\\.\\d)`, `(?<=[-_])${escape(version)}(?!\\w)`);
  const pattern = new RegExp(own.length === 0 ? VOLATILE : `${own.join('|')}|${VOLATILE}`, 'gi');
  return (raw) => {
    const text = withoutPrefix(plainLine(raw)).trim();
    // All that is volatile has a digit in it, but directories and some temporary names.
    if (PLAIN.test(text) && !text.includes('/') && !text.includes('tmp') && !text.includes('cc')) return text;
    return (text.length > LONGEST ? text.slice(0, LONGEST) : text).replace(pattern, HELD);
  };
}

/** The names that an attempt's expected NEVR (`lua-5.4.6-1.el8`, epoch or not) gives its package. */
export function ownNamesOf(source: string, expected: string): OwnNames {
  const evr = expected.startsWith(`${source}-`) ? expected.slice(source.length + 1) : '';
  const bare = evr.replace(/^\d+:/, '');
  const dash = bare.lastIndexOf('-');
  return dash === -1 ? { version: bare, release: '' } : { version: bare.slice(0, dash), release: bare.slice(dash + 1) };
}
