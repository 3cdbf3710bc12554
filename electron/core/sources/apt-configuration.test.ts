import { describe, expect, it } from 'vitest';

import { archiveRecords, carrierOf, sourceLines, sourceStanzas } from './apt-configuration.ts';

const HEX = '0123456789abcdef'.repeat(4);

describe("apt's source lists", () => {
  it('turns one-line sources into deb-src, each once, comments dropped', () => {
    const text = '# deb http://no.example/ x main\ndeb [arch=amd64 signed-by=/k.gpg] http://a.example/debian bookworm main\ndeb-src http://b.example/ s main\n deb http://b.example/ s main\n';
    expect(sourceLines(text)).toBe('deb-src [arch=amd64 signed-by=/k.gpg] http://a.example/debian bookworm main\ndeb-src http://b.example/ s main\n');
  });

  it('turns deb822 stanzas into deb-src and keeps their keys, embedded ones too', () => {
    const text = '# mirror\nTypes: deb deb-src\nURIs: http://a.example/debian\n# note\nSuites: bookworm\nComponents: main\nSigned-By:\n -----BEGIN PGP\n .\n abc\n\n \nEnabled: no\n\nTypes: deb\nURIs: http://b.example/\nSuites: x/\n';
    expect(sourceStanzas(text)).toBe('Types: deb-src\nURIs: http://a.example/debian\nSuites: bookworm\nComponents: main\nSigned-By:\n -----BEGIN PGP\n .\n abc\n\nTypes: deb-src\nURIs: http://b.example/\nSuites: x/\n');
  });

  it('yields nothing from nothing', () => {
    expect(sourceLines('')).toBe('');
    expect(sourceStanzas('').trim()).toBe('');
    expect(archiveRecords('N: no such package')).toEqual([]);
  });
});

describe("apt-cache's records", () => {
  const text = `Package: zlib\nVersion: 1:1.2-1\nChecksums-Sha256:\n ${'f'.repeat(64)} 12 zlib_1.2-1.dsc\n ${HEX} 34 zlib_1.2.orig.tar.gz\nHomepage: x\n\nPackage: zlib\nVersion: 1:1.1-1\nChecksums-Sha256:\n ${'e'.repeat(64)} 5 ../../evil\n`;

  it('are read with their files; a name with a folder is no file', () => {
    expect(archiveRecords(text).map(({ version, files }) => [version, files.map(({ name }) => name)])).toEqual([
      ['1:1.2-1', ['zlib_1.2-1.dsc', 'zlib_1.2.orig.tar.gz']],
      ['1:1.1-1', []],
    ]);
  });

  it('are searched by digest, not by version', () => {
    expect(carrierOf(archiveRecords(text), ['d'.repeat(64), HEX])).toEqual({ version: '1:1.2-1', file: { name: 'zlib_1.2.orig.tar.gz', bytes: 34, sha256: HEX } });
    expect(carrierOf(archiveRecords(text), ['d'.repeat(64)])).toBeUndefined();
  });
});
