import type { BuildPhase } from '#shared/vocabulary/attempt-state.ts';
import type { JobPhase } from '#electron/core/jobs/types.ts';
import { between, normal, randomFor } from '../random.ts';
import { failureLines } from './failure-lines.ts';
import { buildSystemOf, fileOf } from './build-systems.ts';
import { badExitLines, gatheringLines, patchLines, preparingLines, readyLines, scriptletLines, writtenLines } from './log-text.ts';
import type { LogSubject } from './log-subject.ts';
import type { FailureCause } from './outcomes.ts';
import { simulatedRpms } from './results.ts';
import type { SpecFacts } from './spec-facts.ts';

/** Everything that decides what a simulated build says and when. */
export interface BuildRequest {
  readonly seed: string;
  readonly source: string;
  readonly attempt: string;
  readonly facts: SpecFacts;
  readonly cause: FailureCause | null;
  readonly noCheck: boolean;
  /** Names of the patches that its port fixes bring along. */
  readonly patches?: readonly string[];
  /** It stops once the sources are laid out. */
  readonly untilPrep?: boolean;
  readonly timeoutMs: number;
  readonly installs: number;
  /** Half of all builds take less on four cores. */
  readonly medianMs: number;
  /** How far packages are apart: the deviation of the logarithms of their durations. */
  readonly deviation: number;
  readonly cores: number;
  /** How much the log says, beside a live build's: 1 is the same. */
  readonly detail: number;
  /** How many source files it compiles, whatever else says; null: as many as fit its size. */
  readonly files: number | null;
}

/** A whole build, known beforehand: what its log says, when each line stands there, and how it ends. */
export interface BuildScript {
  readonly log: Buffer;
  /** When each line is there (milliseconds since the start, ascending), and where it ends in the log. */
  readonly times: Float64Array;
  readonly ends: Float64Array;
  readonly phases: readonly { readonly phase: JobPhase; readonly at: number }[];
  readonly durationMs: number;
  readonly exitCode: number;
}

const SHARES: Readonly<Record<JobPhase, number>> = { preparing: 0.12, prep: 0.04, build: 0.6, install: 0.06, check: 0.13, collecting: 0.05 };
const SCRIPTLETS: readonly BuildPhase[] = ['prep', 'build', 'install', 'check'];
const SHORTEST_MS = 2_000;
/** Source files of a package: the largest logs have tens of thousands of lines. */
const MOST_FILES = 40_000;
const MOST_CHECKS = 2_000;
const TIMED_OUT = 11;

interface Part {
  readonly phase: JobPhase;
  readonly lines: readonly string[];
}

/** The build that this job will have been. Pure: the same request gives the same build. */
export function scriptOf(request: BuildRequest): BuildScript {
  const random = randomFor(request.seed, 'build', request.source);
  // Durations of packages are spread over orders of magnitude, attempts of one package hardly.
  const weight = Math.exp(normal(random) * request.deviation);
  const jitter = 0.95 + 0.1 * randomFor(request.seed, 'attempt', request.attempt)();
  const durationMs = Math.max(SHORTEST_MS, request.medianMs * weight * jitter * Math.sqrt(4 / Math.max(1, request.cores)));
  const usual = Math.min(MOST_FILES, Math.max(3, Math.round(between(random, 20, 60) * weight * request.detail)));
  const files = request.files ?? usual;
  const subject: LogSubject = {
    facts: request.facts,
    attempt: request.attempt,
    system: buildSystemOf(request.facts),
    files,
    checks: Math.min(MOST_CHECKS, Math.max(3, Math.round(files / 6))),
    colours: randomFor(request.seed, 'colours', request.source)() < 0.5,
    noCheck: request.noCheck,
    installs: request.installs,
  };
  const { parts, exitCode } = story(request, subject);
  const script = laidOut(parts, durationMs, exitCode);
  return script.durationMs > request.timeoutMs ? cutOff(script, request.timeoutMs) : script;
}

function story(request: BuildRequest, subject: LogSubject): { parts: Part[]; exitCode: number } {
  const { facts, cause } = request;
  const random = randomFor(request.seed, 'lines', request.source);
  const failing = cause === null ? null : failureLines(cause, facts.name, fileOf(Math.floor(subject.files / 2)), subject.colours);
  const parts: Part[] = [];
  if (failing?.where === 'requires') {
    parts.push({ phase: 'preparing', lines: [...preparingLines(subject), ...failing.lines, 'portolan: a BuildRequires cannot be installed'] });
    return { parts, exitCode: 30 };
  }
  parts.push({ phase: 'preparing', lines: [...preparingLines(subject), ...readyLines(subject)] });
  for (const phase of SCRIPTLETS) {
    if (phase === 'check' && request.noCheck) continue;
    const script = `rpm-tmp.${temporaryName(request, phase)}`;
    const lines = scriptletLines(phase, subject, script, random);
    if (failing?.where === phase) {
      // The configure step fails early, a compiler somewhere in the middle, tests near their end.
      const until = phase === 'check' ? lines.length - 1 : Math.max(5, Math.floor(lines.length * 0.6));
      parts.push({ phase, lines: [...lines.slice(0, until), ...failing.lines, ...badExitLines(phase, script)] });
      return { parts, exitCode: 10 };
    }
    parts.push({ phase, lines: phase === 'prep' ? [...lines, ...patchLines(request.patches ?? [])] : lines });
    if (phase === 'prep' && request.untilPrep === true) {
      parts.push({ phase, lines: ['portolan: the sources are laid out, and every patch applies: stopped after %prep, as asked'] });
      return { parts, exitCode: 0 };
    }
  }
  const gathering = gatheringLines(subject);
  const last: JobPhase = request.noCheck ? 'install' : 'check';
  if (failing !== null) {
    parts.push({ phase: last, lines: [...gathering, ...failing.lines, '', 'RPM build errors:', ...failing.lines.map((line) => line.replace(/^error: /, '    ')), 'portolan: rpmbuild ended with 1'] });
    return { parts, exitCode: 10 };
  }
  const rpms = simulatedRpms(facts, request.attempt).map(({ file }) => file);
  parts.push({ phase: last, lines: gathering }, { phase: 'collecting', lines: writtenLines(rpms, `rpm-tmp.${temporaryName(request, 'clean')}`) });
  return { parts, exitCode: 0 };
}

function temporaryName(request: BuildRequest, phase: string): string {
  const random = randomFor(request.attempt, phase);
  return Array.from({ length: 6 }, () => 'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789'.charAt(between(random, 0, 55))).join('');
}

/** Each part takes its phase's share of the whole; its lines come evenly. A build that fails early is over early. */
function laidOut(parts: readonly Part[], durationMs: number, exitCode: number): BuildScript {
  const count = parts.reduce((sum, { lines }) => sum + lines.length, 0);
  const times = new Float64Array(count);
  const ends = new Float64Array(count);
  const texts: string[] = [];
  const phases: { phase: JobPhase; at: number }[] = [];
  let index = 0;
  let begin = 0;
  let offset = 0;
  for (const { phase, lines } of parts) {
    const took = phases.at(-1)?.phase === phase ? durationMs * 0.02 : durationMs * SHARES[phase];
    if (phases.at(-1)?.phase !== phase) phases.push({ phase, at: begin });
    lines.forEach((line, nth) => {
      texts.push(line);
      offset += Buffer.byteLength(line) + 1;
      times[index] = begin + (took * nth) / lines.length;
      ends[index] = offset;
      index += 1;
    });
    begin += took;
  }
  return { log: Buffer.from(`${texts.join('\n')}${texts.length > 0 ? '\n' : ''}`), times, ends, phases, durationMs: begin, exitCode };
}

/** The same build, stopped by its builder when its time is up. */
function cutOff(script: BuildScript, timeoutMs: number): BuildScript {
  const lines = linesBy(script.times, timeoutMs);
  const length = script.ends[lines - 1] ?? 0;
  const said = Buffer.from(`portolan: the build was stopped after ${Math.round(timeoutMs / 1000)} seconds\n`);
  return {
    log: Buffer.concat([script.log.subarray(0, length), said]),
    times: Float64Array.of(...script.times.subarray(0, lines), timeoutMs),
    ends: Float64Array.of(...script.ends.subarray(0, lines), length + said.length),
    phases: script.phases.filter(({ at }) => at <= timeoutMs),
    durationMs: timeoutMs,
    exitCode: TIMED_OUT,
  };
}

/** How many of these ascending times are not after `at`. */
export function linesBy(times: Float64Array, at: number): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((times[middle] ?? Infinity) <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}
