import type { Client, OpenStream } from '#shared/contract/client.ts';
import type { PortHead } from '#shared/contract/schemas/port.ts';
import { problemOf } from '#shared/vocabulary/problem.ts';

import { keepConnected } from '#renderer/api/keep-connected.ts';
import { openWire } from '#renderer/api/open-wire.ts';
import { takeToken } from '#renderer/api/session-token.ts';

import { breathe } from './breathe.ts';
import { useConnection } from './connection.ts';
import { usePlace } from './location.ts';
import { takeDelta, takePort, usePort } from './port.ts';
import { growModel, type GrowingModel } from './port-model.ts';
import { useDetail, useFailures, useFleet, useProject, useTasks } from './stores.ts';
import { throttled } from './throttle.ts';

const later = (run: () => void, milliseconds: number): void => void window.setTimeout(run, milliseconds);

/** Connects, and keeps every store in step with the core from then on. Called once, at boot. */
export function startSync(): void {
  const token = takeToken(window.location, window.history, window.sessionStorage);
  const connection = keepConnected(
    {
      open: openWire,
      token: () => token,
      wait: (milliseconds) => new Promise((resolve) => later(resolve, milliseconds)),
      tell: (event) => {
        switch (event.kind) {
          case 'connecting':
            useConnection.setState({ status: 'connecting', client: null, retry: null, problem: null });
            break;
          case 'open':
            useConnection.setState({ status: 'open', client: event.client, access: event.client.access, retry: null, problem: null });
            follow(event.client);
            break;
          case 'lost':
            useConnection.setState({ status: 'lost', client: null, retry: { attempt: event.attempt, inMs: event.retryInMs } });
            break;
          case 'refused':
            useConnection.setState({ status: 'refused', client: null, retry: null, problem: event.problem });
            break;
        }
      },
    },
    new AbortController().signal,
  );
  void connection;
  usePlace.subscribe((place, before) => {
    if (place.select !== before.select) refreshDetail();
  });
  usePort.subscribe((port, before) => {
    if (port.version === before.version) return;
    refreshDetail();
    refreshFailures();
  });
}

function follow(client: Client): void {
  void followPort(client);
  void each(client.open('project.changes', {}), (project) => useProject.setState({ project }));
  void each(client.open('fleet.changes', {}), (builders) => useFleet.setState({ builders }));
  void each(client.open('tasks.changes', {}), (tasks) => {
    useTasks.setState({ tasks });
    refreshPractice();
  });
  refreshFailures();
  refreshDetail();
  refreshPractice();
}

/** Hands on each item until the stream ends; how it ends, the connection tells. */
async function each<Item>(stream: OpenStream<Item>, take: (item: Item) => void): Promise<void> {
  try {
    for await (const item of stream) take(item);
  } catch (thrown) {
    console.warn('A stream ended:', problemOf(thrown).message);
  }
}

/** The port comes in pieces, and is shown when it is whole: between two of them the window answers. */
async function openPort(client: Client): Promise<void> {
  let opening: { readonly head: PortHead; readonly growing: GrowingModel } | null = null;
  for await (const piece of client.open('port.pieces', {})) {
    if (piece.kind === 'head') opening = { head: piece, growing: growModel(piece) };
    else opening?.growing.take(piece);
  }
  await breathe();
  if (opening !== null) takePort(opening.head, opening.growing.model);
}

/** Deltas after the last one that was taken; a new snapshot at first, and whenever the plan has changed. */
async function followPort(client: Client): Promise<void> {
  try {
    for (;;) {
      if (usePort.getState().model === null) await openPort(client);
      let whole = true;
      for await (const delta of client.open('port.changes', { after: usePort.getState().sequence })) {
        whole = takeDelta(delta);
        if (!whole) break;
      }
      if (whole) return;
      await openPort(client);
    }
  } catch (thrown) {
    const problem = problemOf(thrown);
    if (useConnection.getState().client === client) useConnection.setState({ problem });
  }
}

const refreshFailures = throttled(
  async () => {
    const { client } = useConnection.getState();
    if (client === null) return;
    try {
      useFailures.setState({ clusters: await client.call('failures.clusters', {}) });
    } catch (thrown) {
      console.warn('The failures could not be listed:', problemOf(thrown).message);
    }
  },
  400,
  later,
);

export const refreshPractice = throttled(
  async () => {
    const { client } = useConnection.getState();
    if (client === null) return;
    try {
      useFleet.setState({ practice: await client.call('practice.status', {}) });
    } catch (thrown) {
      console.warn('The practice fleet could not be asked about:', problemOf(thrown).message);
    }
  },
  1000,
  later,
);

const askDetail = throttled(
  async () => {
    const { client } = useConnection.getState();
    const source = usePlace.getState().select;
    if (source === null || client === null) return;
    try {
      const detail = await client.call('package.describe', { source });
      if (usePlace.getState().select === source) useDetail.setState({ source, detail, problem: null });
    } catch (thrown) {
      if (usePlace.getState().select === source) useDetail.setState({ source, detail: null, problem: problemOf(thrown) });
    }
  },
  120,
  later,
);

function refreshDetail(): void {
  if (usePlace.getState().select === null) useDetail.setState({ source: null, detail: null, problem: null });
  else askDetail();
}
