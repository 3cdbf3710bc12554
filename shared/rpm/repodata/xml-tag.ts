/**
 * One start tag within `bytes`, valid while its handler runs. `places` holds four offsets for each attribute: where its name starts
 * and ends, where its raw value starts and ends.
 */
export interface StartTag {
  bytes: Uint8Array;
  nameStart: number;
  nameEnd: number;
  /** The raw attributes, from behind the name to the closing bracket; the same bytes mean the same attributes. */
  attributesStart: number;
  attributesEnd: number;
  /** The byte behind the tag, or the byte at which it is wrong. */
  end: number;
  /** `<a/>` */
  empty: boolean;
  count: number;
  readonly places: Int32Array;
  /** What is wrong with it; empty where nothing is. */
  wrong: string;
}

/** The tag does not end within the bytes at hand. */
export const TAG_INCOMPLETE = -1;

const ATTRIBUTES_MAX = 64;
const GT = 0x3e;
const LT = 0x3c;
const SLASH = 0x2f;
const EQUALS = 0x3d;
const QUOTE = 0x22;
const APOSTROPHE = 0x27;

/**
 * Reads the start tag whose `<` is at `from` into `tag`, up to `end`. Returns the byte behind it, or {@link TAG_INCOMPLETE}.
 * An ill-formed one has its reason in `tag.wrong`.
 */
export function scanStartTag(bytes: Uint8Array, from: number, end: number, tag: StartTag): number {
  tag.bytes = bytes;
  tag.count = 0;
  tag.empty = false;
  tag.wrong = '';
  let i = from + 1;
  tag.nameStart = i;
  while (i < end && isNameByte(bytes[i] ?? 0)) i += 1;
  tag.nameEnd = i;
  tag.attributesStart = i;
  if (i >= end) return TAG_INCOMPLETE;
  if (i === tag.nameStart || !isNameStart(bytes[tag.nameStart] ?? 0)) return wrongAt(tag, i, 'a "<" does not begin a tag');
  for (;;) {
    const gap = i;
    while (i < end && isSpace(bytes[i] ?? 0)) i += 1;
    if (i >= end) return TAG_INCOMPLETE;
    const byte = bytes[i] ?? 0;
    if (byte === GT) {
      tag.attributesEnd = gap;
      tag.end = i + 1;
      return tag.end;
    }
    if (byte === SLASH) {
      if (i + 1 >= end) return TAG_INCOMPLETE;
      if (bytes[i + 1] !== GT) return wrongAt(tag, i, 'a "/" stands inside of a tag');
      tag.attributesEnd = gap;
      tag.empty = true;
      tag.end = i + 2;
      return tag.end;
    }
    if (gap === i || !isNameStart(byte)) return wrongAt(tag, i, 'the attributes of a tag are not divided by blanks or have no name');
    i = scanAttribute(bytes, i, end, tag);
    if (i < 0) return TAG_INCOMPLETE;
    if (tag.wrong !== '') return i;
  }
}

function scanAttribute(bytes: Uint8Array, from: number, end: number, tag: StartTag): number {
  let i = from;
  while (i < end && isNameByte(bytes[i] ?? 0)) i += 1;
  const nameEnd = i;
  while (i < end && isSpace(bytes[i] ?? 0)) i += 1;
  if (i >= end) return TAG_INCOMPLETE;
  if (bytes[i] !== EQUALS) return wrongAt(tag, i, 'an attribute has no value');
  i += 1;
  while (i < end && isSpace(bytes[i] ?? 0)) i += 1;
  if (i >= end) return TAG_INCOMPLETE;
  const quote = bytes[i] ?? 0;
  if (quote !== QUOTE && quote !== APOSTROPHE) return wrongAt(tag, i, "an attribute's value is not quoted");
  i += 1;
  const valueStart = i;
  for (;;) {
    if (i >= end) return TAG_INCOMPLETE;
    const byte = bytes[i];
    if (byte === quote) break;
    if (byte === LT) return wrongAt(tag, i, 'a "<" stands in the value of an attribute');
    i += 1;
  }
  return addAttribute(tag, from, nameEnd, valueStart, i) ? i + 1 : i;
}

function addAttribute(tag: StartTag, nameStart: number, nameEnd: number, valueStart: number, valueEnd: number): boolean {
  const { places, bytes, count } = tag;
  if (count >= ATTRIBUTES_MAX) {
    wrongAt(tag, nameStart, `a tag has more than ${ATTRIBUTES_MAX} attributes`);
    return false;
  }
  const length = nameEnd - nameStart;
  for (let other = 0; other < count * 4; other += 4) {
    const start = places[other] ?? 0;
    if ((places[other + 1] ?? 0) - start !== length) continue;
    let same = 0;
    while (same < length && bytes[start + same] === bytes[nameStart + same]) same += 1;
    if (same === length) {
      wrongAt(tag, nameStart, 'a tag has the same attribute twice');
      return false;
    }
  }
  places[count * 4] = nameStart;
  places[count * 4 + 1] = nameEnd;
  places[count * 4 + 2] = valueStart;
  places[count * 4 + 3] = valueEnd;
  tag.count = count + 1;
  return true;
}

function wrongAt(tag: StartTag, at: number, why: string): number {
  tag.wrong = why;
  tag.end = at;
  return at;
}

/** 1: may stand in a name; 2: may also begin one. Bytes above 0x7f are taken as they come. */
const NAME_BYTES = new Uint8Array(256);
for (let byte = 0; byte < 256; byte += 1) {
  const character = String.fromCharCode(byte);
  NAME_BYTES[byte] = byte >= 0x80 || /[A-Za-z_:]/.test(character) ? 2 : /[0-9.-]/.test(character) ? 1 : 0;
}

function isNameByte(byte: number): boolean {
  return NAME_BYTES[byte] !== 0;
}

function isNameStart(byte: number): boolean {
  return NAME_BYTES[byte] === 2;
}

function isSpace(byte: number): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}
