/** A tag in another distribution's spec that keeps a package off s390x. */
export interface Restriction {
  readonly kind: 'ExcludeArch' | 'ExclusiveArch';
  /** As the spec has it, macros included. */
  readonly arches: string;
  /** The `%if` around it; null where it always holds. */
  readonly condition: string | null;
  /** What the spec's own comment says; may be empty. */
  readonly comment: string;
  readonly bugs: readonly Bug[];
}

export interface Bug {
  /** What a person calls it: `rhbz#1869980`, or the address without its scheme. */
  readonly id: string;
  readonly url: string;
}

/** More of one list are not read, and longer words are cut: the file comes from outside. */
const MAX_ENTRIES = 50_000;
const MAX_PER_PACKAGE = 8;
const MAX_BUGS = 12;
const MAX_TEXT = 1000;
const BUGZILLA = 'https://bugzilla.redhat.com/show_bug.cgi?id=';

/**
 * Reads a list of restrictions: a JSON array of `{ package, tag, value, condition, comment, refs }`, as the collection of
 * Fedora's specs has it. By package, in the list's order; entries that do not have this form are passed over. Returns
 * null where the text is no JSON array at all.
 */
export function parseRestrictions(text: string): ReadonlyMap<string, readonly Restriction[]> | null {
  let list: unknown;
  try {
    list = JSON.parse(text);
  } catch {
    return null;
  }
  if (!Array.isArray(list)) return null;
  const byPackage = new Map<string, Restriction[]>();
  for (const entry of list.slice(0, MAX_ENTRIES) as readonly unknown[]) {
    const read = restrictionOf(entry);
    if (read === null) continue;
    const [name, restriction] = read;
    const known = byPackage.get(name) ?? [];
    if (known.length < MAX_PER_PACKAGE && !known.some((one) => JSON.stringify(one) === JSON.stringify(restriction))) byPackage.set(name, [...known, restriction]);
  }
  return byPackage;
}

function restrictionOf(entry: unknown): readonly [string, Restriction] | null {
  if (typeof entry !== 'object' || entry === null) return null;
  const { package: name, tag, value, condition, comment, refs } = entry as Readonly<Record<string, unknown>>;
  const kind = typeof tag !== 'string' ? null : tag.startsWith('ExcludeArch') ? 'ExcludeArch' : tag.startsWith('ExclusiveArch') ? 'ExclusiveArch' : null;
  if (typeof name !== 'string' || name === '' || kind === null) return null;
  const bugs = Array.isArray(refs) ? refs.flatMap((ref: unknown) => (typeof ref === 'string' ? (bugOf(ref) ?? []) : [])) : [];
  const unique = bugs.filter((bug, index) => bugs.findIndex(({ url }) => url === bug.url) === index);
  return [name, { kind, arches: line(value), condition: line(condition) || null, comment: line(comment), bugs: unique.slice(0, MAX_BUGS) }];
}

/** One line of text, without control characters; empty for whatever is no text. */
function line(value: unknown): string {
  return typeof value === 'string' ? value.slice(0, MAX_TEXT).replace(/[\s\u0000-\u001f\u007f-\u009f]+/g, ' ').trim() : '';
}

/** A bug from its number in Red Hat's Bugzilla or from its web address; null for anything else. */
export function bugOf(ref: string): Bug | null {
  const text = ref.trim();
  if (/^\d{4,9}$/.test(text)) return { id: `rhbz#${text}`, url: `${BUGZILLA}${text}` };
  if (text.length > 500 || !/^https?:\/\/[A-Za-z0-9.-]{1,253}(?::\d{1,5})?(?:[/?#][\w\-./?#=&%:~+,;@!()*]*)?$/.test(text)) return null;
  const number = /^https?:\/\/bugzilla\.redhat\.com\/(?:show_bug\.cgi\?id=)?(\d{4,9})(?:#.*)?$/.exec(text)?.[1];
  if (number !== undefined) return { id: `rhbz#${number}`, url: `${BUGZILLA}${number}` };
  return { id: text.replace(/^https?:\/\//, ''), url: text };
}
