import { METADATA_LIMITS, type MetadataLimits } from './limits.ts';
import { XmlScanner, type XmlHandler } from './xml-scanner.ts';

/** A group of comps: what `@id` stands for in a build group. */
export interface CompsGroup {
  readonly id: string;
  /** Its mandatory and default packages, those that an installation of the group brings; optional and conditional ones are left out. */
  readonly packages: readonly string[];
}

const ELEMENTS = ['comps', 'group', 'id', 'packagereq'];
const GROUPS_MAX = 10_000;

/** Reads a comps.xml at once. Malformed input is a ProblemError that names `file`. */
export function parseComps(file: string, bytes: Uint8Array, limits: MetadataLimits = METADATA_LIMITS): readonly CompsGroup[] {
  const handler = new CompsHandler();
  const scanner = new XmlScanner(file, ELEMENTS, limits, handler);
  handler.scanner = scanner;
  scanner.push(bytes);
  scanner.finish();
  return handler.groups;
}

class CompsHandler implements XmlHandler {
  scanner: XmlScanner | null = null;
  readonly groups: CompsGroup[] = [];
  #group: { id: string; packages: string[] } | null = null;
  #rootSeen = false;
  #text: string | null = null;
  #wanted = false;

  open(element: number): boolean {
    const name = ELEMENTS[element];
    const scanner = this.#reader();
    if (!this.#rootSeen && name !== 'comps') throw scanner.malformed('it is no comps.xml: its root element is not <comps>');
    this.#rootSeen = true;
    if (name === 'group') {
      if (this.groups.length >= GROUPS_MAX) throw scanner.tooMuch(`it has more than ${GROUPS_MAX} groups`);
      this.#group = { id: '', packages: [] };
      return false;
    }
    // Categories and environments have ids, too.
    if (this.#group === null || (name !== 'id' && name !== 'packagereq')) return false;
    const type = name === 'packagereq' ? scanner.attribute('type') : undefined;
    this.#wanted = type !== 'optional' && type !== 'conditional';
    this.#text = '';
    return true;
  }

  close(element: number): void {
    const name = ELEMENTS[element];
    if (name === 'group' && this.#group !== null) {
      this.groups.push(this.#group);
      this.#group = null;
    }
    if (this.#text === null || this.#group === null) return;
    if (name === 'id' && this.#group.id === '') this.#group.id = this.#text.trim();
    if (name === 'packagereq' && this.#wanted && this.#text.trim() !== '') this.#group.packages.push(this.#text.trim());
    this.#text = null;
  }

  text(bytes: Uint8Array, start: number, end: number): void {
    if (this.#text !== null) this.#text += this.#reader().text(bytes, start, end);
  }

  #reader(): XmlScanner {
    if (this.scanner === null) throw new Error('The handler was used before it had its scanner.');
    return this.scanner;
  }
}
