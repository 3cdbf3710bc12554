import type { Comparison, Dependency } from '../dependency.ts';
import type { Evr } from '../evr.ts';
import { parseDependency } from '../parse-dependency.ts';
import { ByteInterner } from './byte-interner.ts';
import type { StartTag } from './xml-tag.ts';
import type { XmlScanner } from './xml-scanner.ts';

const FLAGS: ReadonlyMap<string, Comparison> = new Map([['EQ', 'eq'], ['LT', 'lt'], ['LE', 'le'], ['GT', 'gt'], ['GE', 'ge']]);

/**
 * Turns `rpm:entry` tags into dependencies, one object for each distinct spelling, however often it is written: the raw attributes are the key, so
 * that a repeated entry is neither decoded nor parsed. One interner may serve several files and repositories.
 */
export class DependencyInterner {
  private readonly raw = new ByteInterner();
  private readonly byRaw: Dependency[] = [];
  private readonly evrs = new Map<string, Evr>();

  /** The dependency that the tag at hand writes. Throws the scanner's error where it makes no sense. */
  entry(tag: StartTag, scanner: XmlScanner): Dependency {
    const known = this.raw.size;
    const index = this.raw.intern(tag.bytes, tag.attributesStart, endWithoutPre(tag));
    if (index >= 0 && index < known) {
      const dependency = this.byRaw[index];
      if (dependency !== undefined) return dependency;
    }
    const dependency = this.read(scanner);
    if (index >= 0) this.byRaw[index] = dependency;
    return dependency;
  }

  /** One object for each distinct EVR. */
  evr(epoch: number, version: string, release: string | null): Evr {
    const key = `${epoch}:${version}${release === null ? '' : `-${release}`}`;
    let evr = this.evrs.get(key);
    if (evr === undefined) this.evrs.set(key, (evr = { epoch, version, release }));
    return evr;
  }

  private read(scanner: XmlScanner): Dependency {
    const name = scanner.attribute('name');
    if (name === null || name === '') throw scanner.malformed('a dependency has no name');
    if (name.startsWith('(')) return this.rich(name, scanner);
    const flags = scanner.attribute('flags');
    const version = scanner.attribute('ver');
    if (flags === null || version === null || version === '') return { kind: 'simple', name, comparison: 'any', evr: null };
    const comparison = FLAGS.get(flags);
    if (comparison === undefined) throw scanner.malformed(`the comparison ${JSON.stringify(flags.slice(0, 40))} is unknown`);
    const release = scanner.attribute('rel');
    const evr = this.evr(readEpoch(scanner), version, release === '' ? null : release);
    return { kind: 'simple', name, comparison, evr };
  }

  private rich(text: string, scanner: XmlScanner): Dependency {
    const parsed = parseDependency(text);
    if (!parsed.ok) throw scanner.malformed(parsed.error.message.replace(/\.$/, ''));
    return parsed.value;
  }
}

const PRE = new TextEncoder().encode(' pre="1"');

/** When a requirement must be met (`pre="1"`, written last) does not make it another one. */
function endWithoutPre({ bytes, attributesStart, attributesEnd }: StartTag): number {
  const from = attributesEnd - PRE.length;
  if (from < attributesStart) return attributesEnd;
  for (let i = PRE.length - 1; i >= 0; i -= 1) if (bytes[from + i] !== PRE[i]) return attributesEnd;
  return from;
}

/** The `epoch` of the tag at hand; absent or empty is 0. */
export function readEpoch(scanner: XmlScanner): number {
  const text = scanner.attribute('epoch') ?? '0';
  if (!/^[0-9]{0,10}$/.test(text)) throw scanner.malformed(`the epoch ${JSON.stringify(text.slice(0, 40))} is no number`);
  return Number(text);
}
