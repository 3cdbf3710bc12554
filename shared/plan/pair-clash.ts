import { formatNevra } from '../rpm/nevra.ts';
import type { BinaryPackage } from '../rpm/package.ts';
import { findApart, type Clash } from './apart.ts';
import { indexProviders } from './provider-index.ts';

/** What keeps two packages from being installed together (`apart.ts`, so without rich Conflicts); null where nothing does. */
export function pairClash(one: BinaryPackage, other: BinaryPackage): Clash | null {
  const packages = [one, other];
  const { clashOf } = findApart(packages, Uint8Array.of(1, 1), indexProviders(packages, packages.flatMap(({ conflicts }) => conflicts)));
  return clashOf(0, 1);
}

/** `newtool-2-1.s390x conflicts with tool < 2` */
export function clashWords(clash: Clash, one: BinaryPackage, other: BinaryPackage): string {
  if (clash.kind === 'same-name') return `only one ${one.name} can be installed`;
  return `${formatNevra(clash.by === 0 ? one : other)} ${clash.kind === 'conflicts' ? 'conflicts with' : 'obsoletes'} ${clash.dependency}`;
}
