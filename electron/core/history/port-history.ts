import { setImmediate as nextTurn } from 'node:timers/promises';

import type { HistoryPiece } from '#shared/contract/schemas/history.ts';
import type { PassMode } from '#shared/plan/types.ts';
import { Replay } from '#shared/port/replay.ts';

import { Live } from '../live/live.ts';
import type { PortService } from '../port/port-service.ts';
import type { EventLog } from '../store/event-log.ts';

/** Events read at a time. */
const PAGE = 200;
/** Milliseconds after which others are let at the thread. */
const SLICE = 8;
/** Changes in one piece: a window parses it within a frame. */
const PIECE = 10_000;

const ROLLING: PassMode = { kind: 'rolling', provider: 'wait' };

/**
 * The port's past for those who replay it: read from the event log when somebody first asks, a slice at a time beside all
 * other work, then kept and carried on. Read anew when the plan or the passes change, since states follow from these too.
 */
export class PortHistory {
  readonly #log: EventLog;
  readonly #port: PortService;
  readonly #passes: () => readonly PassMode[];
  #kept: { readonly key: string; readonly facts: unknown; readonly digest: string; readonly replay: Replay } | null = null;

  constructor(log: EventLog, port: PortService, passes: () => readonly PassMode[]) {
    this.#log = log;
    this.#port = port;
    this.#passes = passes;
  }

  /** All that has happened, in pieces, then each change as it happens, until `signal` aborts. */
  async *follow(signal: AbortSignal): AsyncGenerator<HistoryPiece> {
    const changed = new Live(0);
    const stop = this.#port.onChange(() => changed.set(changed.value + 1));
    let followed: Replay | null = null;
    let told = 0;
    let whole = false;
    try {
      for await (const _change of changed.follow(signal)) {
        let rest = false;
        do {
          const current = this.#current();
          if (current === null) break;
          const { replay, digest } = current;
          const fresh = replay !== followed;
          if (fresh) [followed, told, whole] = [replay, 0, false];
          const done = this.#advance(replay);
          const left = replay.count - told;
          rest = !done || left > PIECE;
          if (fresh || left >= PIECE || (done && (left > 0 || !whole))) {
            const piece = pieceOf(replay, digest, fresh, told, !rest);
            told += piece.rows.length;
            whole = piece.whole;
            yield piece;
          }
          if (rest) await nextTurn();
        } while (rest && !signal.aborted);
      }
    } finally {
      stop();
    }
  }

  /** The replay of the plan and the passes as they are now; null while there is no plan. */
  #current(): { readonly replay: Replay; readonly digest: string } | null {
    const planned = this.#port.planned;
    if (planned === null) return (this.#kept = null);
    const passes = this.#passes();
    const key = JSON.stringify([planned.digest, passes]);
    if (this.#kept?.key !== key || this.#kept.facts !== planned.facts) {
      const replay = new Replay({ plan: planned.plan, facts: planned.facts, modeOf: (pass) => passes[pass - 1] ?? ROLLING });
      this.#kept = { key, facts: planned.facts, digest: planned.digest, replay };
    }
    return this.#kept;
  }

  /** Goes on for a slice; says whether all that has happened is in it. */
  #advance(replay: Replay): boolean {
    const until = performance.now() + SLICE;
    do {
      const events = this.#log.page(replay.sequence, PAGE);
      for (const event of events) replay.apply(event);
      if (events.length < PAGE) return true;
    } while (performance.now() < until);
    return false;
  }
}

function pieceOf(replay: Replay, planDigest: string, fresh: boolean, from: number, whole: boolean): HistoryPiece {
  const { at, rows, looks } = replay.changes(from, PIECE);
  const since = at[0] ?? replay.passes.at(-1)?.at ?? 0;
  return {
    planDigest,
    begin: fresh ? [...replay.begin] : null,
    since,
    gaps: at.map((instant, index) => instant - (at[index - 1] ?? since)),
    rows: [...rows],
    looks: [...looks],
    passes: replay.passes.map((each) => ({ ...each })),
    whole,
  };
}
