import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type { PlannedSource } from '#shared/plan/types.ts';

import type { SpecOrigin } from '../planning/planned-port.ts';
import { simulatedSpec, simulatedSpecName } from './simulated-spec.ts';

/** Specs for what simulated builders get of a source repository, written out so that they are read as any other spec is. */
export class SimulatedOrigins {
  readonly #folder: string;
  readonly #written = new WeakMap<PlannedSource, SpecOrigin>();

  /** @param folder in the project's cache */
  constructor(folder: string) {
    this.#folder = folder;
  }

  of(planned: PlannedSource): SpecOrigin {
    const known = this.#written.get(planned);
    if (known !== undefined) return known;
    const file = simulatedSpecName(planned);
    const origin: SpecOrigin = { file, path: join(this.#folder, file), sourceFolder: this.#folder, inTree: false, lookaside: [], sources: [], patches: [] };
    mkdirSync(this.#folder, { recursive: true });
    writeFileSync(origin.path, simulatedSpec(planned));
    this.#written.set(planned, origin);
    return origin;
  }
}
