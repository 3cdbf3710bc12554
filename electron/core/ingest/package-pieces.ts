import { deserialize, serialize } from 'node:v8';

import { packPackages, unpackPackages, type PackageTable } from '#shared/rpm/package-table.ts';
import type { BinaryPackage } from '#shared/rpm/package.ts';

/** So many packages are read at one go: whoever reads them lets others at the thread in between. */
const PIECE = 1000;

/** Binary packages in pieces that can be stored or handed to another thread. What a package recommends is not kept. */
export function packedPieces(packages: readonly BinaryPackage[]): Uint8Array<ArrayBuffer>[] {
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  for (let from = 0; from < packages.length; from += PIECE) {
    const binaries = packages.slice(from, from + PIECE).map((each): BinaryPackage => ({ ...each, recommends: [] }));
    // A copy of its own: what `serialize` gives may lie in a buffer that others share.
    pieces.push(Uint8Array.from(serialize(packPackages({ binaries, binaryFiles: [], sources: [], sourceFiles: [] }))));
  }
  return pieces;
}

/** A piece of {@link packedPieces}; never what another program wrote. */
export function unpackedPiece(piece: Uint8Array): readonly BinaryPackage[] {
  return unpackPackages(deserialize(piece) as PackageTable).binaries;
}
