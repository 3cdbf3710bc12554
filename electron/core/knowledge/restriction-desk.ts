import { readdir } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';

import type { Restriction } from '#shared/s390x/restrictions.ts';
import { problemOf } from '#shared/vocabulary/problem.ts';

import type { Troubles } from '../live/troubles.ts';
import { ROOT } from '../places/own-files.ts';
import { readRestrictions } from './restrictions-file.ts';

/** How another distribution keeps one package off the target, and which list says so. */
export interface RestrictionAnswer {
  readonly restrictions: readonly Restriction[];
  /** The list's name: `fedora-2020`. Null where no list was read. */
  readonly origin: string | null;
}

const SUFFIX = /-s390x-restrictions\.json(?:\.zst)?$/;

/** Keeps the list of restrictions of one project: the file that portolan.yaml names, else the newest of the shared data. */
export class RestrictionDesk {
  readonly #named: () => string | null;
  readonly #troubles: Troubles;
  #reading: Promise<void> = Promise.resolve();
  #file: string | null = null;
  #list: ReadonlyMap<string, readonly Restriction[]> = new Map();

  /** `named` gives the absolute path of the file that the project names, or null. */
  constructor(named: () => string | null, troubles: Troubles) {
    this.#named = named;
    this.#troubles = troubles;
  }

  /** Reads the list anew where another file is meant now. A named one that cannot be read is told in the window; never throws. */
  refresh(): Promise<void> {
    this.#reading = this.#reading.then(() => this.#refresh());
    return this.#reading;
  }

  of(source: string): RestrictionAnswer {
    return { restrictions: this.#list.get(source) ?? [], origin: this.#file === null ? null : basename(this.#file).replace(SUFFIX, '') };
  }

  async #refresh(): Promise<void> {
    const named = this.#named();
    const file = named ?? (await newestShared());
    if (file !== null && file === this.#file) return;
    this.#file = null;
    this.#list = new Map();
    try {
      if (file !== null) this.#list = await readRestrictions(file);
      this.#file = file;
      this.#troubles.set('knowledge', null);
    } catch (thrown) {
      // Nobody asked for the shared one, so nobody is told of it.
      this.#troubles.set('knowledge', named === null ? null : problemOf(thrown));
    }
  }
}

/** The newest list below PORTOLAN_DATA (default: ../shared/data from the program's folder), or null. */
async function newestShared(): Promise<string | null> {
  const folder = resolve(process.env['PORTOLAN_DATA'] ?? join(ROOT, '../shared/data'), 's390x-restrictions');
  const files = await readdir(folder).catch(() => []);
  const newest = files.filter((file) => SUFFIX.test(file)).sort().at(-1);
  return newest === undefined ? null : join(folder, newest);
}
