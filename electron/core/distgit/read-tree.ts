import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';

import { LIST_LENGTH_MAX, parseMetadata, parseSources, type LookasideFile, type LookasideList } from '#shared/rpm/distgit/lookaside-list.ts';
import { layoutOf, type TreeLayout, type TreeListing } from '#shared/rpm/distgit/tree-layout.ts';
import { problem, problemOf, ProblemError, type Problem } from '#shared/vocabulary/problem.ts';

/** One dist-git tree as it lies in a folder. */
export interface DistGitTree {
  /** Of the repository, which look-aside caches go by. */
  readonly name: string;
  /** Its folder's own name (`httpd@stream-2.4`). */
  readonly folder: string;
  readonly layout: TreeLayout['kind'];
  /** Null where it has no spec file. */
  readonly spec: { readonly file: string; readonly path: string; readonly text: string } | null;
  /** Where the sources that are kept in git lie. */
  readonly sourceFolder: string;
  readonly lookaside: readonly LookasideFile[];
  readonly problems: readonly Problem[];
}

const SPEC_BYTES_MAX = 4_000_000;
/** The kernel's SOURCES has some hundred. */
const NAMES_MAX = 20_000;

/** Reads one tree; throws a ProblemError that names it where it is none, or too large. */
export async function readTree(path: string): Promise<DistGitTree> {
  const folder = basename(path);
  const layout = layoutOf(await listingOf(path));
  if (!layout.ok) throw new ProblemError(layout.error.code, layout.error.message);
  const { kind, name, spec, sources, list } = layout.value;
  const read = list === null ? { files: [], problems: [] } : await readList(join(path, list), kind, `${folder}/${list}`);
  const problems: Problem[] = spec === null ? [problem('bad-input', `${folder} has no spec file, so there is nothing to build it from.`)] : [];
  return {
    name,
    folder,
    layout: kind,
    spec: spec === null ? null : { file: basename(spec), path: join(path, spec), text: await readSmall(join(path, spec), SPEC_BYTES_MAX, `${folder}/${spec}`) },
    sourceFolder: join(path, sources),
    lookaside: read.files,
    problems: [...problems, ...read.problems],
  };
}

/** What layouts are told by. Links count as nothing: they may lead anywhere. */
export async function listingOf(path: string): Promise<TreeListing> {
  const entries = await readdir(path, { withFileTypes: true });
  if (entries.length > NAMES_MAX) throw new ProblemError('limit', `${path} has more than ${NAMES_MAX} entries and was not read.`);
  const folders = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  return { folder: basename(path), files: regular(entries), folders, specs: folders.includes('SPECS') ? regular(await readdir(join(path, 'SPECS'), { withFileTypes: true })) : [] };
}

function regular(entries: readonly { readonly name: string; isFile(): boolean }[]): string[] {
  return entries.filter((entry) => entry.isFile()).map(({ name }) => name);
}

async function readList(path: string, kind: TreeLayout['kind'], where: string): Promise<LookasideList> {
  try {
    const text = await readSmall(path, LIST_LENGTH_MAX, where);
    return kind === 'centos' ? parseMetadata(text, where) : parseSources(text, where);
  } catch (thrown) {
    return { files: [], problems: [problemOf(thrown)] };
  }
}

async function readSmall(path: string, max: number, where: string): Promise<string> {
  if ((await stat(path)).size > max) throw new ProblemError('limit', `${where} is larger than ${max} bytes and was not read.`);
  return readFile(path, 'utf8');
}
