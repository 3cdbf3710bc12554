import { expect, test } from 'vitest';

import { successors } from '../graph/graph.ts';
import { planPort } from '../plan/plan-port.ts';
import { haveReference, readReference } from '../plan/testing/reference-data.ts';
import type { PassMode, Plan } from '../plan/types.ts';
import type { AttemptId, BuilderName, SourceName } from '../vocabulary/ids.ts';
import { PRISTINE_DEPTH, shallowestOf, type BuiltBinary } from './depth.ts';
import type { PortEvent } from './events.ts';
import { Ledger } from './ledger.ts';
import { StateDeriver } from './state-deriver.ts';

const FACTS = { notForArch: false, broken: null };
const WAIT: PassMode = { kind: 'rolling', provider: 'wait' };
const FROZEN: PassMode = { kind: 'frozen' };
const GROUP = ['bash', 'coreutils', 'gcc', 'glibc', 'make', 'redhat-rpm-config', 'rpm', 'tar', 'sed', 'gawk'];

/** A port that is built by nothing but its events: whatever is ready is built in waves, each wave comes into one generation. */
class Played {
  readonly ledger = new Ledger();
  readonly plan: Plan;
  /** What each attempt was built in. */
  readonly buildroots = new Map<AttemptId, readonly BuiltBinary[]>();
  readonly #facts: readonly (typeof FACTS)[];
  readonly #group: readonly number[];
  readonly #rowOf: ReadonlyMap<string, number>;
  #deriver: StateDeriver;
  #count = 0;

  constructor(plan: Plan) {
    this.plan = plan;
    this.#facts = plan.sources.map(() => FACTS);
    this.#group = plan.sources.flatMap(({ name }, row) => (GROUP.includes(name) ? [row] : []));
    this.#rowOf = new Map(plan.sources.map(({ name }, row) => [name, row]));
    this.#deriver = this.#derived();
  }

  get deriver(): StateDeriver {
    return this.#deriver;
  }

  nameOf(row: number): SourceName {
    return (this.plan.sources[row]?.name ?? '') as SourceName;
  }

  open(pass: number, mode: PassMode): void {
    this.#record({ kind: 'pass-opened', pass, mode, generation: this.ledger.generation, inherit: true });
  }

  /** Builds all that can be built; what `fails` says so fails. */
  build(fails: (row: number) => boolean): void {
    const tried = new Set<number>();
    for (;;) {
      const wave = [...this.plan.sources.keys()].filter((row) => !tried.has(row) && ['ready', 'queued'].includes(this.#deriver.stateOf(row)));
      if (wave.length === 0) return;
      const built: AttemptId[] = [];
      for (const row of wave) {
        tried.add(row);
        const attempt = this.#attempt(row, fails(row));
        if (attempt !== null) built.push(attempt);
      }
      this.#record({ kind: 'generation-published', generation: this.ledger.generation + 1, attempts: built });
    }
  }

  #attempt(row: number, fails: boolean): AttemptId | null {
    const { ledger } = this;
    const source = this.nameOf(row);
    const attempt = `${source.toLowerCase()}-${ledger.pass}-${this.#count}` as AttemptId;
    const { opening } = ledger;
    const until = opening?.mode?.kind === 'frozen' ? opening.sequence : Infinity;
    const buildroot = [...new Set([...this.#group, ...successors(this.plan.closure, row)])].map((each): BuiltBinary => {
      const landed = ledger.landings.before(this.nameOf(each), until)?.attempt;
      return { nevra: `${this.nameOf(each)}-1-1.s390x`, digest: landed ?? 'foreign' };
    });
    this.buildroots.set(attempt, buildroot);
    this.#record({ kind: 'attempt-created', attempt, source, pass: ledger.pass, builder: 'b1' as BuilderName, scratch: false, expected: `${source}-1-1`, generation: ledger.buildGeneration, debt: false });
    if (fails) {
      this.#record({ kind: 'attempt-ended', attempt, end: { kind: 'failed', failure: { failureClass: 'unknown', fault: 'package', explanation: 'It failed.', causal: null, signature: 's' } } });
      return null;
    }
    this.#record({ kind: 'attempt-ended', attempt, end: { kind: 'succeeded' } });
    const shallowest = shallowestOf(buildroot, ({ digest }) => (digest === 'foreign' ? [] : [digest as AttemptId]), ledger.depths);
    if (shallowest !== null) this.#record({ kind: 'buildroot-recorded', attempt, shallowest });
    return attempt;
  }

  #record(event: PortEvent): void {
    this.#count += 1;
    const changed = this.ledger.apply({ sequence: this.#count, at: this.#count, event });
    if (changed === null) this.#deriver = this.#derived();
    for (const source of changed ?? []) this.#deriver.derive(this.#rowOf.get(source) ?? -1, () => undefined);
  }

  #derived(): StateDeriver {
    const deriver = new StateDeriver(this.ledger, this.plan, WAIT, this.#facts);
    deriver.deriveAll(() => undefined);
    return deriver;
  }
}

/** A seeded choice of about one in `of`, the same at each run. */
function some(seed: number, of: number): (row: number) => boolean {
  return (row) => (Math.imul(row + 1, 2_654_435_761) ^ Math.imul(seed, 40_503)) >>> 0 < 4_294_967_296 / of;
}

/** The reference with a foreign base that has all of it, and without the BuildRequires that nothing provides: a person has seen to those. */
function wholeDistribution(): Plan {
  const reference = readReference(['x86_64', 'noarch']);
  const universe = { ...reference, foreign: [{ name: 'f28', binaries: reference.reference, architectures: ['x86_64', 'noarch'] }] };
  const first = planPort(universe);
  const missing = new Map(first.sources.map(({ name, requirements }) => [name, requirements.map(({ status }) => status === 'missing')]));
  return planPort({ ...universe, sources: reference.sources.map((source) => ({ ...source, buildRequires: source.buildRequires.filter((_, index) => missing.get(source.name)?.[index] !== true) })) });
}

test.skipIf(!haveReference)('three passes over a whole distribution end in proof: the third is pristine, but for what is or draws on an inherited build [skipped where PORTOLAN_DATA has no rhel73beta-repodata]', { timeout: 240_000 }, () => {
  const plan = wholeDistribution();
  const port = new Played(plan);
  const rows = [...plan.sources.keys()];
  const count = (has: (row: number) => boolean): number => rows.filter(has).length;
  const inRepo = (): number => count((row) => port.deriver.stateOf(row) === 'in-repo');

  port.build(() => false);
  expect([plan.sources.length, inRepo()]).toEqual([2653, 2653]);
  expect(count((row) => port.deriver.isPristine(row))).toBe(0);
  const group = new Set(GROUP);
  const failing = (pass: number) => (row: number) => !group.has(port.nameOf(row)) && some(pass, 250)(row);

  const frozen: number[] = [];
  for (const pass of [2, 3]) {
    frozen.push(port.ledger.generation);
    port.open(pass, FROZEN);
    port.build(failing(pass));
    expect(port.ledger.buildGeneration).toBe(frozen.at(-1));
    // Whatever fails keeps the build of the pass before: nothing is lost.
    expect(inRepo()).toBe(2653);
    expect(rows.filter((row) => port.deriver.isInherited(row))).toEqual(rows.filter(failing(pass)));
    expect(count((row) => port.deriver.isInherited(row))).toBeGreaterThan(3);
  }

  // The proof, without depths: all that it was built in is of this port, and all that those were built in.
  const { ledger } = port;
  const own = (attempt: AttemptId): readonly AttemptId[] => (port.buildroots.get(attempt) ?? []).map(({ digest }) => digest as AttemptId);
  const proven = Array.from({ length: PRISTINE_DEPTH }, () => new Map<AttemptId, boolean>());
  const isProven = (attempt: AttemptId, levels: number): boolean => {
    if (ledger.attempt(attempt) === undefined) return false;
    const known = proven[levels]?.get(attempt);
    if (known !== undefined) return known;
    const answer = levels === 0 || own(attempt).every((each) => isProven(each, levels - 1));
    proven[levels]?.set(attempt, answer);
    return answer;
  };
  for (const row of rows) {
    const { landed, inherited } = ledger.record(port.nameOf(row));
    if (landed === null) throw new Error('Everything is in the repository.');
    expect(port.deriver.isPristine(row)).toBe(isProven(landed, PRISTINE_DEPTH - 1));
    // What is not has a reason: it failed, or its buildroot held something that had failed before.
    const reason = inherited || own(landed).some((each) => ledger.attempt(each)?.pass === 1);
    if (!port.deriver.isPristine(row)) expect(reason).toBe(true);
    expect(ledger.depths.pathOf(landed).at(-1)?.depth).toBe(0);
  }
  expect(count((row) => port.deriver.isPristine(row))).toBeGreaterThan(0);
  expect(count((row) => port.deriver.isPristine(row))).toBeLessThan(2653);

  // Where nothing fails any more, the next pass but one has nothing left that is not.
  for (const pass of [4, 5]) {
    port.open(pass, FROZEN);
    port.build(() => false);
  }
  expect(count((row) => port.deriver.isPristine(row))).toBe(2653);
});
