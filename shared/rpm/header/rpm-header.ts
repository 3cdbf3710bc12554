import { problem, type Problem } from '../../vocabulary/problem.ts';
import { err, ok, type Result } from '../../vocabulary/result.ts';

/** The tables of one RPM header, by tag (rpm's include/rpm/rpmtag.h); a tag that is missing is absent. */
export interface RpmHeader {
  strings(tag: number): readonly string[];
  /** Of any integer type; bytes of binary data. */
  integers(tag: number): readonly number[];
}

/** What is read of an RPM file: up to where the header ends, and how far that is. */
export type HeaderParse =
  | { readonly kind: 'whole'; readonly header: RpmHeader; readonly signature: RpmHeader }
  /** The first so many bytes of the file are needed. */
  | { readonly kind: 'needs'; readonly bytes: number };

const LEAD = 96;
const INTRO = 16;
const ENTRY = 16;
/** rpm's own limits (lib/header.c, headerPut and hdrblobRead): 64 Ki tags are never reached, nor 256 MiB of data. */
const MAX_TAGS = 0xffff;
const MAX_DATA = 256 * 1024 * 1024;
const LEAD_MAGIC = 0xedabeedb;
const HEADER_MAGIC = 0x8eade801;
/** Bytes of INT8, INT16, INT32, INT64 and BIN. */
const SIZES: Readonly<Record<number, number>> = { 2: 1, 3: 2, 4: 4, 5: 8, 7: 1 };

interface Intro {
  readonly tags: number;
  /** Bytes. */
  readonly data: number;
}

interface Entry {
  readonly type: number;
  readonly offset: number;
  readonly count: number;
}

/**
 * Reads the main header of an RPM file (format of rpm 4: lead, signature header padded to 8 bytes, header) from its first
 * bytes. A damaged file is a `bad-input` problem, never an exception.
 */
export function parseRpmHeader(bytes: Uint8Array): Result<HeaderParse, Problem> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < LEAD + INTRO) return ok({ kind: 'needs', bytes: LEAD + INTRO });
  if (view.getUint32(0) !== LEAD_MAGIC) return err(problem('bad-input', 'This is no RPM file.'));
  const signature = introAt(view, LEAD);
  if (signature === null) return damaged();
  const at = LEAD + INTRO + signature.tags * ENTRY + Math.ceil(signature.data / 8) * 8;
  if (bytes.length < at + INTRO) return ok({ kind: 'needs', bytes: at + INTRO });
  const intro = introAt(view, at);
  if (intro === null) return damaged();
  const data = at + INTRO + intro.tags * ENTRY;
  if (bytes.length < data + intro.data) return ok({ kind: 'needs', bytes: data + intro.data });
  const signed = headerAt(bytes, view, LEAD, signature);
  const header = headerAt(bytes, view, at, intro);
  return signed === null || header === null ? damaged() : ok({ kind: 'whole', header, signature: signed });
}

/** Null where an entry lies outside of the data. */
function headerAt(bytes: Uint8Array, view: DataView, at: number, { tags, data }: Intro): RpmHeader | null {
  const entries = new Map<number, Entry>();
  for (let index = 0; index < tags; index++) {
    const entry = at + INTRO + index * ENTRY;
    entries.set(view.getUint32(entry), { type: view.getUint32(entry + 4), offset: view.getUint32(entry + 8), count: view.getUint32(entry + 12) });
  }
  const begin = at + INTRO + tags * ENTRY;
  const store = bytes.subarray(begin, begin + data);
  return [...entries.values()].every((entry) => fits(entry, store)) ? tablesOf(entries, store) : null;
}

function introAt(view: DataView, at: number): Intro | null {
  const [tags, data] = [view.getUint32(at + 8), view.getUint32(at + 12)];
  return view.getUint32(at) === HEADER_MAGIC && tags <= MAX_TAGS && data <= MAX_DATA ? { tags, data } : null;
}

/** Whether an entry lies within the data; strings are looked at when they are read. */
function fits({ type, offset, count }: Entry, store: Uint8Array): boolean {
  return offset <= store.length && count <= store.length - offset && (SIZES[type] ?? 1) * count <= store.length - offset;
}

function tablesOf(entries: ReadonlyMap<number, Entry>, store: Uint8Array): RpmHeader {
  const view = new DataView(store.buffer, store.byteOffset, store.byteLength);
  const decoder = new TextDecoder();
  return {
    strings: (tag) => {
      const entry = entries.get(tag);
      // STRING, STRING_ARRAY, I18NSTRING
      if (entry === undefined || ![6, 8, 9].includes(entry.type)) return [];
      const list: string[] = [];
      for (let at = entry.offset; list.length < entry.count; ) {
        const end = store.indexOf(0, at);
        if (end < 0) break;
        list.push(decoder.decode(store.subarray(at, end)));
        at = end + 1;
      }
      return list;
    },
    integers: (tag) => {
      const entry = entries.get(tag);
      const size = SIZES[entry?.type ?? 0];
      if (entry === undefined || size === undefined) return [];
      return Array.from({ length: entry.count }, (_, index) => {
        const at = entry.offset + index * size;
        if (size === 1) return view.getUint8(at);
        if (size === 2) return view.getUint16(at);
        return size === 4 ? view.getUint32(at) : Number(view.getBigUint64(at));
      });
    },
  };
}

function damaged(): Result<never, Problem> {
  return err(problem('bad-input', 'This RPM file is damaged.'));
}
