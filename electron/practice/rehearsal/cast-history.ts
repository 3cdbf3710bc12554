import { reverse, successors } from '#shared/graph/graph.ts';
import { sayFault } from '#shared/plan/say-fault.ts';
import type { PassMode, Plan } from '#shared/plan/types.ts';
import type { SourceFacts } from '#shared/port/package-state.ts';
import type { SourceName } from '#shared/vocabulary/ids.ts';
import { ProblemError } from '#shared/vocabulary/problem.ts';
import { between, randomFor, type Random } from '../simulator/random.ts';
import { failsInCheck, needsCompiler, type FailureCluster } from '../simulator/build/outcomes.ts';
import { clusterSizes, clustersOf } from './cluster-sizes.ts';
import { Reach } from './reach.ts';
import type { FailingPart, HistoryScript, PlannedFix } from './script-of-history.ts';

export interface CastOptions {
  readonly plan: Plan;
  readonly facts: readonly SourceFacts[];
  readonly mode: PassMode;
  readonly seed: string;
  /** Of what can be built at all, how much is built: 0 to 1. */
  readonly share: number;
  /** How many fail for the first time in the last night; null: half of the usual three in a hundred. */
  readonly failures: number | null;
  /** How many signatures these have; null: as many as fit. */
  readonly clusters: number | null;
  /** How many failed in earlier nights and still do; null: what is left of three in a hundred. */
  readonly older: number | null;
  readonly noCheck: boolean;
  /** What people left out before. */
  readonly leftOut: ReadonlyMap<string, string>;
}

/** Of all that gets its turn, so many fail. */
const FAILING = 0.03;
const FIXED = 0.005;
const USUAL_CLUSTERS = 8;
const A_NIGHT = 700;
const MOST_NIGHTS = 5;
/** Of a chain like this a hub holds up so much of the port. */
const HUBS: readonly { readonly least: number; readonly most: number }[] = [{ least: 0.09, most: 0.2 }, { least: 0.02, most: 0.06 }];
const LEAF = 0.004;

const FOREIGN_HARDWARE: ReadonlyMap<string, string> = new Map([
  ['microcode_ctl', 'Microcode of x86 processors: there is nothing to port.'],
  ['efibootmgr', 'There is no EFI on IBM Z.'],
  ['shim', 'There is no EFI on IBM Z.'],
  ['shim-signed', 'There is no EFI on IBM Z.'],
  ['dmidecode', 'There are no DMI tables on IBM Z.'],
  ['mcelog', 'Reads machine checks of x86.'],
  ['biosdevname', 'There is no BIOS on IBM Z.'],
  ['xorg-x11-drv-intel', 'A driver for graphics that no IBM Z has.'],
  ['xorg-x11-drv-vmware', 'A driver for graphics that no IBM Z has.'],
]);

const PEOPLE = ['Bohdan', 'Chiara', 'Mei'] as const;

/** Decides beforehand who fails, of what and when, so that exactly what was asked for stands at the end. Pure: the same options give the same script. */
export function castHistory(options: CastOptions): HistoryScript {
  return new Casting(options).script();
}

class Casting {
  readonly #options: CastOptions;
  readonly #plan: Plan;
  readonly #reach: Reach;
  readonly #random: Random;
  readonly #parts = new Map<number, FailingPart>();
  /** Whoever waits for somebody who stays failed. */
  #blocked: Uint8Array;
  readonly #leftOut = new Map<SourceName, string>();

  constructor(options: CastOptions) {
    this.#options = options;
    this.#plan = options.plan;
    this.#reach = new Reach(options.plan, options.mode, options.facts, options.seed);
    this.#random = randomFor(options.seed, 'cast');
    this.#blocked = new Uint8Array(options.plan.sources.length);
  }

  script(): HistoryScript {
    const { failures, clusters, older, share, noCheck } = this.#options;
    this.#leaveOut();
    const waiters = this.#reach.waiters();
    const order = this.#reach.order(new Set());
    const within = Math.max(1, Math.floor(order.length * share));
    const nights = Math.min(MOST_NIGHTS, Math.max(2, Math.ceil(within / A_NIGHT)));
    const last = nights - 1;
    const usual = Math.round(order.length * FAILING);
    const fresh = failures ?? Math.ceil(usual / 2);
    const sizes = clusterSizes(fresh, clusters ?? Math.min(fresh, USUAL_CLUSTERS, clustersOf(noCheck).length), noCheck);
    const places = new Map(order.map((row, place) => [row, place]));
    const early = (row: number): boolean => (places.get(row) ?? Infinity) < within * 0.45;
    const inTime = (row: number): boolean => (places.get(row) ?? Infinity) < within * 0.9;

    const rebuilds = this.#castRebuilds(sizes, waiters.counts, early, last);
    const spared = new Set([...rebuilds.again, ...(rebuilds.provider === null ? [] : [rebuilds.provider])]);
    this.#castStaying(sizes.map(({ cluster, size }) => ({ cluster, size: size - (cluster.failure === 'compile-error' ? rebuilds.failing.length : 0) })), last, (row) => inTime(row) && !spared.has(row), waiters, HUBS);
    const old = older ?? Math.max(0, usual - fresh);
    const oldSizes = old === 0 ? [] : clusterSizes(old, Math.min(old, 6, clustersOf(noCheck).length), noCheck);
    this.#castStaying(oldSizes, 0, (row) => early(row) && !spared.has(row), waiters, HUBS.slice(1));
    this.#castFixed(Math.ceil(order.length * FIXED), early, waiters.counts, spared);

    const nightsOf = this.#nights(share, nights, rebuilds.again, rebuilds.provider);
    return {
      leftOut: this.#leftOut,
      failing: new Map([...this.#parts].sort(([a], [b]) => a - b).map(([row, part]) => [this.#name(row), part])),
      nights: nightsOf.map((wanted, night) => ({
        wanted: wanted.map((row) => this.#name(row)),
        rebuilt: night === last - 1 && rebuilds.provider !== null ? [this.#name(rebuilds.provider)] : [],
        lost: night === last - 1 ? rebuilds.again.map((row) => this.#name(row)) : [],
      })),
    };
  }

  /** What nobody can build is left out where others wait for it, or half of the port would wait for ever; and what is another architecture's. */
  #leaveOut(): void {
    for (const [row, { name }] of this.#plan.sources.entries()) {
      const reason = this.#options.leftOut.get(name);
      if (reason !== undefined) this.#outWith(row, reason);
    }
    const counts = this.#reach.waiters().counts;
    for (const fault of [...this.#plan.unresolvable, ...this.#plan.notInstallable]) {
      if ((counts[fault.source] ?? 0) > 0) this.#outWith(fault.source, sayFault(this.#plan, fault));
    }
    for (const [row, { name }] of this.#plan.sources.entries()) {
      const reason = FOREIGN_HARDWARE.get(name);
      if (reason !== undefined && counts[row] === 0) this.#outWith(row, reason);
    }
  }

  #outWith(row: number, reason: string): void {
    if (this.#reach.isLeftOut(row) || this.#options.facts[row]?.notForArch === true) return;
    this.#reach.leaveOut(row);
    this.#leftOut.set(this.#name(row), reason);
  }

  /**
   * Packages that were built in the first night, are lost by the repository, and fail when they are built again, because
   * a package that they need is another one by then.
   */
  #castRebuilds(sizes: readonly { readonly cluster: FailureCluster; readonly size: number }[], counts: Float64Array, early: (row: number) => boolean, last: number): { failing: number[]; again: number[]; provider: number | null } {
    const cluster = sizes.find((each) => each.cluster.failure === 'compile-error');
    const wanted = cluster?.size ?? 0;
    const users = reverse(this.#plan.direct);
    const leaves = (row: number): number[] => [...successors(users, row)].filter((each) => counts[each] === 0 && early(each) && this.#plan.sources[each]?.noarchOnly === false);
    const providers = this.#shuffled([...this.#plan.sources.keys()].filter((row) => early(row) && (counts[row] ?? 0) > 0));
    const enough = wanted + 2;
    const most = (): number | null => providers.reduce<number | null>((best, row) => (leaves(row).length > (best === null ? 0 : leaves(best).length) ? row : best), null);
    const provider = providers.find((row) => leaves(row).length >= enough) ?? most();
    if (provider === null) return { failing: [], again: [], provider };
    const chosen = this.#shuffled(leaves(provider)).slice(0, enough);
    const failing = chosen.slice(0, wanted);
    if (cluster !== undefined) for (const row of failing) this.#parts.set(row, { cluster: cluster.cluster, from: last, fix: null, verdict: null });
    return { failing, again: chosen, provider };
  }

  /** Those that fail from this night on and stay failed. None of them waits for another, so each gets its turn. */
  #castStaying(sizes: readonly { readonly cluster: FailureCluster; readonly size: number }[], from: number, may: (row: number) => boolean, waiters: ReturnType<Reach['waiters']>, hubs: typeof HUBS): void {
    const rows = this.#plan.sources.length;
    const candidates = this.#shuffled([...this.#plan.sources.keys()].filter(may));
    const take = (cluster: FailureCluster, wanted: (count: number) => boolean): boolean => {
      const row = candidates.find((each) => !this.#parts.has(each) && this.#fits(cluster, each) && this.#blocked[each] !== 1 && wanted(waiters.counts[each] ?? 0) && this.#blocksNobodyOf(waiters.of(each)));
      if (row === undefined) return false;
      const held = waiters.of(row);
      this.#blocked = this.#blocked.map((yes, each) => (each !== row && held[each] === 1 ? 1 : yes));
      const owner = from === 0 && this.#random() < 0.6 ? (PEOPLE[between(this.#random, 0, PEOPLE.length - 1)] ?? PEOPLE[0]) : null;
      this.#parts.set(row, { cluster, from, fix: null, verdict: owner === null ? null : { owner, note: noteOn(cluster) } });
      return true;
    };
    for (const [index, { cluster, size }] of sizes.entries()) {
      const hub = hubs[index];
      let left = size;
      if (hub !== undefined && left > 1 && take(cluster, (count) => count >= Math.max(2, rows * hub.least) && count <= rows * hub.most)) left--;
      for (; left > 0; left--) {
        if (!take(cluster, (count) => count <= Math.max(1, rows * LEAF)) && !take(cluster, () => true)) {
          throw new ProblemError('bad-input', `The port has too few packages that can fail independently of each other: ${left} more of ${cluster.failure} were asked for. Ask for fewer failures, or a larger share.`);
        }
      }
    }
  }

  #fits(cluster: FailureCluster, row: number): boolean {
    return !(needsCompiler(cluster) && this.#plan.sources[row]?.noarchOnly === true);
  }

  #blocksNobodyOf(held: Uint8Array): boolean {
    return [...this.#parts.keys()].every((row) => held[row] !== 1);
  }

  /** Those that fail once, and are built the day after with a port fix. */
  #castFixed(count: number, early: (row: number) => boolean, counts: Float64Array, spared: ReadonlySet<number>): void {
    const curable = clustersOf(this.#options.noCheck).filter((cluster) => fixFor(cluster) !== null);
    if (curable.length === 0) return;
    const candidates = this.#shuffled([...this.#plan.sources.keys()].filter((row) => early(row) && !spared.has(row) && !this.#parts.has(row) && this.#blocked[row] !== 1 && (counts[row] ?? 0) < this.#plan.sources.length / 20));
    for (const [index, row] of candidates.slice(0, count).entries()) {
      const fitting = curable.filter((cluster) => this.#fits(cluster, row));
      const cluster = fitting[index % fitting.length];
      if (cluster !== undefined) this.#parts.set(row, { cluster, from: 0, fix: fixFor(cluster), verdict: null });
    }
  }

  /** Who is asked for in which night: in build order, what is needed for those that fail first of all. */
  #nights(share: number, nights: number, again: readonly number[], provider: number | null): number[][] {
    const staying = new Set([...this.#parts].filter(([, { fix }]) => fix === null).map(([row]) => row));
    const fresh = new Set([...staying].filter((row) => (this.#parts.get(row)?.from ?? 0) > 0 && !again.includes(row)));
    const endsThere = new Set([...staying].filter((row) => !again.includes(row)));
    const order = this.#reach.order(endsThere);
    const needed = this.#reach.needsOf([...this.#parts.keys(), ...again, ...(provider === null ? [] : [provider])]);
    const builds = order.filter((row) => !endsThere.has(row));
    let free = Math.round(builds.length * share) - builds.filter((row) => needed[row] === 1).length;
    const taken = order.filter((row) => {
      if (endsThere.has(row) || needed[row] === 1) return !fresh.has(row);
      free--;
      return free >= 0;
    });
    const size = Math.ceil(taken.length / nights);
    const wanted = Array.from({ length: nights }, (_, night) => taken.slice(night * size, (night + 1) * size));
    const inOrder = new Set(order);
    // What waits for those that failed is asked for as well: it goes ahead by itself once they are cured.
    const waitsInVain = [...this.#plan.sources.keys()].filter((row) => !inOrder.has(row) && this.#blocked[row] === 1);
    wanted[nights - 1]?.push(...fresh, ...again, ...waitsInVain);
    return wanted;
  }

  #name(row: number): SourceName {
    // Names were parsed when they were ingested.
    return (this.#plan.sources[row]?.name ?? '') as SourceName;
  }

  #shuffled(rows: readonly number[]): number[] {
    const keys = rows.map((row) => ({ row, key: this.#random() }));
    return keys.sort((a, b) => a.key - b.key || a.row - b.row).map(({ row }) => row);
  }
}

function noteOn({ failure, word }: FailureCluster): string {
  return `Looked at the log: ${failure.replaceAll('-', ' ')}${word === undefined ? '' : ` (${word})`}. Asked upstream.`;
}

/** The fix that a porter reaches for first; null where there is none but work. */
function fixFor(cluster: FailureCluster): PlannedFix | null {
  if (failsInCheck(cluster)) return { change: { kind: 'nocheck' }, reason: 'It builds; only its tests fail. They are looked into.', debt: true };
  const cure = cluster.cures?.[0];
  switch (cure?.kind) {
    case 'macro':
      return { change: { kind: 'macro', name: cure.name, value: '%{nil}' }, reason: `The compiler does not know ${cluster.word ?? 'the flag'}.`, debt: false };
    case 'bcond':
      return { change: { kind: 'bcond', name: cure.name, enabled: false }, reason: 'The portable C version is built until there is one for this architecture.', debt: true };
    case 'environment':
      return { change: { kind: 'environment', name: cure.name, value: `-O2 -g ${cure.word}` }, reason: `Needs ${cure.word} on this architecture.`, debt: false };
    case undefined:
      return null;
  }
}
