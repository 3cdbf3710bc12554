import { create } from 'zustand';

import type { OpenStream } from '#shared/contract/client.ts';
import type { AttemptRow } from '#shared/contract/schemas/attempt.ts';
import type { LogState } from '#shared/contract/schemas/log-view.ts';
import type { LogPart } from '#shared/logs/part-finder.ts';
import { isEnded, type AttemptState } from '#shared/vocabulary/attempt-state.ts';
import { problemOf, type Problem } from '#shared/vocabulary/problem.ts';
import { openClient, useConnection } from '#renderer/state/connection.ts';

import { LogPages } from './log-pages.ts';

/** One open log: how much there is of it, the lines near to what is in sight, and what is known of its attempt. */
export interface LogSession {
  readonly attempt: string;
  readonly pages: LogPages;
  /** Grows as lines come. */
  readonly version: number;
  readonly lines: number;
  readonly wholeLines: number;
  readonly bytes: number;
  readonly parts: readonly LogPart[];
  /** The core has said how much there is. */
  readonly known: boolean;
  readonly missing: boolean;
  /** The row of the attempt, null until it is known. */
  readonly row: AttemptRow | null;
  readonly ended: AttemptState | null;
  /** It had ended already when it was opened. */
  readonly endedAtFirst: boolean;
  readonly problem: Problem | null;
}

export const useLogs = create<{ readonly sessions: readonly LogSession[] }>(() => ({ sessions: [] }));

/** The oldest is closed when more are opened. */
const MOST_OPEN = 8;
const streams = new Map<string, OpenStream<LogState>>();

function change(attempt: string, patch: (session: LogSession) => Partial<LogSession>): void {
  useLogs.setState(({ sessions }) => ({ sessions: sessions.map((session) => (session.attempt === attempt ? { ...session, ...patch(session) } : session)) }));
}

function fail(attempt: string, thrown: unknown): void {
  const problem = problemOf(thrown);
  // The window says by itself that the connection is gone.
  if (problem.code !== 'unreachable') change(attempt, () => ({ problem }));
}

function newSession(attempt: string): LogSession {
  const pages = new LogPages(
    (from, count) => openClient().call('log.lines', { attempt, from, count }),
    ({ lines, wholeLines }) => change(attempt, (before) => ({ version: before.version + 1, lines: Math.max(before.lines, lines), wholeLines: Math.max(before.wholeLines, wholeLines) })),
    (thrown) => fail(attempt, thrown),
  );
  return { attempt, pages, version: 0, lines: 0, wholeLines: 0, bytes: 0, parts: [], known: false, missing: false, row: null, ended: null, endedAtFirst: false, problem: null };
}

/** Opens a log unless it is open already, and follows it. `line` is what will be looked at: it is asked for at once. */
export function openLog(attempt: string, line: number | null, keep: readonly string[] = []): void {
  const { sessions } = useLogs.getState();
  if (sessions.every((session) => session.attempt !== attempt)) {
    const session = newSession(attempt);
    const others = sessions.filter((each) => !keep.includes(each.attempt));
    for (const old of others.slice(0, Math.max(0, sessions.length + 1 - MOST_OPEN))) closeLog(old.attempt);
    useLogs.setState((state) => ({ sessions: [...state.sessions, session] }));
    if (line !== null && useConnection.getState().client !== null) session.pages.want([Math.max(1, line - 40), line, line + 40], { lines: line + 40, bytes: 0 });
  }
  void follow(attempt);
}

export function closeLog(attempt: string): void {
  streams.get(attempt)?.cancel();
  streams.delete(attempt);
  useLogs.setState(({ sessions }) => ({ sessions: sessions.filter((session) => session.attempt !== attempt) }));
}

async function follow(attempt: string): Promise<void> {
  const { client } = useConnection.getState();
  const session = useLogs.getState().sessions.find((each) => each.attempt === attempt);
  if (client === null || session === undefined || session.ended !== null || streams.has(attempt)) return;
  const stream = client.open('log.changes', { attempt });
  streams.set(attempt, stream);
  try {
    for await (const state of stream) {
      const { lines, wholeLines, bytes, missing, ended, parts, attempt: row } = state;
      change(attempt, (before) => ({
        version: before.version + 1,
        lines,
        wholeLines,
        bytes,
        missing,
        ended,
        row,
        known: true,
        parts: parts ?? before.parts,
        endedAtFirst: before.known ? before.endedAtFirst : row !== null && isEnded(row.state),
        problem: null,
      }));
    }
  } catch (thrown) {
    fail(attempt, thrown);
  } finally {
    if (streams.get(attempt) === stream) streams.delete(attempt);
  }
}

/** After a lost connection the open logs go on where they were. */
useConnection.subscribe((state, before) => {
  if (state.client === null || state.client === before.client) return;
  for (const { attempt } of useLogs.getState().sessions) void follow(attempt);
});
