import type { PackageFile } from '#shared/rpm/repodata/primary.ts';
import { parseChecksum } from '#shared/rpm/repodata/repomd.ts';
import { ProblemError } from '#shared/vocabulary/problem.ts';

import { IngestRun, type IngestOptions } from './ingest-options.ts';
import { placeOf } from './place-of.ts';

/**
 * The path of an RPM of a repository on this machine, verified by the checksum of its metadata: where the repository is a
 * folder there, else in the cache. Throws a ProblemError that names the file.
 */
export async function fetchPackage(location: string, { href, base, bytes, checksum, checksumType }: PackageFile, options: IngestOptions): Promise<string> {
  const verified = parseChecksum(checksumType, checksum);
  if (verified === null) throw new ProblemError('unsupported', `${href} of ${location} is named with a checksum that is not understood (${checksumType.slice(0, 40)}).`);
  if (base !== null) throw new ProblemError('unsupported', `${href} lies elsewhere than the metadata of ${location}; that is not followed.`);
  return placeOf(location, new IngestRun(options)).obtain({ type: 'package', href, checksum: verified, openChecksum: null, bytes: bytes === 0 ? null : bytes, openBytes: null });
}
