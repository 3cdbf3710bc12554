import { ProblemError } from '#shared/vocabulary/problem.ts';
import { afterHeader, count, parsePhase, parseState } from './reply.ts';
import type { JobPhase, JobState } from './types.ts';

export type FollowFrame =
  | { readonly kind: 'log'; readonly offset: number; readonly bytes: Uint8Array }
  | { readonly kind: 'phase'; readonly phase: JobPhase }
  | { readonly kind: 'tick' }
  | { readonly kind: 'end'; readonly state: JobState };

const MAX_LINE = 1024;

/** Takes the answer of `follow` in whatever pieces the line brings it; log bytes are handed on as they come, not frame by frame. */
export class FrameReader {
  #rest: Buffer = Buffer.alloc(0);
  #begun = false;
  /** Bytes of the current `log` frame that are still to come, and where they belong. */
  #due = 0;
  #offset: number;

  /** `offset`: where the first log byte has to begin. A gap or an overlap is a damaged answer. */
  constructor(offset: number) {
    this.#offset = offset;
  }

  push(chunk: Uint8Array): FollowFrame[] {
    this.#rest = Buffer.concat([this.#rest, chunk]);
    if (!this.#begun) {
      const body = afterHeader(this.#rest);
      if (body === null) return [];
      this.#rest = body;
      this.#begun = true;
    }
    const frames: FollowFrame[] = [];
    for (;;) {
      if (this.#due > 0) {
        if (this.#rest.length === 0) return frames;
        const bytes = this.#rest.subarray(0, this.#due);
        frames.push({ kind: 'log', offset: this.#offset, bytes });
        this.#offset += bytes.length;
        this.#due -= bytes.length;
        this.#rest = this.#rest.subarray(bytes.length);
        continue;
      }
      const end = this.#rest.indexOf(0x0a);
      if (end < 0) {
        if (this.#rest.length > MAX_LINE) throw new ProblemError('internal', 'A builder sent a line that makes no sense.');
        return frames;
      }
      const words = this.#rest.toString('utf8', 0, end).split(' ');
      this.#rest = this.#rest.subarray(end + 1);
      const frame = this.#line(words);
      if (frame !== null) frames.push(frame);
    }
  }

  #line(words: readonly string[]): FollowFrame | null {
    switch (words[0]) {
      case 'log':
        if (count(words[1]) !== this.#offset) {
          throw new ProblemError('internal', 'A builder sent another part of the log than the one asked for.', words.join(' '));
        }
        this.#due = count(words[2]);
        return null;
      case 'phase':
        return { kind: 'phase', phase: parsePhase(words[1]) };
      case 'tick':
        return { kind: 'tick' };
      case 'end':
        return { kind: 'end', state: parseState(words.slice(1)) };
      default:
        throw new ProblemError('internal', 'A builder sent a line that makes no sense.', words.join(' ').slice(0, 200));
    }
  }
}
