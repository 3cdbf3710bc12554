import { ProblemError } from '../../vocabulary/problem.ts';
import { ByteInterner } from './byte-interner.ts';
import type { MetadataLimits } from './limits.ts';
import { scanStartTag, TAG_INCOMPLETE, type StartTag } from './xml-tag.ts';
import { decodeAttribute, decodeCdata, decodeXml, XmlTextError } from './xml-text.ts';

/**
 * What a reader of one kind of document is told. Elements are told by their place in the vocabulary that the reader gave,
 * −1 for all others; a namespace prefix is ignored (`rpm:entry` is `entry`).
 */
export interface XmlHandler {
  /** A start tag. Returns whether the text directly inside of this element is wanted. */
  open(element: number, tag: StartTag): boolean;
  /** The end of an element, also of one like `<a/>`. */
  close(element: number): void;
  /**
   * One piece of wanted text: raw bytes, to be turned into a string by {@link XmlScanner.text}. `last`: surely the last piece
   * before the element's end tag. `plain`: the bytes hold no entity and no carriage return, so they are the text itself.
   */
  text(bytes: Uint8Array, start: number, end: number, last: boolean, plain: boolean): void;
}

const LT = 0x3c;
const GT = 0x3e;
const SLASH = 0x2f;
const BANG = 0x21;
const QUESTION = 0x3f;
const COLON = 0x3a;
const AMPERSAND = 0x26;
const CARRIAGE_RETURN = 0x0d;
const NAMES_MAX = 4096;

/**
 * A pull-free XML scanner over bytes that come in chunks of any size; the whole document is never held. It checks that the document
 * is well-formed as far as tags, nesting and what is read of texts and attributes go; a document type is refused, so there are
 * no entities but XML's own. Every error is a {@link ProblemError} that names the file and the byte.
 */
export class XmlScanner {
  private readonly file: string;
  private readonly handler: XmlHandler;
  private readonly limits: MetadataLimits;
  private readonly names = new ByteInterner();
  /** Number of a name as written → the reader's element, −1 where it has none. */
  private readonly elementOfName: number[] = [];
  private readonly vocabulary: ReadonlyMap<string, number>;
  private readonly tag: StartTag = { bytes: new Uint8Array(0), nameStart: 0, nameEnd: 0, attributesStart: 0, attributesEnd: 0, end: 0, empty: false, count: 0, places: new Int32Array(256), wrong: '' };
  /** The bytes at hand; what lies before `at` is done with. `bytes[0]` is byte `base` of the document. */
  private bytes = new Uint8Array(64 * 1024);
  private at = 0;
  private end = 0;
  private base = 0;
  /** Open elements: the number of each name, and whether its text is wanted. */
  private readonly stack: Int32Array;
  private readonly wants: Uint8Array;
  private depth = 0;
  private rootSeen = false;
  private inCdata = false;

  /** `file` is what errors call the document. `vocabulary`: local names of the elements that the handler wants to tell apart. */
  constructor(file: string, vocabulary: readonly string[], limits: MetadataLimits, handler: XmlHandler) {
    this.file = file;
    this.handler = handler;
    this.limits = limits;
    this.vocabulary = new Map(vocabulary.map((name, index) => [name, index]));
    this.stack = new Int32Array(limits.depth + 1);
    this.wants = new Uint8Array(limits.depth + 1);
  }

  /** Takes the next bytes of the document; the chunk may be reused by its owner afterwards. */
  push(chunk: Uint8Array): void {
    this.makeRoom(chunk.length);
    this.bytes.set(chunk, this.end);
    this.end += chunk.length;
    this.scan();
  }

  /** Says that the document ends here. */
  finish(): void {
    if (this.depth > 0 || this.at < this.end) throw this.malformed(`it ends in the middle${this.depth > 0 ? ` of <${this.nameText(this.stack[this.depth] ?? -1)}>` : ''}`, this.end);
    if (!this.rootSeen) throw this.malformed('it is empty', this.end);
  }

  /** The string that raw bytes of a text stand for. */
  text(bytes: Uint8Array, start: number, end: number): string {
    return this.decoded(this.inCdata ? decodeCdata : decodeXml, bytes, start, end);
  }

  /** The value of an attribute of the tag at hand, named as it is written there (`xml:base`), or null. */
  attribute(name: string): string | null {
    const { places, bytes, count } = this.tag;
    for (let i = 0; i < count; i += 1) {
      const from = places[i * 4] ?? 0;
      const to = places[i * 4 + 1] ?? 0;
      if (isName(bytes, from, to, name)) return this.decoded(decodeAttribute, bytes, places[i * 4 + 2] ?? 0, places[i * 4 + 3] ?? 0);
    }
    return null;
  }

  /** An error about what is being read right now, for a handler to throw. */
  malformed(what: string, at = this.at): ProblemError {
    return new ProblemError('bad-input', `${this.file} cannot be read: ${what} (byte ${this.base + at}).`);
  }

  /** An error about a limit, for a handler to throw. */
  tooMuch(what: string): ProblemError {
    return new ProblemError('limit', `${this.file} is refused: ${what} (byte ${this.base + this.at}).`);
  }

  private decoded(decode: (bytes: Uint8Array, start: number, end: number) => string, bytes: Uint8Array, start: number, end: number): string {
    try {
      return decode(bytes, start, end);
    } catch (thrown) {
      if (thrown instanceof XmlTextError) throw this.malformed(thrown.message, start);
      throw thrown;
    }
  }

  private makeRoom(length: number): void {
    const left = this.end - this.at;
    if (this.end + length > this.bytes.length || this.at === this.end) {
      const target = left + length > this.bytes.length ? new Uint8Array(Math.max(left + length, this.bytes.length * 2)) : this.bytes;
      target.set(this.bytes.subarray(this.at, this.end));
      this.bytes = target;
      this.base += this.at;
      this.at = 0;
      this.end = left;
    }
  }

  private scan(): void {
    if (this.base === 0 && this.at === 0 && !this.skipByteOrderMark()) return;
    while (this.at < this.end) {
      if (this.bytes[this.at] !== LT) {
        if (!this.scanText()) return;
        continue;
      }
      if (this.at + 1 >= this.end) return;
      const next = this.bytes[this.at + 1];
      const moved = next === SLASH ? this.scanEndTag() : next === BANG ? this.scanDeclaration() : next === QUESTION ? this.scanInstruction() : this.scanOpenTag();
      if (!moved) return;
    }
  }

  /** False until there are enough bytes to know. */
  private skipByteOrderMark(): boolean {
    if (this.bytes[0] === 0xff || this.bytes[0] === 0xfe) throw this.malformed('it is not in UTF-8');
    if (this.end > 0 && this.bytes[0] !== 0xef) return true;
    if (this.end < 3) return false;
    if (this.bytes[1] !== 0xbb || this.bytes[2] !== 0xbf) throw this.malformed('it does not begin with a tag');
    this.at = 3;
    return true;
  }

  private scanText(): boolean {
    const bytes = this.bytes;
    const end = this.end;
    let i = this.at;
    let plain = true;
    for (; i < end; i += 1) {
      const byte = bytes[i] ?? 0;
      // One comparison for most bytes: what matters is "<", or lies below the apostrophe.
      if (byte === LT) break;
      if (byte < 0x27 && (byte === AMPERSAND || byte === CARRIAGE_RETURN)) plain = false;
    }
    if (this.depth === 0) {
      for (let j = this.at; j < i; j += 1) if (!isSpace(bytes[j] ?? 0)) throw this.malformed('there is text outside of its root element', j);
    } else if (this.wants[this.depth] === 1) {
      if (i - this.at > this.limits.textBytes) throw this.tooMuch(`a text is longer than ${this.limits.textBytes} bytes`);
      if (i === end) return false;
      this.handler.text(bytes, this.at, i, i + 1 < end && bytes[i + 1] === SLASH, plain);
    }
    this.at = i;
    return true;
  }

  private scanOpenTag(): boolean {
    const tag = this.tag;
    const end = scanStartTag(this.bytes, this.at, this.end, tag);
    if (end === TAG_INCOMPLETE) {
      this.checkTagLength();
      return false;
    }
    if (tag.wrong !== '') throw this.malformed(tag.wrong, tag.end);
    if (this.depth === 0 && this.rootSeen) throw this.malformed('there is a second root element');
    if (this.depth >= this.limits.depth) throw this.tooMuch(`its elements nest more than ${this.limits.depth} deep`);
    this.rootSeen = true;
    const name = this.nameNumber(tag.nameStart, tag.nameEnd);
    const element = this.elementOfName[name] ?? -1;
    const wants = this.handler.open(element, tag);
    if (tag.empty) {
      this.handler.close(element);
    } else {
      this.depth += 1;
      this.stack[this.depth] = name;
      this.wants[this.depth] = wants ? 1 : 0;
    }
    this.at = end;
    return true;
  }

  private scanEndTag(): boolean {
    const bytes = this.bytes;
    let i = this.at + 2;
    while (i < this.end && bytes[i] !== GT) i += 1;
    if (i >= this.end) {
      this.checkTagLength();
      return false;
    }
    let nameEnd = i;
    while (nameEnd > this.at + 2 && isSpace(bytes[nameEnd - 1] ?? 0)) nameEnd -= 1;
    const name = this.stack[this.depth] ?? -1;
    if (this.depth === 0) throw this.malformed('an end tag has no start tag');
    if (!this.names.equals(name, bytes, this.at + 2, nameEnd)) throw this.malformed(`<${this.nameText(name)}> is closed by another end tag`);
    this.depth -= 1;
    this.handler.close(this.elementOfName[name] ?? -1);
    this.at = i + 1;
    return true;
  }

  /** Comments and CDATA sections. */
  private scanDeclaration(): boolean {
    if (this.startsWith('<!--')) return this.skipPast('-->', 4);
    if (this.startsWith('<![CDATA[')) return this.scanCdata();
    if (this.end - this.at < 9) {
      const soFar = String.fromCharCode(...this.bytes.subarray(this.at, this.end));
      if ('<!--'.startsWith(soFar) || '<![CDATA['.startsWith(soFar) || '<!DOCTYPE'.startsWith(soFar)) return false;
    }
    if (this.startsWith('<!DOCTYPE')) throw this.malformed('it declares a document type, which metadata never needs');
    throw this.malformed('there is a declaration that does not belong there');
  }

  private scanCdata(): boolean {
    if (this.depth === 0) throw this.malformed('there is text outside of its root element');
    const from = this.at + 9;
    const until = this.find(']]>', from);
    if (until < 0) {
      if (this.end - this.at > this.limits.textBytes) throw this.tooMuch(`a text is longer than ${this.limits.textBytes} bytes`);
      return false;
    }
    if (this.wants[this.depth] === 1) {
      this.inCdata = true;
      this.handler.text(this.bytes, from, until, false, false);
      this.inCdata = false;
    }
    this.at = until + 3;
    return true;
  }

  /** Processing instructions; the one at the very beginning may name an encoding, and only UTF-8 is read. */
  private scanInstruction(): boolean {
    const from = this.at;
    const first = this.base === 0 && (from === 0 || from === 3);
    if (!this.skipPast('?>', 2)) return false;
    const text = String.fromCharCode(...this.bytes.subarray(from, Math.min(this.at, from + 1024)));
    if (/^<\?xml\s/i.test(text)) {
      if (!first) throw this.malformed('an XML declaration stands in the middle', from);
      const encoding = /\sencoding\s*=\s*["']([^"']*)["']/.exec(text)?.[1] ?? 'UTF-8';
      if (!/^(utf-?8|us-ascii)$/i.test(encoding)) throw new ProblemError('unsupported', `${this.file} is encoded as ${encoding.slice(0, 40)}; only UTF-8 is read.`);
    }
    return true;
  }

  private skipPast(closing: string, from: number): boolean {
    const until = this.find(closing, this.at + from);
    if (until < 0) {
      if (this.end - this.at > this.limits.textBytes) throw this.tooMuch(`a comment is longer than ${this.limits.textBytes} bytes`);
      return false;
    }
    this.at = until + closing.length;
    return true;
  }

  private find(text: string, from: number): number {
    const first = text.charCodeAt(0);
    for (let i = this.bytes.indexOf(first, from); i >= 0 && i + text.length <= this.end; i = this.bytes.indexOf(first, i + 1)) {
      if (isName(this.bytes, i, i + text.length, text)) return i;
    }
    return -1;
  }

  private startsWith(text: string): boolean {
    return this.at + text.length <= this.end && isName(this.bytes, this.at, this.at + text.length, text);
  }

  private checkTagLength(): void {
    if (this.end - this.at > this.limits.tagBytes) throw this.tooMuch(`a tag is longer than ${this.limits.tagBytes} bytes`);
  }

  private lastName = -1;

  private nameNumber(start: number, end: number): number {
    // Siblings mostly have one name: comparing is cheaper than hashing.
    if (this.lastName >= 0 && this.names.equals(this.lastName, this.bytes, start, end)) return this.lastName;
    const known = this.names.size;
    const number = this.names.intern(this.bytes, start, end);
    if (number < 0 || this.names.size > NAMES_MAX) throw this.tooMuch(`it has more than ${NAMES_MAX} names of elements`);
    if (number === known) {
      const text = this.text(this.bytes, start, end);
      this.elementOfName.push(this.vocabulary.get(text.slice(text.indexOf(String.fromCharCode(COLON)) + 1)) ?? -1);
    }
    this.lastName = number;
    return number;
  }

  private nameText(name: number): string {
    return String.fromCharCode(...this.names.bytesOf(name).subarray(0, 80));
  }
}

/** Whether the bytes from `start` up to `end` are this ASCII text. */
function isName(bytes: Uint8Array, start: number, end: number, text: string): boolean {
  if (end - start !== text.length) return false;
  for (let i = 0; i < text.length; i += 1) if (bytes[start + i] !== text.charCodeAt(i)) return false;
  return true;
}

function isSpace(byte: number): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}
