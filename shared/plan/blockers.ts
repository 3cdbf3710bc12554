import { at, edgeIndex, keepEdges, reverse, successors, type Graph } from '#shared/graph/graph.ts';
import { edgeServing } from './edge-rules.ts';
import { BASE_BREAKS_CYCLE, BASE_CAN_SERVE, type PassMode, type Plan, type Readiness, type Standing } from './types.ts';

/** Will never be built in this pass: nobody waits for it where a foreign base can serve instead. */
export function isOut(standing: Standing): boolean {
  return standing === 'left-out' || standing === 'not-for-arch' || standing === 'broken-source';
}

/**
 * Who waits for whom in a pass, kept up to date as sources land. A source is blocked by each source that its buildroot
 * draws on (the closure graph) and that is not in-repo, except
 * - in a frozen pass, where nothing blocks;
 * - in a rolling pass with `use-base`, where a foreign base can serve instead;
 * - in a rolling pass with `wait`, where a foreign base breaks a cycle that both are in;
 * - where a rule for the edge says the one or the other, or that nothing is needed (`edge-rules.ts`);
 * - in either, where the provider will never be built in this pass and a foreign base can serve instead.
 */
export class BlockerTracker {
  readonly plan: Plan;
  readonly mode: PassMode;
  /** The edges that can block in this mode, and the same turned round. */
  readonly edges: Graph;
  readonly waiting: Graph;
  readonly #standings: Standing[];
  /** For each source how many others block it now. */
  readonly #blockers: Int32Array;
  readonly #canServe: Uint8Array;
  readonly #unresolvable: Uint8Array;

  /** @param standings by source; all pending where left out. Linear in the edges of the closure graph. */
  constructor(plan: Plan, mode: PassMode, standings?: readonly Standing[]) {
    this.plan = plan;
    this.mode = mode;
    this.#standings = plan.sources.map((_, source) => standings?.[source] ?? 'pending');
    const serving = edgeServing(plan, mode);
    const canServe = new Uint8Array(plan.closure.targets.length);
    let kept = 0;
    this.edges = keepEdges(plan.closure, (edge, source) => {
      const bits = at(plan.closureBase, edge);
      const provider = serving(source, at(plan.closure.targets, edge));
      if (provider === 'none' || (bits & (provider === 'wait' ? BASE_BREAKS_CYCLE : BASE_CAN_SERVE)) !== 0) return false;
      canServe[kept++] = bits & BASE_CAN_SERVE;
      return true;
    });
    this.waiting = reverse(this.edges);
    this.#canServe = canServe.slice(0, kept);
    this.#blockers = new Int32Array(plan.sources.length);
    for (let source = 0; source < plan.sources.length; source++) {
      let count = 0;
      for (let edge = at(this.edges.offsets, source); edge < at(this.edges.offsets, source + 1); edge++) if (this.blocks(edge)) count++;
      this.#blockers[source] = count;
    }
    // Without the build group there is no buildroot for any of them.
    this.#unresolvable = new Uint8Array(plan.sources.length).fill(plan.groupFaults.length > 0 ? 1 : 0);
    for (const { source } of [...plan.unresolvable, ...plan.notInstallable]) this.#unresolvable[source] = 1;
  }

  standingOf(source: number): Standing {
    return this.#standings[source] ?? 'pending';
  }

  /** What keeps the source from being built, whatever its own standing is. */
  readinessOf(source: number): Readiness {
    if (at(this.#unresolvable, source) === 1) return 'unresolvable';
    return at(this.#blockers, source) > 0 ? 'blocked' : 'ready';
  }

  /** The sources that block it directly, ascending. */
  blockersOf(source: number): number[] {
    const first = at(this.edges.offsets, source);
    return [...successors(this.edges, source)].filter((_, index) => this.blocks(first + index));
  }

  /** Whether an edge, by its index in `edges.targets`, blocks now. */
  blocks(edge: number): boolean {
    return blocks(this.standingOf(at(this.edges.targets, edge)), at(this.#canServe, edge) !== 0);
  }

  /** Whether the source is still to be built, so that it waits for its blockers. */
  isWaiting(source: number): boolean {
    const standing = this.standingOf(source);
    return standing === 'pending' || standing === 'failed';
  }

  /** {@link set} for the usual case. */
  setInRepo(source: number): readonly number[] {
    return this.set(source, 'in-repo');
  }

  /**
   * Notes where a source stands now. Returns the sources whose readiness that changed, ascending.
   * Work: those that need it directly, nobody else.
   */
  set(source: number, standing: Standing): readonly number[] {
    const before = this.standingOf(source);
    if (source < 0 || source >= this.#standings.length || before === standing) return [];
    this.#standings[source] = standing;
    const mayDiffer = (canServe: boolean): boolean => blocks(before, canServe) !== blocks(standing, canServe);
    if (!mayDiffer(true) && !mayDiffer(false)) return [];
    const changed: number[] = [];
    for (const waiter of successors(this.waiting, source)) {
      const canServe = at(this.#canServe, edgeIndex(this.edges, waiter, source)) !== 0;
      const difference = Number(blocks(standing, canServe)) - Number(blocks(before, canServe));
      if (difference === 0) continue;
      const readiness = this.readinessOf(waiter);
      this.#blockers[waiter] = at(this.#blockers, waiter) + difference;
      if (this.readinessOf(waiter) !== readiness) changed.push(waiter);
    }
    return changed;
  }
}

function blocks(standing: Standing, canServe: boolean): boolean {
  return standing !== 'in-repo' && !(canServe && isOut(standing));
}
