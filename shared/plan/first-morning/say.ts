import { sayHidden } from '../say-hidden.ts';
import type { Candidate, FirstMorning, PassReach, VersionFloor } from './types.ts';

/** One part of the report: what it is about, and what there is to say of it in a sentence or two. */
export interface MorningHeadline {
  readonly topic: 'reach' | 'missing' | 'floors' | 'selfLoops' | 'cycles' | 'noarch' | 'initialBase';
  /** `trouble` keeps the port from its end; `work` must be planned for; `fine` needs nothing. */
  readonly weight: 'trouble' | 'work' | 'fine';
  readonly sentence: string;
}

/** The report in sentences, the same in the window and on the command line, the worst not first but in the order of the work. */
export function sayFirstMorning(report: FirstMorning): readonly MorningHeadline[] {
  return [
    sayReach(report.reach),
    sayMissing(report),
    sayFloors(report),
    saySelfLoops(report),
    sayCycles(report),
    sayNoarch(report),
    sayInitialBase(report),
  ];
}

function sayReach({ mode, portable, reached, unresolvable, behindUnresolvable, behindCycles }: PassReach): MorningHeadline {
  const how = mode.kind === 'frozen' ? 'the frozen first pass' : mode.provider === 'wait' ? 'a first pass that waits' : 'a first pass that uses the base';
  const got = `If everything that can be tried builds, ${how} gets to ${count(reached)} of ${count(portable)} packages.`;
  const lost = [
    ...(unresolvable === 0 ? [] : [`${count(unresolvable)} cannot be resolved${behindUnresolvable === 0 ? '' : `, and ${behindUnresolvable === 1 ? '1 other waits' : `${count(behindUnresolvable)} others wait`} for those for ever: close the gaps or leave them out before you begin`}`]),
    ...(behindCycles === 0 ? [] : [`${count(behindCycles)} are in cycles that no foreign base breaks, or behind one`]),
  ];
  return { topic: 'reach', weight: lost.length === 0 ? 'fine' : 'trouble', sentence: lost.length === 0 ? got : `${got} ${lost.map(capital).join('. ')}.` };
}

function sayMissing({ missing }: FirstMorning): MorningHeadline {
  if (missing.length === 0) return { topic: 'missing', weight: 'fine', sentence: 'Everything that a source asks for can be had.' };
  const sources = new Set(missing.flatMap(({ wantedBy }) => wantedBy)).size;
  return { topic: 'missing', weight: 'trouble', sentence: `${plural(missing.length, 'capability', 'capabilities')} that ${plural(sources, 'source')} want${sources === 1 ? 's' : ''} cannot be had.` };
}

function sayFloors({ floors, bases }: FirstMorning): MorningHeadline {
  if (bases.length === 0) return { topic: 'floors', weight: 'work', sentence: 'No foreign base is named: nothing says which versions there would be to begin with.' };
  if (floors.length === 0) return { topic: 'floors', weight: 'fine', sentence: 'The foreign bases are new enough for every BuildRequires.' };
  const ladders = floors.filter(({ need }) => need !== 'order');
  const rest = ladders.length === 0 ? 'the order of building takes care of them' : `${count(ladders.length)} of them need a version between, because who asks is needed to build it, or nothing reaches it`;
  return { topic: 'floors', weight: ladders.length === 0 ? 'work' : 'trouble', sentence: `${plural(floors.length, 'capability', 'capabilities')} of the foreign bases ${floors.length === 1 ? 'is' : 'are'} too old for what is asked; ${rest}.` };
}

function saySelfLoops({ selfLoops }: FirstMorning): MorningHeadline {
  if (selfLoops.length === 0) return { topic: 'selfLoops', weight: 'fine', sentence: 'No source needs itself to be built.' };
  const alone = selfLoops.filter(({ baseServes }) => !baseServes).length;
  const rest = alone === 0 ? 'the foreign base serves the first build of each' : `${alone === selfLoops.length ? 'none' : count(selfLoops.length - alone)} of them can begin from the foreign base, so ${count(alone)} need${alone === 1 ? 's' : ''} an imported binary or a bootstrap bcond`;
  return { topic: 'selfLoops', weight: alone === 0 ? 'work' : 'trouble', sentence: `${plural(selfLoops.length, 'source')} need${selfLoops.length === 1 ? 's' : ''} what only ${selfLoops.length === 1 ? 'it builds itself' : 'they build themselves'}; ${rest}.` };
}

function sayCycles({ cycles }: FirstMorning): MorningHeadline {
  const [largest] = cycles.closure;
  if (largest === undefined) return { topic: 'cycles', weight: 'fine', sentence: 'There is no cycle: everything can be built in order.' };
  return { topic: 'cycles', weight: 'work', sentence: `${plural(cycles.closure.length, 'cycle')}, the largest of ${count(largest)} sources with the run-time closure (${count(cycles.direct[0] ?? 0)} by BuildRequires alone).` };
}

function sayNoarch({ noarch }: FirstMorning): MorningHeadline {
  const { sources, largest: { closure: [before, after] } } = noarch;
  if (sources === 0) return { topic: 'noarch', weight: 'fine', sentence: 'No source is known to be noarch only, so importing saves nothing.' };
  const saves = before === after ? 'would leave the largest cycle as it is' : `would cut the largest cycle from ${count(before)} to ${count(after)} sources`;
  return { topic: 'noarch', weight: before === after ? 'fine' : 'work', sentence: `Importing the ${plural(sources, 'noarch-only source')} from the reference ${saves}.` };
}

function sayInitialBase({ initialBase: { sources, missing, assumed } }: FirstMorning): MorningHeadline {
  const what = `The initial base is built from ${plural(sources, 'source')}${assumed ? ', taking the usual build group, since portolan.yaml names none' : ''}`;
  if (missing.length === 0) return { topic: 'initialBase', weight: 'work', sentence: `${what}.` };
  return { topic: 'initialBase', weight: 'trouble', sentence: `${what}; nothing of the port provides ${missing.join(', ')}.` };
}

/** What a candidate would be, in words that follow on the capability. */
export function sayCandidate(candidate: Candidate): string {
  switch (candidate.kind) {
    case 'other-source':
      return `${candidate.nevra} has it; its source ${candidate.source} is not in the port (build-only, or of another repository)`;
    case 'other-architecture':
      return `only ${candidate.nevra} has it, of an architecture that is kept out`;
    case 'other-version':
      return `${candidate.nevra} has it as ${candidate.offers}, which will not do`;
    case 'unlisted':
      return `the port has the source ${candidate.source}, which the reference did not build; its spec, evaluated for the target, says what it builds`;
    case 'hidden':
      return sayHidden([candidate.provider]);
    case 'other-machine':
      return `it asks for the word length of another machine (${candidate.machine}): these BuildRequires were true where the SRPM was made; evaluate the spec for the target`;
    case 'guess':
      return `a source ${candidate.source} would be expected to build it (a guess from the name)`;
  }
}

export const FLOOR_WORDS: Readonly<Record<VersionFloor['need'], string>> = {
  order: 'built before it is wanted',
  ladder: 'needs a version between',
  missing: 'nothing reaches it',
};

/** So many names are written of a long list. */
const NAMES = 8;

/** The whole report as lines of text: what the command line prints, and what a person sends on. */
export function firstMorningText(report: FirstMorning): string {
  const parts: Record<string, readonly string[]> = {
    missing: report.missing.flatMap(({ capability, wantedBy, holdsUp, candidates }) => [
      `  ${capability}: wanted by ${some(wantedBy)}${holdsUp === 0 ? '' : `, holds up ${holdsUp} more`}`,
      ...candidates.map((candidate) => `      ${sayCandidate(candidate)}`),
    ]),
    floors: report.floors.map(({ dependency, wantedBy, offers, base, provider, need }) => `  ${dependency}: ${base} has ${offers}; wanted by ${some(wantedBy)}; ${FLOOR_WORDS[need]}${provider === '' ? '' : ` (${provider})`}`),
    selfLoops: report.selfLoops.map(({ source, dependencies, baseServes }) => `  ${source}: ${some(dependencies)}${baseServes ? ' (the base serves)' : ''}`),
    noarch: [`  largest cycle by BuildRequires: ${report.noarch.largest.direct.join(' → ')}; with the run-time closure: ${report.noarch.largest.closure.join(' → ')}; sources in cycles: ${report.noarch.inCycles.join(' → ')}`],
    initialBase: [
      ...report.initialBase.toolchain.map(({ what, sources }, index) => `  ${index + 1}. ${what}: ${some(sources)}`),
      ...report.initialBase.order.map(({ sources }, index) => `  ${index + 1 + report.initialBase.toolchain.length}. ${some(sources)}${sources.length > 1 ? ' (they need each other)' : ''}`),
    ],
  };
  return `${sayFirstMorning(report)
    .flatMap(({ topic, sentence }) => [sentence, ...(parts[topic] ?? [])])
    .join('\n')}\n`;
}

function some(names: readonly string[]): string {
  const shown = names.slice(0, NAMES).join(', ');
  return names.length > NAMES ? `${shown} and ${names.length - NAMES} more` : shown;
}

function plural(number: number, one: string, many = `${one}s`): string {
  return `${count(number)} ${number === 1 ? one : many}`;
}

function count(number: number): string {
  return String(number).replace(/\B(?=(\d{3})+$)/g, ',');
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
