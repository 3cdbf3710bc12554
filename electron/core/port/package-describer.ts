import type { AttemptRow } from '#shared/contract/schemas/attempt.ts';
import type { HeldRow } from '#shared/contract/schemas/held.ts';
import type { PackageKnowledge } from '#shared/contract/schemas/knowledge.ts';
import type { PackageDetail, PackageMention, RequirementRow } from '#shared/contract/schemas/package.ts';
import type { PortFix, SuggestedFix } from '#shared/contract/schemas/port-fix.ts';
import { FLAG_BITS } from '#shared/vocabulary/flag-bits.ts';
import { reverse, successors, type Graph } from '#shared/graph/graph.ts';
import { nearestRoots, type NearestRoot } from '#shared/plan/nearest-roots.ts';
import { rootBlockersOf } from '#shared/plan/root-blockers.ts';
import { faultPaths, faultsOf, sayFault } from '#shared/plan/say-fault.ts';
import type { Plan, ResolvedRequirement, RootBlocker } from '#shared/plan/types.ts';
import { contextFromOf } from '#shared/port/causal-line.ts';
import type { Attempt } from '#shared/port/attempt.ts';
import type { TargetDifferences } from '#shared/rpm/target-differences.ts';
import { fixWords } from '#shared/port/fix-words.ts';
import { whySentence } from '#shared/port/why.ts';
import { isEnded } from '#shared/vocabulary/attempt-state.ts';
import { parseSourceName, type SourceName } from '#shared/vocabulary/ids.ts';
import { ProblemError } from '#shared/vocabulary/problem.ts';

import { depthRowOf } from './depth-lister.ts';
import type { PortService } from './port-service.ts';
import { verdictRow } from './verdict-row.ts';

/** What the drawer says beside the port itself: what a person decided, and what the program may offer. */
export interface PackageContext {
  fixesOf(source: SourceName): readonly PortFix[];
  suggestionsFor(source: SourceName): readonly SuggestedFix[];
  /** Why it waits though it is ready: a stage of the pass comes first; null where none does. */
  stageOf(source: SourceName): string | null;
  /** What publishing it would break; null unless it is held. */
  heldOf(source: SourceName): HeldRow | null;
  logBytesOf(attempt: Attempt): number;
  /** What its port fix asks of a builder, in words, where no builder of the fleet is that. */
  noBuilderFor(source: SourceName): string | null;
  /** How its BuildRequires are others here than elsewhere. */
  differencesOf(source: SourceName): readonly TargetDifferences[];
  /** What is known of it on the target; `failureClass` is what it failed of and still stands by. */
  knowledgeOf(source: SourceName, failureClass: string | null): PackageKnowledge | null;
}

/** How many packages a list in the drawer or in Failures names; the count beside it says how many there are. */
const NAMED = 200;
/** How many roots of a blocked package are drawn as paths. */
const PATHS = 5;

/** Tells a person everything about one package. */
export class PackageDescriber {
  readonly #port: PortService;
  readonly #context: PackageContext;
  #neededBy: { readonly plan: Plan; readonly graph: Graph } | null = null;

  constructor(port: PortService, context: PackageContext) {
    this.#port = port;
    this.#context = context;
  }

  /** Throws a {@link ProblemError} of code `not-found` when the port has no such source. */
  describe(name: string): PackageDetail {
    const { plan, source, row } = this.find(name);
    const port = this.#port;
    const planned = plan.sources[row];
    if (planned === undefined) throw notFound(name);
    const record = port.ledger.record(source);
    const latest = port.latestOf(source);
    const state = port.stateOf(row);
    const roots = state === 'blocked' && port.tracker !== null ? rootBlockersOf(port.tracker, row) : [];
    const running = latest !== undefined && !isEnded(latest.state);
    const settled = state === 'not-for-arch' || state === 'left-out' || state === 'broken-source';
    const provisional = (port.flagsOf(row) & FLAG_BITS.provisional) !== 0;
    const component = plan.components.closure.of[row] ?? 0;
    const size = plan.components.closure.sizes[component] ?? 1;
    const neededBy = this.#neededByOf(plan, row);
    return {
      source: planned.name,
      evr: planned.evr,
      summary: planned.summary,
      state,
      provisional,
      why: this.#whyOf(plan, source, row, nearestOf(roots)),
      blockerPaths: roots.slice(0, PATHS).map(({ path }) => path.map((each) => this.#mention(plan, each))),
      faults: state === 'unresolvable' ? faultsOf(plan, row).map((fault) => ({ sentence: sayFault(plan, fault), ...faultPaths(plan, fault), hidden: fault.hidden })) : [],
      requirements: planned.requirements.map((requirement) => this.#requirement(plan, requirement, (port.flagsOf(row) & FLAG_BITS.undecided) !== 0)),
      buildConflicts: [...planned.buildConflicts],
      differences: this.#context.differencesOf(source).map(({ added, removed, ...rest }) => ({ ...rest, added: [...added], removed: [...removed] })),
      binaries: [...planned.binaries],
      depth: depthRowOf(port, source),
      held: this.#context.heldOf(source),
      component: size > 1 ? { id: component, size } : null,
      rank: plan.ranks[row] ?? 0,
      neededBy: neededBy.slice(0, NAMED).map((each) => this.#mention(plan, each)),
      holdsUp: port.waitsOf(row),
      attempts: port.ledger.attemptsOf(source).toReversed().map((attempt) => this.attemptRow(attempt)),
      fixes: [...this.#context.fixesOf(source)],
      scratchWaiting: port.ledger.wishes().flatMap((wish) => (wish.source === source ? [wish.purpose.words] : [])),
      suggestions: [...this.#context.suggestionsFor(source)],
      verdict: verdictRow(port.ledger.judgements.verdictOf(source), latest),
      owner: port.ledger.judgements.ownerOf(source),
      leftOut: record.leftOut === null ? null : { reason: record.leftOut },
      knowledge: this.#context.knowledgeOf(source, state === 'failed' || state === 'stuck' ? (latest?.failure?.failureClass ?? null) : null),
      can: {
        build: !settled && !running && state !== 'in-repo' && !record.requested,
        rebuild: !settled && !running && (state === 'in-repo' || state === 'failed' || state === 'stuck' || state === 'held'),
        cancel: running || record.requested || port.ledger.attemptsOf(source).some((attempt) => attempt.scratch && !isEnded(attempt.state)) || port.ledger.wishes().some((wish) => wish.source === source),
        leaveOut: record.leftOut === null && state !== 'not-for-arch',
        bringBack: record.leftOut !== null,
      },
    };
  }

  /** Why a package is in its state, in a sentence or two: the same wherever it is told. */
  why(name: string): string {
    const { plan, source, row } = this.find(name);
    const state = this.#port.stateOf(row);
    const roots = state === 'blocked' && this.#port.tracker !== null ? rootBlockersOf(this.#port.tracker, row) : [];
    return this.#whyOf(plan, source, row, nearestOf(roots));
  }

  /** {@link why} of one package after the other: what blocks them is looked up once for all, as it is now. */
  whyOfEach(): (name: string) => string {
    const of = this.#port.tracker === null ? () => null : nearestRoots(this.#port.tracker);
    return (name) => {
      const { plan, source, row } = this.find(name);
      return this.#whyOf(plan, source, row, this.#port.stateOf(row) === 'blocked' ? of(row) : null);
    };
  }

  /** What needs it directly and is not in the repository; at most {@link NAMED}. */
  heldUpBy(plan: Plan, row: number): string[] {
    return this.#neededByOf(plan, row).filter((each) => this.#port.stateOf(each) !== 'in-repo').slice(0, NAMED).map((each) => plan.sources[each]?.name ?? '');
  }

  suggestionsFor(source: SourceName): readonly SuggestedFix[] {
    return this.#context.suggestionsFor(source);
  }

  attemptRow(attempt: Attempt): AttemptRow {
    const { id, source, number, pass, scratch, builder, state, phase, createdAt, endedAt, generation, failure, fixes, purpose } = attempt;
    return {
      id, source, number, pass, scratch, builder, state, phase, createdAt, endedAt, generation,
      failureClass: failure?.failureClass ?? null,
      fault: failure?.fault ?? null,
      causal: failure?.causal == null ? null : { ...failure.causal, context: [...failure.causal.context], contextFrom: contextFromOf(failure.causal) },
      logBytes: this.#context.logBytesOf(attempt),
      ...(fixes === null ? {} : { fixes: fixes.map(fixWords) }),
      ...(purpose === null ? {} : { purpose: { words: purpose.words, without: purpose.without, until: purpose.until } }),
    };
  }

  /** The source of that name with its row in the plan. */
  find(name: string): { readonly plan: Plan; readonly source: SourceName; readonly row: number } {
    const parsed = parseSourceName(name);
    const row = parsed.ok ? this.#port.rowOf(parsed.value) : undefined;
    if (!parsed.ok || row === undefined || this.#port.plan === null) throw notFound(name);
    return { plan: this.#port.plan, source: parsed.value, row };
  }

  #whyOf(plan: Plan, source: SourceName, row: number, root: NearestRoot | null): string {
    const port = this.#port;
    const provisional = (port.flagsOf(row) & FLAG_BITS.provisional) !== 0;
    const state = port.stateOf(row);
    const reasons = { missing: faultsOf(plan, row).map((fault) => sayFault(plan, fault)), root: root === null ? null : rootWords(plan, root), moreRoots: (root?.roots ?? 1) - 1, provisional, undecided: (port.flagsOf(row) & FLAG_BITS.undecided) !== 0, noBuilder: state === 'queued' ? this.#context.noBuilderFor(source) : null, stage: state === 'queued' ? this.#context.stageOf(source) : null, held: port.ledger.holds.of(source) };
    return whySentence(state, port.ledger.record(source), port.latestOf(source), port.factsOf(row), reasons);
  }

  #mention(plan: Plan, row: number): PackageMention {
    return { source: plan.sources[row]?.name ?? '', state: this.#port.stateOf(row) };
  }

  /** Of a buildroot that is not known, it is not known either why a guess at it lacks something. */
  #requirement(plan: Plan, { dependency, status, reason, providers, alternatives, hidden = [] }: ResolvedRequirement, undecided: boolean): RequirementRow {
    const first = plan.binaries[providers[0] ?? -1];
    return {
      capability: dependency,
      status,
      reason: undecided ? null : reason,
      provider: first === undefined || first.source < 0 ? null : this.#mention(plan, first.source),
      binary: first?.nevra ?? null,
      base: first === undefined || first.base < 0 ? null : (plan.bases[first.base] ?? null),
      alternatives: [...alternatives.flatMap((id) => plan.binaries[id]?.nevra ?? []), ...hidden.map(({ nevra }) => nevra)],
      ...(undecided || hidden.length === 0 ? {} : { hidden }),
    };
  }

  #neededByOf(plan: Plan, row: number): number[] {
    if (this.#neededBy?.plan !== plan) this.#neededBy = { plan, graph: reverse(plan.direct) };
    return [...successors(this.#neededBy.graph, row)];
  }
}

function notFound(name: string): ProblemError {
  return new ProblemError('not-found', `The port has no source package named ${JSON.stringify(name.slice(0, 80))}.`);
}

/** What a sentence names of root blockers, the nearest of which comes first. */
function nearestOf(roots: readonly RootBlocker[]): NearestRoot | null {
  const [first] = roots;
  return first === undefined ? null : { source: first.source, why: first.why, members: first.members.length, roots: roots.length };
}

/** A root blocker as a sentence names it. */
function rootWords(plan: Plan, root: NearestRoot): { name: string; why: string } {
  const name = plan.sources[root.source]?.name ?? '';
  switch (root.why) {
    case 'cycle':
      return { name, why: `in a cycle of ${root.members} packages` };
    case 'ready':
      return { name, why: 'not built yet' };
    case 'failed':
    case 'left-out':
    case 'not-for-arch':
    case 'broken-source':
    case 'unresolvable':
      return { name, why: root.why.replaceAll('-', ' ') };
  }
}
