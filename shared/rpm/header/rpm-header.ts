import { problem, type Problem } from '../../vocabulary/problem.ts';
import { err, ok, type Result } from '../../vocabulary/result.ts';

/** A header's entries by tag: what they hold, as texts or as numbers. Kinds that no reader here asks for (binary) are left out. */
export interface RpmHeader {
  readonly texts: ReadonlyMap<number, readonly string[]>;
  readonly numbers: ReadonlyMap<number, readonly number[]>;
}

/** What the beginning of an RPM file came to. */
export type RpmFileHeader =
  | { readonly kind: 'header'; readonly header: RpmHeader }
  /** The headers end at this byte of the file at least; with so many bytes it can be asked again. */
  | { readonly kind: 'more'; readonly bytes: number };

const LEAD = 96;
const INTRO = 16;
const ENTRY = 16;
/** rpm's own (lib/header.c, HEADER_TAGS_MAX). */
const ENTRIES_MAX = 0xffff;
/** The largest of a distribution (kernel-debuginfo's file lists) has some megabytes. */
const DATA_MAX = 64 * 1024 * 1024;

const INT8 = 2;
const INT16 = 3;
const INT32 = 4;
const STRING = 6;
const STRING_ARRAY = 8;
const I18N_STRING = 9;
const WIDTHS: ReadonlyMap<number, number> = new Map([[INT8, 1], [INT16, 2], [INT32, 4]]);

/**
 * Reads an RPM file's main header from the file's first bytes: lead, signature header (padded to eight bytes), main header (docs/manual/format_v4.md of rpm).
 * Digests and signatures are not checked. Anything else is a `bad-input` that begins with `where`; never throws.
 */
export function readRpmHeader(bytes: Uint8Array, where: string): Result<RpmFileHeader, Problem> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < LEAD + INTRO) return ok({ kind: 'more', bytes: LEAD + INTRO });
  if (view.getUint32(0) !== 0xedabeedb) return broken(where, 'it does not begin as an RPM does');
  const signature = extentOf(view, LEAD, where);
  if (!signature.ok) return signature;
  const at = signature.value.end + ((8 - (signature.value.end % 8)) % 8);
  if (bytes.length < at + INTRO) return ok({ kind: 'more', bytes: at + INTRO });
  const main = extentOf(view, at, where);
  if (!main.ok) return main;
  if (bytes.length < main.value.end) return ok({ kind: 'more', bytes: main.value.end });
  const header = entriesOf(bytes, view, main.value, where);
  return header.ok ? ok({ kind: 'header', header: header.value }) : header;
}

interface Extent {
  /** Where the index begins, how many entries it has, where the data begins and ends. */
  readonly index: number;
  readonly entries: number;
  readonly data: number;
  readonly end: number;
}

function extentOf(view: DataView, at: number, where: string): Result<Extent, Problem> {
  // 8e ad e8, version 1
  if (view.getUint32(at) !== 0x8eade801) return broken(where, 'a header of it does not begin as one');
  const entries = view.getUint32(at + 8);
  const size = view.getUint32(at + 12);
  if (entries > ENTRIES_MAX || size > DATA_MAX) return err(problem('limit', `${where} is not read: a header of it claims ${entries} entries and ${size} bytes.`));
  const index = at + INTRO;
  const data = index + entries * ENTRY;
  return ok({ index, entries, data, end: data + size });
}

function entriesOf(bytes: Uint8Array, view: DataView, { index, entries, data, end }: Extent, where: string): Result<RpmHeader, Problem> {
  const texts = new Map<number, readonly string[]>();
  const numbers = new Map<number, readonly number[]>();
  // Entries may lie over each other; together they may claim no more than the data has, or a small file would become a large one.
  let left = (end - data) * 2 + entries;
  for (let entry = 0; entry < entries; entry++) {
    const at = index + entry * ENTRY;
    const tag = view.getUint32(at);
    const type = view.getUint32(at + 4);
    const offset = view.getUint32(at + 8);
    const count = view.getUint32(at + 12);
    if (offset > end - data) return broken(where, `the entry ${tag} lies outside of its header`);
    const width = WIDTHS.get(type);
    if (width !== undefined) {
      if (count * width > end - data - offset || count > left) return broken(where, `the entry ${tag} lies outside of its header`);
      left -= count * width;
      numbers.set(tag, Array.from({ length: count }, (_, place) => numberAt(view, type, data + offset + place * width)));
    } else if (type === STRING || type === STRING_ARRAY || type === I18N_STRING) {
      const read = textsAt(bytes, data + offset, end, type === STRING ? 1 : count, left);
      if (read === null) return broken(where, `the entry ${tag} does not end where it should`);
      left -= read.bytes;
      texts.set(tag, read.texts);
    }
  }
  return ok({ texts, numbers });
}

function numberAt(view: DataView, type: number, at: number): number {
  if (type === INT8) return view.getUint8(at);
  return type === INT16 ? view.getUint16(at) : view.getUint32(at);
}

const DECODER = new TextDecoder();

/** So many texts, each up to its NUL; null where one has none before `end`, or they are longer than `left` together. */
function textsAt(bytes: Uint8Array, begin: number, end: number, count: number, left: number): { readonly texts: string[]; readonly bytes: number } | null {
  const texts: string[] = [];
  let at = begin;
  for (let index = 0; index < count; index++) {
    const stop = bytes.indexOf(0, at);
    if (stop < 0 || stop >= end || stop - begin > left) return null;
    texts.push(DECODER.decode(bytes.subarray(at, stop)));
    at = stop + 1;
  }
  return { texts, bytes: at - begin };
}

function broken(where: string, why: string): Result<never, Problem> {
  return err(problem('bad-input', `${where} cannot be read: ${why}.`));
}
