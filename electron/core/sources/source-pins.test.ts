import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { ProblemError } from '#shared/vocabulary/problem.ts';

import { parseSourcePins } from './source-pins.ts';

const STARTER = join(import.meta.dirname, '../../../assets/samples/starter');
const HEX = 'a'.repeat(64);
const haveRpmspec = spawnSync('rpmspec', ['--version']).status === 0;

describe('sources.yaml', () => {
  it('gives every file its pins, address and Debian source', () => {
    const pins = parseSourcePins(`x-1.tar.gz: { sha256: [${HEX}], url: "https://example.org/x", debian: { source: x1, version: "1:1-2" } }\ny.tgz: { sha256: ${HEX} }`, 'sources.yaml');
    expect(pins.get('x-1.tar.gz')).toEqual({ file: 'x-1.tar.gz', pins: [HEX], url: 'https://example.org/x', debianSource: { name: 'x1', version: '1:1-2' } });
    expect(pins.get('y.tgz')).toEqual({ file: 'y.tgz', pins: [HEX], url: undefined, debianSource: undefined });
  });

  it.each([
    ['a path for a name', `../x: { sha256: ${HEX} }`],
    ['no digest', 'x: {}'],
    ['an empty list of digests', 'x: { sha256: [] }'],
    ['a short digest', 'x: { sha256: abc }'],
    ['an address of another kind', `x: { sha256: ${HEX}, url: "file:///etc/passwd" }`],
    ['a Debian name that looks like an option', `x: { sha256: ${HEX}, debian: { source: "-o=x", version: "1" } }`],
    ['a Debian version that looks like an option', `x: { sha256: ${HEX}, debian: { source: zlib, version: "-1" } }`],
    ['an unknown key', `x: { sha256: ${HEX}, md5: 1 }`],
    ['a list', '- x'],
    ['aliases that multiply', 'a: &a [1]\nb: [*a, *a]'],
    ['no YAML', 'x: ['],
  ])('refuses %s and names the file', (_what, text) => {
    expect(() => parseSourcePins(text, 'sources.yaml')).toThrow(/^sources\.yaml /);
  });

  it('throws nothing but problems', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200, unit: fc.constantFrom('a', 'b', ':', '{', '}', '[', ']', '-', '&', '*', '!', '|', '>', '"', "'", '\n', ' ', '#', ',') }), (text) => {
        try {
          parseSourcePins(text, 'sources.yaml');
        } catch (thrown) {
          expect(thrown).toBeInstanceOf(ProblemError);
        }
      }),
    );
  });
});

describe("the starter's sources.yaml", () => {
  const pins = parseSourcePins(readFileSync(join(STARTER, 'sources.yaml'), 'utf8'), 'sources.yaml');
  const specs = readdirSync(join(STARTER, 'specs')).filter((name) => name.endsWith('.spec'));

  it.skipIf(!haveRpmspec)(`pins what the specs name as Source0${haveRpmspec ? '' : ' [skipped: needs rpmspec]'}`, () => {
    const addresses = specs.map((name) => {
      const expanded = execFileSync('rpmspec', ['-P', join(STARTER, 'specs', name)], { encoding: 'utf8' });
      return /^Source0:\s*(\S+)$/m.exec(expanded)?.[1] ?? `no Source0 in ${name}`;
    });
    expect([...pins.values()].map((source) => source.url).sort()).toEqual(addresses.sort());
    expect([...pins.values()].every((source) => source.url?.endsWith(`/${source.file}`))).toBe(true);
  });
});
