import { readFile } from 'node:fs/promises';

import type { CycleDetail, CycleList } from '#shared/contract/schemas/cycles.ts';
import { edgeIndex } from '#shared/graph/graph.ts';
import type { BlockerTracker } from '#shared/plan/blockers.ts';
import { questionOf } from '#shared/plan/cycles/ask-cuts.ts';
import type { Cut } from '#shared/plan/cycles/cut.ts';
import { cycleWith, type Cycle, type CycleGraph } from '#shared/plan/cycles/cycle.ts';
import { findCuts } from '#shared/plan/cycles/find-cuts.ts';
import { sayCycle, sayProposed } from '#shared/plan/cycles/say-cycle.ts';
import type { CutAnswer } from '#shared/plan/cycles/search-cuts.ts';
import { readSpecText, type SpecText } from '#shared/rpm/spec-text/read-spec-text.ts';
import { parseSourceName } from '#shared/vocabulary/ids.ts';
import { ProblemError } from '#shared/vocabulary/problem.ts';

import type { SpecOrigin } from '../planning/planned-port.ts';
import type { Planned, PortService } from '../port/port-service.ts';
import type { ProjectConfig } from '../project/project-schema.ts';
import { cutRow, type CutRowContext } from './cut-row.ts';
import { cycleRow, cycleRows, waitingOf } from './cycle-rows.ts';
import { searchInWorker } from './search-in-worker.ts';

/** What was found of a cycle, kept by what it follows from. */
interface Found {
  readonly cuts: readonly Cut[];
  readonly answer: CutAnswer;
}

/** So many answers are kept. */
const KEPT = 40;
/** Specs read at one time. */
const AT_ONCE = 16;

/** Says what cycles there are and how each could be cut; the search runs in a worker, and its answer is kept. */
export class CycleDesk {
  readonly #port: PortService;
  readonly #config: () => Pick<ProjectConfig, 'portFixes' | 'reference'>;
  readonly #originOf: (source: string) => SpecOrigin | null;
  readonly #worker: URL;
  readonly #found = new Map<string, Promise<Found>>();
  readonly #closing = new AbortController();

  /** @param worker `cycle-worker.ts`, as the host has it; undefined: the one beside this file */
  constructor(port: PortService, config: () => Pick<ProjectConfig, 'portFixes' | 'reference'>, originOf: (source: string) => SpecOrigin | null, worker = new URL('cycle-worker.ts', import.meta.url)) {
    this.#port = port;
    this.#config = config;
    this.#originOf = originOf;
    this.#worker = worker;
  }

  list(): CycleList {
    const { planned, tracker } = this.#present();
    const { plan } = planned;
    return { planDigest: planned.digest, cycles: cycleRows(tracker), selfCycles: plan.selfRequiring.map((source) => plan.sources[source]?.name ?? '') };
  }

  /** Throws a ProblemError `not-found` where the port has no such source, or where it is in no cycle of that kind. */
  async describe(graph: CycleGraph, member: string): Promise<CycleDetail> {
    const { planned, tracker } = this.#present();
    const { plan } = planned;
    const name = parseSourceName(member);
    const source = name.ok ? this.#port.rowOf(name.value) : undefined;
    if (source === undefined) throw new ProblemError('not-found', `The port has no source package ${JSON.stringify(member)}.`);
    const cycle = cycleWith(plan, graph, source);
    if (cycle === null) throw new ProblemError('not-found', `${member} is in no cycle${graph === 'direct' ? ' of BuildRequires alone' : ''}.`);
    const { cuts, answer } = await this.#lookInto(planned, cycle);

    const nameOf = (row: number): string => plan.sources[row]?.name ?? '';
    const context: CutRowContext = { plan, config: this.#config(), isLifted: (from, to) => edgeIndex(tracker.edges, from, to) < 0, isInRepo: (row) => tracker.standingOf(row) === 'in-repo', cycle, fileOf: (row) => this.#originOf(nameOf(row))?.file ?? `${nameOf(row)}.spec` };
    const effects = new Map(answer.tried.map(({ lever, effect }) => [lever, effect]));
    const rowsOf = (levers: readonly number[]) => levers.flatMap((lever) => (cuts[lever] === undefined ? [] : [cutRow(cuts[lever], effects.get(lever) ?? null, context)]));
    const row = cycleRow(tracker, graph, cycle.members, waitingOf(tracker));
    const { set, setEffect, opening } = answer;
    return {
      planDigest: planned.digest,
      row,
      members: cycle.members.map(nameOf),
      sentence: sayCycle({ ...row, older: cycle.members.filter((member) => tracker.standingOf(member) !== 'in-repo' && this.#hasOlderBuild(nameOf(member))).length }),
      cuts: rowsOf(answer.tried.map(({ lever }) => lever)),
      untried: answer.untried,
      proposed: {
        cuts: rowsOf(set.chosen),
        largestAfter: [...set.largestAfter],
        sentence: sayProposed({ kinds: set.chosen.flatMap((lever) => cuts[lever]?.kind ?? []), size: row.size, freed: setEffect.freed, coreSizes: set.core, opening: opening.chosen.length }),
        freed: setEffect.freed,
        coreSizes: [...set.core],
        core: answer.core.map((node) => nameOf(cycle.members[node] ?? -1)),
      },
      opening: { cuts: rowsOf(opening.chosen), largestAfter: [...opening.largestAfter] },
    };
  }

  close(): void {
    this.#closing.abort();
  }

  #present(): { readonly planned: Planned; readonly tracker: BlockerTracker } {
    const { planned, tracker } = this.#port;
    if (planned === null || tracker === null) throw new ProblemError('not-found', 'There is no plan yet. Name sources in portolan.yaml, then read them (“portolan ingest”).');
    return { planned, tracker };
  }

  #lookInto({ plan, digest }: Planned, cycle: Cycle): Promise<Found> {
    const older = cycle.members.filter((source) => this.#hasOlderBuild(plan.sources[source]?.name ?? ''));
    const hasReference = this.#config().reference.length > 0;
    const key = JSON.stringify([digest, cycle.kind, cycle.members[0], older]);
    const known = this.#found.get(key);
    if (known !== undefined) return known;
    const search = async (): Promise<Found> => {
      const specs = await this.#specsOf(cycle, (source) => plan.sources[source]?.name ?? '');
      const cuts = findCuts(plan, cycle, { specOf: (source) => specs.get(source) ?? null, hasReference, hasOlderBuild: (source) => older.includes(source) });
      return { cuts, answer: await searchInWorker(this.#worker, questionOf(plan, cycle, cuts), this.#closing.signal) };
    };
    const found = search();
    this.#found.set(key, found);
    // What failed is asked again, and the oldest make room.
    found.catch(() => this.#found.delete(key));
    for (const oldest of this.#found.keys()) if (this.#found.size > KEPT) this.#found.delete(oldest);
    return found;
  }

  /** A build that the repository had when the pass began. */
  #hasOlderBuild(name: string): boolean {
    const source = parseSourceName(name);
    return source.ok && this.#port.ledger.opening?.base.has(source.value) === true;
  }

  /** The texts of the members' specs, as far as they lie on this machine and can be read. */
  async #specsOf({ members }: Cycle, nameOf: (source: number) => string): Promise<ReadonlyMap<number, SpecText>> {
    const specs = new Map<number, SpecText>();
    const open = members.flatMap((source) => {
      const origin = this.#originOf(nameOf(source));
      return origin === null ? [] : [{ source, path: origin.path }];
    });
    const read = async (): Promise<void> => {
      for (let next = open.pop(); next !== undefined; next = open.pop()) {
        const text = await readFile(next.path, 'utf8').catch(() => null);
        if (text !== null) specs.set(next.source, readSpecText(text));
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, read));
    return specs;
  }
}
