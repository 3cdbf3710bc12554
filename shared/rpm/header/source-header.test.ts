import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { parseRpmHeader } from './rpm-header.ts';
import { sourceOfHeader } from './source-header.ts';

interface Entry {
  readonly tag: number;
  readonly type: number;
  readonly count: number;
  readonly data: readonly number[];
}

const text = (tag: number, ...texts: string[]): Entry => ({ tag, type: 8, count: texts.length, data: texts.flatMap((each) => [...new TextEncoder().encode(each), 0]) });
const numbers = (tag: number, ...values: number[]): Entry => ({ tag, type: 4, count: values.length, data: values.flatMap((value) => [value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255]) });
const uint32 = (value: number): number[] => [value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255];

function headerOf(entries: readonly Entry[], claims: { readonly entries?: number; readonly size?: number } = {}): number[] {
  const data = entries.flatMap((entry) => entry.data);
  let offset = 0;
  const index = entries.flatMap((entry) => {
    const words = [...uint32(entry.tag), ...uint32(entry.type), ...uint32(offset), ...uint32(entry.count)];
    offset += entry.data.length;
    return words;
  });
  return [0x8e, 0xad, 0xe8, 1, 0, 0, 0, 0, ...uint32(claims.entries ?? entries.length), ...uint32(claims.size ?? data.length), ...index, ...data];
}

function fileOf(main: readonly number[]): Uint8Array {
  const signature = headerOf([text(1000, 'abc')]);
  const padding = new Array<number>((8 - (signature.length % 8)) % 8).fill(0);
  return new Uint8Array([0xed, 0xab, 0xee, 0xdb, ...new Array<number>(92).fill(0), ...signature, ...padding, ...main]);
}

const GOOD = [text(1000, 'zlib'), text(1001, '1.2'), text(1002, '3'), text(1049, 'gcc', 'rpmlib(X)', '(a or b)'), numbers(1048, 12, (1 << 24) | 10, 0), text(1050, '8', '4', '')];

describe('the head of an RPM', () => {
  it('is read once all of it is there, and says how much that is', () => {
    const file = fileOf(headerOf(GOOD));
    for (let length = 0; length < file.length; length++) {
      const read = parseRpmHeader(file.subarray(0, length));
      expect(read.ok && read.value.kind === 'needs' && read.value.bytes > length && read.value.bytes <= file.length).toBe(true);
    }
    const read = parseRpmHeader(file);
    if (!read.ok || read.value.kind !== 'whole') throw new Error('not read');
    expect(sourceOfHeader(read.value.header, 'x')).toMatchObject({ ok: true, value: { name: 'zlib', evr: { epoch: 0, version: '1.2', release: '3' }, buildRequires: [{ name: 'gcc', comparison: 'ge' }, { kind: 'or' }] } });
  });

  it('that claims too much is refused before anything is taken for it', () => {
    const bad = [headerOf([], { entries: 0xffffffff }), headerOf([], { size: 0xffffffff }), headerOf([{ ...numbers(1003, 1), count: 0x7fffffff }]), headerOf([{ tag: 1, type: 4, count: 0xffffffff, data: [] }])];
    for (const main of bad) expect(parseRpmHeader(fileOf(main)).ok).toBe(false);
  });

  it('that lacks what a source package has is none', () => {
    const wrong: readonly Entry[][] = [[], GOOD.slice(1), [...GOOD.slice(0, 1), ...GOOD.slice(2)], [...GOOD.slice(0, 5)], [...GOOD, text(1044, 'zlib-1.src.rpm')], [text(1000, '../x'), ...GOOD.slice(1)]];
    for (const entries of wrong) {
      const read = parseRpmHeader(fileOf(headerOf(entries)));
      if (!read.ok || read.value.kind !== 'whole') throw new Error('not read');
      const source = sourceOfHeader(read.value.header, 'x.src.rpm');
      expect(source.ok ? 'read' : source.error.message).toMatch(/^x\.src\.rpm is not read as a source package: /);
    }
  });

  it('is never more than a problem, whatever the bytes', () => {
    const entry = fc.record({ tag: fc.constantFrom(1000, 1001, 1002, 1003, 1048, 1049, 1050, 5), type: fc.nat(10), count: fc.oneof(fc.nat(5), fc.nat(0xffffffff)), data: fc.array(fc.nat(255), { maxLength: 12 }) });
    const bytes = fc.oneof(fc.uint8Array({ maxLength: 400 }), fc.array(entry, { maxLength: 8 }).map((entries) => fileOf(headerOf(entries))), fc.uint8Array({ maxLength: 200 }).map((rest) => fileOf([0x8e, 0xad, 0xe8, 1, ...rest])));
    fc.assert(
      fc.property(bytes, (file) => {
        const read = parseRpmHeader(file);
        if (read.ok && read.value.kind === 'whole') sourceOfHeader(read.value.header, 'x');
      }),
    );
  });
});
