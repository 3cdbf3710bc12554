import { readFile } from 'node:fs/promises';

import { edgesWithout } from '#shared/plan/cycles/fix-edges.ts';
import type { EdgeRule } from '#shared/plan/types.ts';
import { effectOf } from '#shared/port/fix-effect.ts';
import { readSpecText } from '#shared/rpm/spec-text/read-spec-text.ts';
import { parseSourceName } from '#shared/vocabulary/ids.ts';

import type { SpecOrigin } from '../planning/planned-port.ts';
import type { PortService } from '../port/port-service.ts';
import type { ProjectConfig } from '../project/project-schema.ts';

/**
 * Keeps the rules for edges that follow from port fixes: a source whose bcond is switched off by one does not wait within its
 * cycle for what that alone required. Renewed when the plan or the fixes have changed.
 */
export class FixEdges {
  rules: readonly EdgeRule[] = [];
  readonly #port: PortService;
  readonly #config: () => ProjectConfig;
  readonly #originOf: (source: string) => SpecOrigin | null;
  #key = '';
  #running: Promise<void> = Promise.resolve();

  constructor(port: PortService, config: () => ProjectConfig, originOf: (source: string) => SpecOrigin | null) {
    this.#port = port;
    this.#config = config;
    this.#originOf = originOf;
  }

  /** Resolves when the rules are up to date and the port follows them. Never rejects: a spec that cannot be read makes no rule. */
  renew(): Promise<void> {
    const fixes = Object.entries(this.#config().portFixes).flatMap(([source, list]) => {
      const { withConditions, withoutConditions } = effectOf(list.map(({ change }) => change));
      const settings = [...withConditions.map((name) => ({ name, enabled: true })), ...withoutConditions.map((name) => ({ name, enabled: false }))];
      return settings.length === 0 ? [] : [{ source, settings }];
    });
    const { planned } = this.#port;
    const key = JSON.stringify([planned?.digest, fixes]);
    if (key === this.#key || planned === null) return this.#running;
    this.#key = key;
    this.#running = this.#running.then(async () => {
      const rules: EdgeRule[] = [];
      for (const { source, settings } of fixes) {
        const name = parseSourceName(source);
        const row = name.ok ? this.#port.rowOf(name.value) : undefined;
        const path = this.#originOf(source)?.path;
        const text = path === undefined || row === undefined ? null : await readFile(path, 'utf8').catch(() => null);
        if (text !== null && row !== undefined) rules.push(...edgesWithout(planned.plan, row, readSpecText(text), settings));
      }
      this.rules = rules;
      if (this.#port.planned?.digest === planned.digest) this.#port.renewMode();
    });
    return this.#running;
  }
}
