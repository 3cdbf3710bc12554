import { parseSourceName } from '../../vocabulary/ids.ts';
import { problem, type Problem } from '../../vocabulary/problem.ts';
import { err, ok, type Result } from '../../vocabulary/result.ts';

/** The names in a tree's own folder and in its SPECS/; regular files and folders apart, `.git` among them or not. */
export interface TreeListing {
  /** What its folder is called. */
  readonly folder: string;
  readonly files: readonly string[];
  readonly folders: readonly string[];
  /** Regular files in SPECS/; empty where there is none. */
  readonly specs: readonly string[];
}

/** How one dist-git tree is laid out; paths are relative to it. */
export interface TreeLayout {
  readonly kind: 'centos' | 'fedora';
  /** Of the repository: what its metadata file is called after, else its folder up to an `@`. */
  readonly name: string;
  /** Null where it has none. */
  readonly spec: string | null;
  /** Where the sources that are kept in git lie; empty: beside the spec. */
  readonly sources: 'SOURCES' | '';
  /** The list of what lies in the look-aside cache; null where it has none. */
  readonly list: string | null;
}

/**
 * Tells the CentOS layout (SPECS/, SOURCES/, .NAME.metadata) from the Fedora layout (all in one folder, `sources`). Of several specs the one named after the
 * repository is taken. A folder that is neither, or has several specs and none of that name, is a `bad-input` that names it.
 */
export function layoutOf(listing: TreeListing): Result<TreeLayout, Problem> {
  const { folder, files, folders, specs } = listing;
  const metadata = files.filter((name) => /^\..+\.metadata$/.test(name)).sort();
  const flat = files.filter((name) => name.endsWith('.spec'));
  const isCentos = folders.includes('SPECS') || folders.includes('SOURCES') || metadata.length > 0;
  if (!isCentos && flat.length === 0 && !files.includes('sources')) return err(problem('bad-input', `${quoted(folder)} is no dist-git tree: it has neither SPECS/ nor a spec file nor a list of sources.`));
  const listed = metadata.includes(`.${plainName(folder)}.metadata`) ? `.${plainName(folder)}.metadata` : metadata[0];
  const name = isCentos && listed !== undefined ? listed.slice(1, -'.metadata'.length) : plainName(folder);
  if (!parseSourceName(name).ok) return err(problem('bad-input', `${quoted(folder)} is no dist-git tree: ${quoted(name)} cannot be the name of a package.`));
  const spec = specOf(isCentos && specs.length > 0 ? specs.filter((each) => each.endsWith('.spec')) : flat, name);
  if (spec === undefined) return err(problem('bad-input', `${quoted(folder)} has several spec files and none is called ${name}.spec; which one is meant cannot be told.`));
  if (!isCentos) return ok({ kind: 'fedora', name, spec, sources: '', list: files.includes('sources') ? 'sources' : null });
  const inSpecs = specs.length > 0;
  return ok({ kind: 'centos', name, spec: spec === null ? null : inSpecs ? `SPECS/${spec}` : spec, sources: folders.includes('SOURCES') ? 'SOURCES' : '', list: listed ?? null });
}

/** Null: there is none; undefined: it cannot be told which. */
function specOf(specs: readonly string[], name: string): string | null | undefined {
  if (specs.length === 0) return null;
  return specs.length === 1 ? specs[0] : specs.find((each) => each === `${name}.spec`);
}

/** `httpd` of `httpd@stream-2.4`, `zlib` of `zlib.git`. */
function plainName(folder: string): string {
  return (folder.split('@')[0] ?? '').replace(/\.git$/, '');
}

function quoted(name: string): string {
  return JSON.stringify(name.slice(0, 100));
}
