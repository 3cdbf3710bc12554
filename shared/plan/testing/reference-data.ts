import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { BinaryPackage, SourcePackage } from '#shared/rpm/package.ts';
import { DependencyInterner } from '#shared/rpm/repodata/dependency-interner.ts';
import { FilelistsReader } from '#shared/rpm/repodata/filelists.ts';
import { PrimaryReader, type PrimaryEntry } from '#shared/rpm/repodata/primary.ts';
import { pathsIn } from '../provider-index.ts';
import type { Universe } from '../types.ts';

const BINARY_TREES = ['Server/x86_64/os', 'Server-optional/x86_64/os'];
const SOURCE_TREES = ['Server/source/tree', 'Server-optional/source/tree'];

/** The repositories of the reference distribution, relative to {@link REFERENCE_ROOT}. */
export const REFERENCE_TREES: readonly string[] = [...BINARY_TREES, ...SOURCE_TREES];
/** Where the repodata of a whole distribution lies, if this machine has it. */
export const REFERENCE_ROOT = join(process.env['PORTOLAN_DATA'] ?? resolve(import.meta.dirname, '../../../../shared/data'), 'rhel73beta-repodata');
export const haveReference = existsSync(REFERENCE_ROOT);

function metadata(tree: string, kind: string): Buffer {
  const folder = join(REFERENCE_ROOT, tree, 'repodata');
  const name = readdirSync(folder).find((file) => file.endsWith(`-${kind}.xml.gz`));
  if (name === undefined) throw new Error(`${folder} has no ${kind}.`);
  return gunzipSync(readFileSync(join(folder, name)));
}

/** The whole reference distribution, with the files that some dependency asks for; no foreign base, no build group. */
export function readReference(architectures: readonly string[]): Universe {
  const interner = new DependencyInterner();
  const entries = REFERENCE_TREES.flatMap((tree) => {
    const list: PrimaryEntry[] = [];
    const reader = new PrimaryReader(tree, (entry) => list.push(entry), { interner });
    reader.push(metadata(tree, 'primary'));
    reader.finish();
    return list;
  });
  const wanted = pathsIn(entries.flatMap((entry) => (entry.kind === 'source' ? entry.package.buildRequires : entry.package.requires)));
  const files = new Map<string, readonly string[]>();
  for (const tree of BINARY_TREES) {
    const reader = new FilelistsReader(tree, ({ pkgid, paths }) => files.set(pkgid, paths), { wanted });
    reader.push(metadata(tree, 'filelists'));
    reader.finish();
  }
  const sources: SourcePackage[] = [];
  const reference: BinaryPackage[] = [];
  for (const entry of entries) {
    if (entry.kind === 'source') sources.push(entry.package);
    else reference.push({ ...entry.package, files: files.get(entry.file.checksum) ?? entry.package.files });
  }
  return { sources, reference, foreign: [], buildGroup: [], architectures };
}
