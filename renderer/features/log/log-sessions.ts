import { create } from 'zustand';

import type { OpenStream } from '#shared/contract/client.ts';
import type { AttemptRow } from '#shared/contract/schemas/attempt.ts';
import type { LogChunk } from '#shared/contract/schemas/log.ts';
import { isEnded, type AttemptState } from '#shared/vocabulary/attempt-state.ts';
import { problemOf, type Problem } from '#shared/vocabulary/problem.ts';
import { useConnection } from '#renderer/state/connection.ts';

import { LogBuffer } from './log-buffer.ts';

/** One open log: its bytes so far, and what is known of its attempt. `version` grows as the buffer is written. */
export interface LogSession {
  readonly attempt: string;
  readonly buffer: LogBuffer;
  readonly version: number;
  /** The row of the attempt, null while it is looked up. */
  readonly row: AttemptRow | null;
  readonly ended: AttemptState | null;
  /** It had ended already when it was opened. */
  readonly endedAtFirst: boolean;
  readonly problem: Problem | null;
}

export const useLogs = create<{ readonly sessions: readonly LogSession[] }>(() => ({ sessions: [] }));

/** The oldest is closed when more are opened. */
const MOST_OPEN = 6;
/** The window is told of new bytes no oftener than this. */
const TELL_MS = 60;
const streams = new Map<string, OpenStream<LogChunk>>();

function change(attempt: string, patch: (session: LogSession) => Partial<LogSession>): void {
  useLogs.setState(({ sessions }) => ({ sessions: sessions.map((session) => (session.attempt === attempt ? { ...session, ...patch(session) } : session)) }));
}

/** Opens a log unless it is open already, and follows it from where it is. */
export function openLog(attempt: string): void {
  const { sessions } = useLogs.getState();
  if (sessions.every((session) => session.attempt !== attempt)) {
    for (const old of sessions.slice(0, Math.max(0, sessions.length + 1 - MOST_OPEN))) closeLog(old.attempt);
    const session: LogSession = { attempt, buffer: new LogBuffer(), version: 0, row: null, ended: null, endedAtFirst: false, problem: null };
    useLogs.setState((state) => ({ sessions: [...state.sessions, session] }));
  }
  void follow(attempt);
  void lookUp(attempt);
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
  const stream = client.open('log.follow', { attempt, from: session.buffer.length });
  streams.set(attempt, stream);
  try {
    let shown = 0;
    let telling = 0;
    for await (const { offset, bytes, ended } of stream) {
      session.buffer.append(offset, bytes);
      // A long log comes in hundreds of chunks: the window is told a few times a second.
      const now = performance.now();
      if (ended !== null || now - shown > TELL_MS) {
        shown = now;
        change(attempt, ({ version }) => ({ version: version + 1, ended, problem: null }));
      } else if (telling === 0) {
        telling = window.setTimeout(() => {
          telling = 0;
          shown = performance.now();
          change(attempt, ({ version }) => ({ version: version + 1 }));
        }, TELL_MS);
      }
      if (ended !== null) void lookUp(attempt);
    }
    change(attempt, ({ version }) => ({ version: version + 1 }));
  } catch (thrown) {
    const problem = problemOf(thrown);
    if (problem.code !== 'unreachable') change(attempt, () => ({ problem }));
  } finally {
    if (streams.get(attempt) === stream) streams.delete(attempt);
  }
}

async function lookUp(attempt: string): Promise<void> {
  const { client } = useConnection.getState();
  if (client === null) return;
  try {
    const rows = await client.call('attempts.recent', { limit: 1000 });
    const row = rows.find((each) => each.id === attempt);
    if (row !== undefined) change(attempt, (before) => ({ row, endedAtFirst: before.row === null ? isEnded(row.state) : before.endedAtFirst }));
  } catch (thrown) {
    console.warn('An attempt could not be looked up:', problemOf(thrown).message);
  }
}

/** After a lost connection the open logs go on where they were. */
useConnection.subscribe((state, before) => {
  if (state.client === null || state.client === before.client) return;
  for (const { attempt } of useLogs.getState().sessions) {
    void follow(attempt);
    void lookUp(attempt);
  }
});
