import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ProblemError } from '../../vocabulary/problem.ts';
import { cutAt, saxesEvents, scannerEvents } from '../testing/saxes-oracle.ts';
import { METADATA_LIMITS } from './limits.ts';

const NAMES = ['package', 'entry', 'file', 'a', 'b-c.d'];
const ATTRIBUTES = ['name', 'xml:base', 'x', 'y'];

const piece = fc.constantFrom('a', 'Z', '0', ' ', '\n', '\t', '\r\n', '\r', 'ü', '€', '𝄞', '&amp;', '&lt;', '&gt;', '&quot;', '&apos;', '&#65;', '&#x1F600;', '>', '/', '=', '] ', '-');
const words = fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join(''));
const space = fc.constantFrom('', ' ', '\n  ', '\t');
const attribute = fc.tuple(space, fc.constantFrom('=', ' = ', '=\n'), words, fc.constantFrom('"', "'")).map(([before, equals, value, quote]) => (name: string) => ` ${before}${name}${equals}${quote}${value}${quote}`);
const attributes = fc.tuple(fc.subarray(ATTRIBUTES), fc.array(attribute, { minLength: 4, maxLength: 4 }), space).map(([names, makers, after]) => names.map((name, index) => makers[index]?.(name) ?? '').join('') + after);
const aside = fc.constantFrom('<!-- a > comment <x> -->', '<?target some <thing> ?>', '<![CDATA[ <raw> & \r\n ]] > ]]>', '<!---->');

const tree = fc.letrec<{ element: string; content: string }>((tie) => ({
  element: fc.tuple(fc.constantFrom(...NAMES, 'rpm:entry', 'rpm:a'), attributes, fc.array(tie('content'), { maxLength: 3 }), fc.boolean(), space).map(([name, given, inside, short, gap]) =>
    short && inside.length === 0 ? `<${name}${given}/>` : `<${name}${given}>${inside.join('')}</${name}${gap}>`),
  content: fc.oneof({ maxDepth: 3, depthIdentifier: 'xml' }, words, aside, tie('element')),
})).element;
const prolog = fc.constantFrom('', '<?xml version="1.0" encoding="UTF-8"?>\n', "<?xml version='1.0' encoding='utf-8' standalone='yes'?>", '<!-- first -->\n', '\ufeff');
const document = fc.tuple(prolog, tree, fc.constantFrom('', '\n', '<!-- last -->')).map((parts) => parts.join(''));

const encoder = new TextEncoder();

function scan(text: string, cuts: readonly number[] = []): readonly string[] {
  return scannerEvents(cutAt(encoder.encode(text), cuts), NAMES, ATTRIBUTES, METADATA_LIMITS);
}

function refusal(text: string, limits = METADATA_LIMITS): string {
  try {
    scannerEvents([encoder.encode(text)], NAMES, ATTRIBUTES, limits);
  } catch (thrown) {
    if (thrown instanceof ProblemError) return `${thrown.problem.code}: ${thrown.message}`;
    throw thrown;
  }
  return 'read';
}

describe('XmlScanner', () => {
  it('finds in random documents what saxes finds, wherever they are cut', () => {
    fc.assert(fc.property(document, fc.array(fc.nat(), { maxLength: 8 }), (text, cuts) => {
      const expected = saxesEvents(text, NAMES, ATTRIBUTES);
      expect(expected).not.toBeNull();
      expect(scan(text, cuts)).toEqual(expected);
    }), { numRuns: 2000 });
  });

  it('reads the same byte by byte', () => {
    fc.assert(fc.property(document, (text) => {
      const bytes = encoder.encode(text);
      expect(scannerEvents(cutAt(bytes, [...bytes.keys()]), NAMES, ATTRIBUTES, METADATA_LIMITS)).toEqual(scan(text));
    }));
  });

  it('reads damaged documents as saxes does, or refuses them with a ProblemError', () => {
    const damage = fc.record({ at: fc.nat(), remove: fc.nat({ max: 3 }), insert: fc.constantFrom('', '<', '>', '"', '&', '/', '</a>', '<a>', ']]>', '=', '\0') });
    fc.assert(fc.property(document, damage, fc.array(fc.nat(), { maxLength: 4 }), (text, { at, remove, insert }, cuts) => {
      const place = at % text.length;
      const damaged = (text.slice(0, place) + insert + text.slice(place + remove)).toWellFormed();
      const expected = saxesEvents(damaged, NAMES, ATTRIBUTES);
      let found: readonly string[] | null = null;
      try {
        found = scan(damaged, cuts);
      } catch (thrown) {
        if (!(thrown instanceof ProblemError)) throw thrown;
        // A damaged declaration may name an encoding that saxes does not look at.
        if (thrown.problem.code === 'unsupported') return;
      }
      if (expected !== null) expect(found).toEqual(expected);
    }), { numRuns: 2000 });
  });

  it('refuses what is not well-formed, and says where', () => {
    const cases: readonly (readonly [string, string])[] = [
      ['', 'it is empty (byte 0)'],
      ['  ', 'it is empty'],
      ['<a>', 'it ends in the middle of <a> (byte 3)'],
      ['<a><file></a>', '<file> is closed by another end tag (byte 9)'],
      ['</a>', 'an end tag has no start tag'],
      ['<a/><a/>', 'a second root element (byte 4)'],
      ['<a/>x', 'text outside of its root element (byte 4)'],
      ['<a x=1/>', 'value is not quoted (byte 5)'],
      ['<a x/>', 'an attribute has no value'],
      ['<a x="1"y="2"/>', 'not divided by blanks'],
      ['<a x="1" x="2"/>', 'the same attribute twice'],
      ['<a x="<"/>', 'a "<" stands in the value'],
      ['<a>&nbsp;</a>', '"&nbsp;" is no entity'],
      ['<a>&#xd800;</a>', 'is no entity'],
      ['<a>a & b</a>', 'is no entity'],
      ['<a>\u0001</a>', 'a control character'],
      ['<a x="', 'it ends in the middle'],
      ['<a><!-- ', 'it ends in the middle'],
      ['<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>', 'declares a document type'],
      ['<a><!ELEMENT a></a>', 'a declaration that does not belong there'],
      ['<1/>', 'does not begin a tag'],
    ];
    for (const [text] of cases) expect([text, refusal(text)]).toEqual([text, expect.stringMatching(/^bad-input: test\.xml cannot be read: /)]);
    for (const [text, why] of cases) expect(refusal(text)).toContain(why);
  });

  it('refuses other encodings and bytes that are not UTF-8', () => {
    expect(refusal('<?xml version="1.0" encoding="ISO-8859-1"?><a/>')).toMatch(/^unsupported: .*ISO-8859-1/);
    const latin = Uint8Array.of(...encoder.encode('<a>'), 0xe4, ...encoder.encode('</a>'));
    expect(() => scannerEvents([latin], NAMES, ATTRIBUTES, METADATA_LIMITS)).toThrow('not UTF-8');
    expect(() => scannerEvents([Uint8Array.of(0xff, 0xfe, 0x3c, 0)], NAMES, ATTRIBUTES, METADATA_LIMITS)).toThrow('not in UTF-8');
  });

  it('keeps to its limits', () => {
    const limits = { ...METADATA_LIMITS, depth: 4, tagBytes: 100, textBytes: 100 };
    expect(refusal('<a>'.repeat(4) + '</a>'.repeat(4), limits)).toBe('read');
    expect(refusal('<a>'.repeat(5) + '</a>'.repeat(5), limits)).toMatch(/^limit: .*more than 4 deep/);
    expect(refusal(`<a x="${'y'.repeat(200)}`, limits)).toMatch(/^limit: .*a tag is longer/);
    expect(refusal(`<a>${'y'.repeat(200)}</a>`, limits)).toMatch(/^limit: .*a text is longer/);
    expect(refusal(`<a><!--${'y'.repeat(200)}`, limits)).toMatch(/^limit: .*a comment is longer/);
    expect(refusal(`<a>${Array.from({ length: 5000 }, (_, index) => `<n${index}/>`).join('')}</a>`)).toMatch(/^limit: .*names of elements/);
    expect(refusal(`<a ${Array.from({ length: 70 }, (_, index) => `n${index}="1"`).join(' ')}/>`)).toContain('more than 64 attributes');
  });
});
