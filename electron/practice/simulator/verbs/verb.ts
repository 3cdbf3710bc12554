import type { SimulatorClock } from '../clock.ts';
import type { Machine } from '../machine/machine.ts';
import type { SpecAnswers } from './spec-answers.ts';

/** The two ends of a command that a simulated machine runs. */
export interface CommandIo {
  /** Ends when the line is lost or the other side closes the channel. */
  readonly signal: AbortSignal;
  /** Standard input as it comes. */
  readonly stdin: AsyncIterable<Uint8Array>;
  /** Resolves when there is room for more; what is written after the line was lost goes nowhere. */
  out(data: string | Uint8Array): Promise<void>;
  err(text: string): void;
}

export interface VerbContext {
  readonly machine: Machine;
  readonly clock: SimulatorClock;
  /** How often a followed job is looked at, in simulated milliseconds. */
  readonly lookMs: number;
  readonly specAnswers: SpecAnswers | null;
  readonly rootProvides: readonly string[];
  readonly io: CommandIo;
}

/** Runs one verb; ends with exit code 0 unless it throws. */
export type Verb = (context: VerbContext, args: readonly string[]) => Promise<void>;

/** A verb's exit code and its sentence on stderr. */
export class VerbFailure extends Error {
  readonly code: number;

  constructor(code: number, sentence: string) {
    super(sentence);
    this.code = code;
  }
}

export const HEADER = 'portolan-job 1\n';

/** A whole answer at once. */
export async function answer(io: CommandIo, lines: readonly string[]): Promise<void> {
  await io.out(HEADER + lines.map((line) => `${line}\n`).join(''));
}

export async function readAll(io: CommandIo, limit: number): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of io.stdin) {
    size += chunk.length;
    if (size > limit) throw new VerbFailure(73, 'This is more than a simulated builder takes.');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** The checks of the job script's common part. */
export function checkId(id: string | undefined): string {
  if (id === undefined || !/^[a-z0-9][a-z0-9-]*$/.test(id)) throw new VerbFailure(64, `This is not the id of an attempt: ${id ?? ''}`);
  return id;
}

export function checkNumber(text: string | undefined): number {
  if (text === undefined || !/^[0-9]{1,15}$/.test(text)) throw new VerbFailure(64, `This is not a number: ${text ?? ''}`);
  return Number(text);
}

export function checkDigest(text: string | undefined): string {
  if (text === undefined || !/^[0-9a-f]{64}$/.test(text)) throw new VerbFailure(64, `This is not a SHA-256 digest: ${text ?? ''}`);
  return text;
}

/** For the verbs that take a fixed number of arguments. */
export function expectArgs(args: readonly string[], count: number, sentence: string): void {
  if (args.length !== count) throw new VerbFailure(64, sentence);
}
