import type { Readable } from 'node:stream';
import { ProblemError } from '#shared/vocabulary/problem.ts';
import type { BuilderLine, ReadyBuilder } from '../builders/builder-link.ts';
import { replyLines } from './reply.ts';

export interface CallOptions {
  /** A stream can be read once, so a call with one has to make it afresh for every try. */
  readonly stdin?: (() => Uint8Array | Readable) | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly maxOutput?: number | undefined;
}

/** The exit codes of the job script itself, beside those of a job. */
const DAMAGED = 65;
const TRIES_WHEN_DAMAGED = 3;

/**
 * Does something with a builder, again on the next connection when the line is lost in the middle. All verbs of the
 * protocol may be said twice; that is what makes this sound.
 */
export async function overLine<Value>(line: BuilderLine, signal: AbortSignal | undefined, act: (builder: ReadyBuilder) => Promise<Value>): Promise<Value> {
  for (;;) {
    const builder = await line.ready(signal);
    try {
      return await act(builder);
    } catch (error) {
      if (!(error instanceof ProblemError) || error.problem.code !== 'unreachable') throw error;
      // The loss of the line may be known to the command before it is known to the link; or only this command was refused.
      line.renew(builder);
    }
  }
}

/** One verb, its whole answer. Throws with the builder's own sentence where the verb failed. */
export async function callVerb(line: BuilderLine, verb: string, args: readonly (string | number)[], options: CallOptions = {}): Promise<Buffer> {
  for (let tries = 1; ; tries += 1) {
    const { code, signal, stdout, stderr } = await overLine(line, options.signal, (builder) =>
      builder.connection.exec(builder.command(verb, ...args), { stdin: options.stdin?.(), signal: options.signal, maxOutput: options.maxOutput }).then((result) => {
        if (isScriptGone(result.code)) throw scriptGone(line);
        return result;
      }),
    );
    if (code === 0) return stdout;
    if (code === DAMAGED && tries < TRIES_WHEN_DAMAGED) continue;
    throw verbFailed(line, verb, code, signal, stderr);
  }
}

/** {@link callVerb}, as words by line. */
export async function callLines(line: BuilderLine, verb: string, args: readonly (string | number)[], options: CallOptions = {}): Promise<string[][]> {
  return replyLines(await callVerb(line, verb, args, options));
}

/** 126 and 127 are the shell's: the script is not there, so the builder was wiped since it was set up. */
export function isScriptGone(code: number | null): boolean {
  return code === 126 || code === 127;
}

/** Counts as a lost line: connecting again sets the builder up again. */
export function scriptGone(line: BuilderLine): ProblemError {
  return new ProblemError('unreachable', `The builder ${line.name} has lost Portolan's script.`);
}

export function verbFailed(line: BuilderLine, verb: string, code: number | null, signal: string | null, stderr: string): ProblemError {
  const words = stderr.trim();
  const kind = code === 73 ? 'limit' : code === 66 ? 'not-found' : 'internal';
  return new ProblemError(kind, `The builder ${line.name} could not do "${verb}": ${words.split('\n').at(-1) ?? ''}`, `exit ${code ?? signal ?? 'unknown'}: ${words}`);
}
