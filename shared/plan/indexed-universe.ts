import type { Dependency } from '#shared/rpm/dependency.ts';
import { askedFor, type AskedFor } from './asked-for.ts';
import { catalogue, type Catalogue } from './catalogue.ts';
import { indexHidden, type HiddenIndex } from './hidden.ts';
import { indexProviders, type ProviderIndex } from './provider-index.ts';
import type { Universe } from './types.ts';

/** A universe of which can be asked who provides what. */
export interface IndexedUniverse {
  readonly listed: Catalogue;
  readonly asked: AskedFor;
  readonly index: ProviderIndex;
  /** What modular filtering keeps out, for reasons alone. */
  readonly hidden: HiddenIndex;
  /** As the universe lists them. */
  readonly architectures: readonly string[];
}

/** Numbers all that the universe has, and indexes what its packages offer: what libsolv does in `createwhatprovides`. */
export function indexUniverse(universe: Universe): IndexedUniverse {
  const listed = catalogue(universe);
  const group = universe.buildGroup.map((name): Dependency => ({ kind: 'simple', name, comparison: 'any', evr: null }));
  const asked = askedFor(listed, group);
  return { listed, asked, index: indexProviders(listed.packages, asked.distinct), hidden: indexHidden(universe.hidden ?? [], asked.distinct), architectures: universe.architectures };
}
