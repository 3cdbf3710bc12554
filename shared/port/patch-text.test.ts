import fc from 'fast-check';
import { expect, test } from 'vitest';

import { readPatch } from './patch-text.ts';

const PLAIN = `From 0123 Mon Sep 17 00:00:00 2001
Subject: [PATCH] Read words in the file's order

---
 src/read.c | 2 +-
diff --git a/src/read.c b/src/read.c
index 1111111..2222222 100644
--- a/src/read.c
+++ b/src/read.c
@@ -1,3 +1,4 @@ int read32(void)
 one
-two
+2
+two and a half
 three
--
2.39.2
`;

function expectRefused(text: string, words: RegExp, strip = 1): void {
  const read = readPatch(text, strip);
  expect(read.ok ? 'taken' : read.error.message).toMatch(words);
}

test('a patch of git format-patch is read: what it changes, and how much', () => {
  expect(readPatch(PLAIN, 1)).toEqual({ ok: true, value: { files: ['src/read.c'], hunks: 1, added: 2, removed: 1 } });
  const crlf = readPatch(PLAIN.replaceAll('\n', '\r\n'), 1);
  expect(crlf).toEqual(readPatch(PLAIN, 1));
});

test('several files, a new one, and a line without an end', () => {
  const text = '--- a/x\t2020-01-01 00:00:00\n+++ b/x\n@@ -1 +1 @@\n-a\n+b\n\\ No newline at end of file\n--- /dev/null\n+++ b/y/z\n@@ -0,0 +1,2 @@\n+1\n+2\n';
  expect(readPatch(text, 1)).toEqual({ ok: true, value: { files: ['x', 'y/z'], hunks: 2, added: 3, removed: 1 } });
});

test.each([
  ['an absolute path', PLAIN.replace('+++ b/src/read.c', '+++ /etc/passwd'), /not a path inside/],
  ['a path that leads out', PLAIN.replaceAll('a/src/read.c', 'a/../../etc/passwd'), /leads out/],
  ['a path that leads out in git’s quotes', PLAIN.replace('+++ b/src/read.c', '+++ "b/../x"'), /leads out/],
  ['a path with a backslash', PLAIN.replace('+++ b/src/read.c', '+++ b\\..\\x'), /not a path inside/],
  ['a rename that leads out', `rename to ../x\n${PLAIN}`, /leads out/],
  ['an Index line that leads out', `Index: ../../x\n${PLAIN}`, /leads out/],
  ['a link', `new file mode 120000\n${PLAIN}`, /only plain files/],
  ['a binary patch', `${PLAIN}GIT binary patch\n`, /binary file/],
  ['a binary file', '\u007fELF\u0002\u0001\0\0', /no text/],
  ['prose', 'Dear porter,\nplease change the order of bytes.\n', /no unified diff/],
  ['a hunk that is cut short', PLAIN.slice(0, PLAIN.indexOf('+2')), /not as long as it says/],
  ['a hunk without a file', '@@ -1 +1 @@\n-a\n+b\n', /without the names of its file/],
  ['a file without a hunk', '--- a/x\n+++ b/x\nnothing\n', /no hunk follows/],
])('%s is refused, with its line', (_what, text, words) => expectRefused(text, words));

test('a strip level that leaves nothing is refused', () => {
  expectRefused('--- x\n+++ x\n@@ -1 +1 @@\n-a\n+b\n', /strip level/);
  expect(readPatch('--- x\n+++ x\n@@ -1 +1 @@\n-a\n+b\n', 0).ok).toBe(true);
});

const line = fc.oneof(
  fc.constantFrom('--- a/x', '+++ b/x', '@@ -1,2 +1,2 @@', '@@ -0,0 +1 @@', ' kept', '-gone', '+new', '', '\\ No newline', '--- /etc/x', '+++ ../y', 'rename to a/../../z', '--- "a/\\"b"', 'GIT binary patch'),
  fc.string({ maxLength: 20 }),
);

test('whatever comes, what is taken stays inside the tree', () => {
  fc.assert(
    fc.property(fc.array(line, { maxLength: 40 }), fc.integer({ min: 0, max: 3 }), fc.constantFrom('\n', '\r\n'), (lines, strip, end) => {
      const read = readPatch(lines.join(end), strip);
      if (!read.ok) return;
      expect(read.value.hunks).toBeGreaterThan(0);
      for (const file of read.value.files) {
        expect(file.startsWith('/')).toBe(false);
        expect(file.split('/')).not.toContain('..');
        expect(file).not.toBe('');
      }
    }),
    { numRuns: 500 },
  );
});

const names = fc.array(fc.stringMatching(/^[a-z][a-z0-9.-]{0,8}[a-z0-9]$/), { minLength: 1, maxLength: 3 });

test('what is written as a unified diff is read with all its lines', () => {
  const hunk = fc.array(fc.record({ sign: fc.constantFrom(' ', '-', '+'), text: fc.stringMatching(/^[ -~]{0,12}$/) }), { minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(names, fc.array(hunk, { minLength: 1, maxLength: 4 }), (path, hunks) => {
      const count = (lines: readonly { sign: string }[], sign: string): number => lines.filter((each) => each.sign === sign).length;
      const text = [
        `--- a/${path.join('/')}`,
        `+++ b/${path.join('/')}`,
        ...hunks.flatMap((lines) => [`@@ -1,${lines.length - count(lines, '+')} +1,${lines.length - count(lines, '-')} @@`, ...lines.map(({ sign, text: words }) => sign + words)]),
        '',
      ].join('\n');
      const all = hunks.flat();
      expect(readPatch(text, 1)).toEqual({ ok: true, value: { files: [path.join('/')], hunks: hunks.length, added: count(all, '+'), removed: count(all, '-') } });
    }),
  );
});
