import { sourceOfHeader } from '#shared/rpm/header/source-header.ts';
import type { SourcePackage } from '#shared/rpm/package.ts';
import { ProblemError } from '#shared/vocabulary/problem.ts';

import { readRpmHead } from '../rpm-files/read-header.ts';

/** Reads the source package that an SRPM's header describes; nothing but the header is read. Throws a ProblemError that begins with `name`. */
export async function readSrpm(path: string, name: string): Promise<SourcePackage> {
  const { header } = await readRpmHead(path, name);
  const source = sourceOfHeader(header, name);
  if (!source.ok) throw new ProblemError(source.error.code, source.error.message);
  return source.value;
}
