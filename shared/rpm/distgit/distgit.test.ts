import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { checkBranch, checkGitAddress, repositoryName } from './git-address.ts';
import { checkTemplate, lookasideAddresses } from './lookaside-address.ts';
import { LIST_LENGTH_MAX, parseMetadata, parseSources, wrongFileName, type HashType, type LookasideFile } from './lookaside-list.ts';
import { layoutOf, type TreeListing } from './tree-layout.ts';

const LENGTHS: Readonly<Record<HashType, number>> = { md5: 32, sha1: 40, sha256: 64, sha512: 128 };
const hex = (length: number): fc.Arbitrary<string> => fc.string({ unit: fc.integer({ min: 0, max: 15 }).map((digit) => digit.toString(16)), minLength: length, maxLength: length });
const fileName = fc.string({ unit: fc.constantFrom('a', 'Z', '0', '.', '_', '+', '~', '-', '@', ' ', '(', ')', '=', 'ä'), minLength: 1, maxLength: 30 }).filter((name) => wrongFileName(name) === null && name.trim() === name && !name.startsWith('*'));
const listed: fc.Arbitrary<LookasideFile> = fc.constantFrom<HashType>('md5', 'sha1', 'sha256', 'sha512').chain((hashType) => fc.record({ file: fileName, hashType: fc.constant(hashType), hash: hex(LENGTHS[hashType]) }));
const lists = fc.uniqueArray(listed, { selector: ({ file }) => file, maxLength: 8 });

describe('a list of what lies in the look-aside cache', () => {
  it('reads back what was written, in every form', () => {
    fc.assert(
      fc.property(lists, fc.boolean(), (files, bare) => {
        expect(parseMetadata(files.map(({ hash, file }) => `${hash} ${bare ? '' : 'SOURCES/'}${file}\n`).join(''), 'm')).toEqual({ files, problems: [] });
        expect(parseSources(files.map(({ hash, hashType, file }) => `${hashType.toUpperCase()} (${file}) = ${hash}\n`).join(''), 's')).toEqual({ files, problems: [] });
        const old = files.filter(({ hashType }) => hashType === 'md5');
        expect(parseSources(old.map(({ hash, file }) => `${hash}  ${file}\n`).join(''), 's').files).toEqual(old);
      }),
    );
  });

  it('never lets a name out of its folder, whatever it is given', () => {
    const text = fc.oneof(fc.string(), fc.tuple(hex(40), fc.string()).map(([hash, path]) => `${hash} ${path}`), fc.tuple(hex(128), fc.string()).map(([hash, path]) => `SHA512 (${path}) = ${hash}`));
    fc.assert(
      fc.property(fc.array(text).map((lines) => lines.join('\n')), (list) => {
        for (const { files } of [parseMetadata(list, 'm'), parseSources(list, 's')]) for (const { file } of files) expect(wrongFileName(file)).toBeNull();
      }),
    );
  });

  it('refuses hostile names by name, and reads the rest', () => {
    const hash = 'a'.repeat(40);
    const { files, problems } = parseMetadata(['../../etc/passwd', '/etc/shadow', 'SOURCES/../x', 'SOURCES/a/b', 'SOURCES/..', 'SOURCES/a\0b', 'SOURCES/good.tar.gz', `SOURCES/${'x'.repeat(300)}`].map((path) => `${hash} ${path}`).join('\n'), '.x.metadata');
    expect(files).toEqual([{ file: 'good.tar.gz', hashType: 'sha1', hash }]);
    expect(problems.map(({ message }) => message)).toEqual([
      expect.stringMatching(/^Line 1 of \.x\.metadata names "\.\.\/\.\.\/etc\/passwd", which leads into another folder/),
      expect.stringContaining('"/etc/shadow"'),
      expect.stringContaining('"../x"'),
      expect.stringContaining('"a/b"'),
      expect.stringContaining('".."'),
      expect.stringContaining(String.raw`"a\u0000b", which holds a control character`),
      expect.stringContaining('longer than 255'),
    ]);
    expect(parseSources(`SHA512 (a) = ${'0'.repeat(127)}\nSHA256 (b) = ${'0'.repeat(128)}\nnonsense\n${'0'.repeat(32)}  ../c`, 's').problems).toHaveLength(4);
  });

  it('keeps the first of two digests, and its limits', () => {
    const twice = parseSources(`${'0'.repeat(32)}  a\n${'1'.repeat(32)}  a\n${'0'.repeat(32)}  a\n`, 's');
    expect([twice.files.map(({ hash }) => hash[0]), twice.problems.length]).toEqual([['0'], 1]);
    expect(parseSources('x'.repeat(LIST_LENGTH_MAX + 1), 's').problems[0]?.code).toBe('limit');
    expect(parseSources('wrong\n'.repeat(500), 's').problems).toHaveLength(21);
  });
});

describe('the layout of a tree', () => {
  const tree = (over: Partial<TreeListing>): TreeListing => ({ folder: 'zlib', files: [], folders: [], specs: [], ...over });
  const layout = (over: Partial<TreeListing>): unknown => {
    const read = layoutOf(tree(over));
    return read.ok ? read.value : read.error.message;
  };

  it('tells CentOS from Fedora', () => {
    expect(layout({ folder: 'httpd@stream-2.4', files: ['.httpd.metadata', '.gitignore'], folders: ['SPECS', 'SOURCES', '.git'], specs: ['httpd.spec'] })).toEqual({ kind: 'centos', name: 'httpd', spec: 'SPECS/httpd.spec', sources: 'SOURCES', list: '.httpd.metadata' });
    expect(layout({ files: ['sources', 'zlib.spec', 'a.patch'], folders: ['.git', 'tests'] })).toEqual({ kind: 'fedora', name: 'zlib', spec: 'zlib.spec', sources: '', list: 'sources' });
    expect(layout({ files: ['zlib.spec'] })).toMatchObject({ kind: 'fedora', list: null });
    expect(layout({ folder: 'kernel', files: ['.kernel.metadata'], folders: ['SOURCES', 'PATCHES'] })).toMatchObject({ kind: 'centos', name: 'kernel', spec: null });
  });

  it('takes the spec that is called after the repository, and does not guess', () => {
    expect(layout({ files: ['zlib.spec', 'other.spec'] })).toMatchObject({ spec: 'zlib.spec' });
    expect(layout({ files: ['b.spec', 'a.spec'] })).toMatch(/several spec files/);
    expect(layout({ folder: 'docs', files: ['README'] })).toMatch(/"docs" is no dist-git tree/);
    expect(layout({ folder: '-x', files: ['x.spec'] })).toMatch(/cannot be the name of a package/);
  });
});

describe('addresses', () => {
  const file: LookasideFile = { file: 'a b+1.tar.gz', hashType: 'sha512', hash: 'ff' };

  it('fill their places, encoded', () => {
    const templates = ['https://a.example/{name}/{branch}/{hash}', 'http://b.example/{name}/{file}/{hashtype}/{hash}/{file}'];
    expect(lookasideAddresses(templates, { ...file, name: 'gtk+', branch: 'c8/x y' })).toEqual(['https://a.example/gtk%2B/c8/x%20y/ff', 'http://b.example/gtk%2B/a%20b%2B1.tar.gz/sha512/ff/a%20b%2B1.tar.gz']);
    expect(lookasideAddresses(templates, { ...file, name: 'x', branch: null })).toHaveLength(1);
    fc.assert(fc.property(fc.string(), fc.string(), (name, branch) => lookasideAddresses(['https://a.example/p/{name}/{branch}/{file}'], { ...file, file: '{hash}', name: name.toWellFormed(), branch: branch.toWellFormed() }).every((address) => new URL(address).host === 'a.example')));
  });

  it('are checked', () => {
    for (const template of ['https://a.example/{hash}', 'http://a.example:8080/x/{file}']) expect(checkTemplate(template).ok).toBe(true);
    for (const template of ['ftp://a/{hash}', 'https://a.example/', 'https://{hash}/x', 'https://a.example/{hash}/{x}', 'https://a.example/{hash', 'https://a.example/{hash} x', 'file:///{hash}']) expect([template, checkTemplate(template).ok]).toEqual([template, false]);
  });

  it('of repositories are URLs of four kinds, never options', () => {
    for (const address of ['https://git.example.org/rpms/zlib.git', 'ssh://git@git.example.org:22/rpms/{name}', 'file:///srv/git/zlib', 'http://[::1]:80/x']) expect([address, checkGitAddress(address).ok]).toEqual([address, true]);
    for (const address of ['--upload-pack=x', 'ext::sh -c id', 'git@host:path', 'ssh://-oProxyCommand=id/x', 'https://u:p@host/x', 'https://host/a b', 'file://host/x', 'https://host/\n', 'git://host/x', '/srv/git']) expect([address, checkGitAddress(address).ok]).toEqual([address, false]);
    for (const branch of ['c8', 'el8-stream-2.4', 'a/b_c', 'imports/c8/zlib-1.2.11-17.el8']) expect([branch, checkBranch(branch).ok]).toEqual([branch, true]);
    for (const branch of ['', '-x', '--upload-pack', 'a..b', 'a/.b', 'a b', 'a:b', 'a@{1}', 'a.lock', 'x\n']) expect([branch, checkBranch(branch).ok]).toEqual([branch, false]);
    expect(['https://x/rpms/zlib.git', 'file:///a/zlib/', 'https://x/zlib'].map(repositoryName)).toEqual(['zlib', 'zlib', 'zlib']);
  });
});
