import { BuildrootSolver, type Buildroot } from './buildroot.ts';
import { chainTo } from './chain.ts';
import type { ChoiceInput } from './chooser.ts';
import { textOf } from './demands.ts';
import type { Explainer, Fault } from './explain.ts';
import { BuildrootSearch } from './search.ts';

/** A buildroot, or what keeps it from being had. */
export interface Found {
  readonly buildroot: Buildroot;
  /** Empty where it can be had. */
  readonly faults: readonly Fault[];
  /** The search gave up before it was known: `buildroot` is the best guess. */
  readonly undecided: boolean;
}

export interface FinderInput extends ChoiceInput {
  readonly usable: Uint8Array;
  readonly explainer: Explainer;
}

/** From how many demands that cannot be met together those that matter are still sifted out one by one. */
const SIFTED_MAX = 24;

/**
 * Finds buildroots: chooses without going back (`BuildrootSolver`), and where that meets a dead end searches all ways there
 * are (`BuildrootSearch`). Its `solver` speaks of the buildroot that was found last.
 */
export class BuildrootFinder {
  readonly solver: BuildrootSolver;
  readonly #input: FinderInput;
  #search: BuildrootSearch | null = null;

  constructor(input: FinderInput) {
    this.#input = input;
    this.solver = new BuildrootSolver(input);
  }

  find(wanted: readonly number[]): Found {
    const { possible, demands, explainer } = this.#input;
    const hopeless = wanted.some((id) => possible.unmet[id] === 1) ? [...new Set(wanted.filter((id) => possible.unmet[id] === 1))] : [];
    const faults = hopeless.map((id): Fault => ({ dependency: textOf(demands, id), ...explainer.explain(id) }));
    const chosen = this.solver.solve(wanted);
    if (this.#isWhole(chosen, hopeless)) return { buildroot: chosen, faults, undecided: false };
    const rest = wanted.filter((id) => possible.unmet[id] === 0);
    const settled = this.#searched().settle(rest);
    switch (settled.kind) {
      case 'gave-up':
        return { buildroot: chosen, faults, undecided: faults.length === 0 };
      case 'found': {
        const buildroot = { installed: Int32Array.from(settled.installed), unmet: hopeless };
        this.solver.resume(buildroot);
        return { buildroot, faults, undecided: false };
      }
      case 'refuted': {
        const clash = this.#explain(this.#sift(settled.core));
        this.solver.resume(chosen);
        return { buildroot: chosen, faults: [...faults, clash], undecided: false };
      }
    }
  }

  #isWhole({ unmet }: Buildroot, hopeless: readonly number[]): boolean {
    const { deadEnds, offended, failing } = this.solver;
    return deadEnds.length === 0 && offended.length === 0 && failing.every((id) => hopeless.includes(id)) && unmet.every((id) => hopeless.includes(id));
  }

  #searched(): BuildrootSearch {
    this.#search ??= new BuildrootSearch({ ...this.#input, preferred: this.solver.preferred });
    return this.#search;
  }

  /** Takes out of demands that cannot be met together those without which they still cannot. */
  #sift(core: readonly number[]): readonly number[] {
    if (core.length > SIFTED_MAX) return core;
    let kept = core;
    for (const id of core) {
      const fewer = kept.filter((other) => other !== id);
      if (fewer.length > 0 && this.#searched().settle(fewer).kind === 'refuted') kept = fewer;
    }
    return kept;
  }

  /** Why demands cannot be met together: the first dead end that choosing for them alone meets. */
  #explain(core: readonly number[]): Fault {
    const { demands, apart, explainer } = this.#input;
    const plain = { best: null, conflict: null, hidden: [] } as const;
    const { unmet } = this.solver.solve(core);
    const context = { ...this.#input, solver: this.solver };
    const [deadEnd] = this.solver.deadEnds;
    if (deadEnd !== undefined) {
      const { one, other, demand } = deadEnd;
      const toOne = chainTo({ servedBy: one }, core, context);
      const toOther = chainTo({ binary: other }, core, context);
      const clash = apart.clashOf(one, other);
      return {
        dependency: textOf(demands, toOne?.wanted ?? core[0]),
        capability: textOf(demands, toOne?.demand ?? demand),
        via: [...(toOne?.via ?? []), one],
        reason: 'conflict',
        ...plain,
        conflict: clash === null ? null : { clash, one, other, dependency: textOf(demands, toOther?.wanted), via: toOther?.via ?? [] },
      };
    }
    const [missing] = unmet;
    if (missing !== undefined) {
      const chain = chainTo({ demand: missing }, core, context);
      const explained = explainer.explain(missing);
      return { dependency: textOf(demands, chain?.wanted ?? core[0]), ...explained, via: [...(chain?.via ?? []), ...explained.via] };
    }
    const [ban] = this.solver.offended;
    if (ban !== undefined) {
      const { binary: one, holding, others, demand } = ban;
      const toOne = chainTo({ binary: one }, core, context);
      const other = others?.find((binary) => this.solver.has(binary)) ?? this.solver.providerOf(holding[0] ?? -1);
      const toOther = other === undefined ? null : chainTo({ binary: other }, core, context);
      return {
        dependency: textOf(demands, toOne?.wanted ?? core[0]),
        capability: textOf(demands, demand),
        via: toOne?.via ?? [one],
        reason: 'conflict',
        ...plain,
        conflict:
          other === undefined
            ? null
            : { clash: { kind: 'conflicts', by: one, dependency: textOf(demands, demand) }, one, other, dependency: textOf(demands, toOther?.wanted), via: toOther?.via ?? [] },
      };
    }
    const failing = this.solver.failing[0] ?? core[0] ?? -1;
    const chain = chainTo({ demand: failing }, core, context);
    return { dependency: textOf(demands, chain?.wanted ?? core[0]), capability: textOf(demands, failing), via: chain?.via ?? [], reason: 'conflict', ...plain };
  }
}
