import { problem, type Problem } from '../vocabulary/problem.ts';
import { err, ok, type Result } from '../vocabulary/result.ts';

/** Characters; a patch that is longer is no fix but a fork. */
export const PATCH_LIMIT = 1_000_000;
const MOST_FILES = 2_000;

/** What a unified diff says that it changes. */
export interface PatchFacts {
  /** Paths after `strip` leading parts are taken off, each once, in order. */
  readonly files: readonly string[];
  readonly hunks: number;
  readonly added: number;
  readonly removed: number;
}

const HUNK = /^@@ -\d{1,9}(?:,(\d{1,9}))? \+\d{1,9}(?:,(\d{1,9}))? @@/;
/** Git's own header lines that name a path, and those that a plain patch cannot do. */
const GIT_PATH = /^(?:rename|copy) (?:from|to) (.+)$/;
const GIT_MODE = /^(?:new file mode|old mode|new mode|deleted file mode) (\d{1,7})$/;

/**
 * Reads a unified diff (POSIX “diff -u”, git format-patch) of strangers, and refuses what could reach outside of the tree
 * that it is applied in: absolute paths, `..`, links; also binary patches, which `patch` cannot apply, and hunks that are
 * cut short. Prose before and between the files is passed over, as `patch` does.
 */
export function readPatch(text: string, strip: number): Result<PatchFacts, Problem> {
  if (text.length > PATCH_LIMIT) return refused(`The patch is longer than ${PATCH_LIMIT.toLocaleString('en')} characters.`);
  if (holdsControls(text)) return refused('This is no text: a patch is a unified diff, as “diff -u” and “git format-patch” make it.');
  const lines = text.split('\n');
  const files = new Set<string>();
  let [hunks, added, removed] = [0, 0, 0];
  for (let at = 0; at < lines.length; at++) {
    const line = (lines[at] ?? '').replace(/\r$/, '');
    if (line === 'GIT binary patch' || /^Binary files .* differ$/.test(line)) return refused(`Line ${at + 1}: a binary file is changed, which “patch” cannot do.`);
    const mode = GIT_MODE.exec(line)?.[1];
    if (mode !== undefined && !mode.startsWith('100')) return refused(`Line ${at + 1}: only plain files can be changed, and this is mode ${mode} (a link, or another repository).`);
    const named = GIT_PATH.exec(line)?.[1];
    if (named !== undefined) {
      const path = inside(pathIn(named), Math.max(0, strip - 1), at);
      if (!path.ok) return path;
      files.add(path.value);
      continue;
    }
    if (line.startsWith('Index: ')) {
      const path = inside(pathIn(line.slice(7)), 0, at);
      if (!path.ok) return path;
    }
    const next = (lines[at + 1] ?? '').replace(/\r$/, '');
    if (!line.startsWith('--- ') || !next.startsWith('+++ ')) {
      if (HUNK.test(line)) return refused(`Line ${at + 1}: a hunk without the names of its file (“---” and “+++”) before it.`);
      continue;
    }
    const names = [pathIn(line.slice(4)), pathIn(next.slice(4))].filter((name) => name !== '/dev/null');
    if (names.length === 0) return refused(`Line ${at + 1}: neither side of the change names a file.`);
    for (const name of names) {
      const path = inside(name, strip, at);
      if (!path.ok) return path;
      // The file's new name: of “a/x.orig” and “b/x” it is the latter that one looks for.
      if (name === names.at(-1)) files.add(path.value);
    }
    if (files.size > MOST_FILES) return refused(`The patch changes more than ${MOST_FILES} files.`);
    at += 2;
    const before = hunks;
    for (let head = HUNK.exec(lines[at] ?? ''); head !== null; head = HUNK.exec(lines[at] ?? '')) {
      const body = readHunk(lines, at + 1, Number(head[1] ?? 1), Number(head[2] ?? 1));
      if (body === null) return refused(`Line ${at + 1}: this hunk is not as long as it says; the patch is damaged or cut short.`);
      hunks += 1;
      added += body.added;
      removed += body.removed;
      at = body.end;
    }
    if (hunks === before) return refused(`Line ${at + 1}: no hunk follows the names of the file.`);
    at -= 1;
  }
  if (hunks === 0) return refused('This is no unified diff: it has no “---”, “+++” and “@@” lines.');
  return ok({ files: [...files], hunks, added, removed });
}

/** NUL and its like, which tell a binary file; tabs, line ends, form feeds and escapes stand in sources. */
function holdsControls(text: string): boolean {
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code < 0x20 && (code < 0x09 || code > 0x0d) && code !== 0x1b) return true;
  }
  return false;
}

/** The lines of one hunk; null when it ends before its counts are used up. An empty line is an empty line of context whose space was lost. */
function readHunk(lines: readonly string[], from: number, old: number, fresh: number): { readonly end: number; readonly added: number; readonly removed: number } | null {
  let [at, added, removed] = [from, 0, 0];
  while (old > 0 || fresh > 0) {
    const line = lines[at];
    if (line === undefined) return null;
    const sign = line === '' || line === '\r' ? ' ' : line.charAt(0);
    if (sign === '-' || sign === ' ') old -= 1;
    if (sign === '+' || sign === ' ') fresh -= 1;
    if (!' -+\\'.includes(sign) || old < 0 || fresh < 0) return null;
    if (sign === '+') added += 1;
    if (sign === '-') removed += 1;
    at += 1;
  }
  while (lines[at]?.startsWith('\\') === true) at += 1;
  return { end: at, added, removed };
}

/** The path of a `---` or `+++` line: up to a tab (the time stands behind it), git's quotes taken off. */
function pathIn(text: string): string {
  const path = text.split('\t')[0] ?? '';
  const quoted = /^"(.*)"$/.exec(path.trim())?.[1];
  return (quoted ?? path).replace(/ \d{4}-\d\d-\d\d \d\d:\d\d:\d\d.*$/, '').trim();
}

function inside(path: string, strip: number, line: number): Result<string, Problem> {
  const said = JSON.stringify(path.slice(0, 120));
  if (path.startsWith('/') || path.includes('\\')) return refused(`Line ${line + 1}: ${said} is not a path inside the source tree.`);
  const parts = path.split('/').filter((part) => part !== '' && part !== '.');
  if (parts.includes('..')) return refused(`Line ${line + 1}: ${said} leads out of the source tree.`);
  const rest = parts.slice(strip);
  if (rest.length === 0) return refused(`Line ${line + 1}: nothing is left of ${said} when ${strip} leading part${strip === 1 ? ' is' : 's are'} taken off. Is the strip level (-p) right?`);
  return ok(rest.join('/'));
}

function refused(message: string): { readonly ok: false; readonly error: Problem } {
  return err(problem('bad-input', message));
}
