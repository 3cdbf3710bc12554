import { createReadStream } from 'node:fs';

import { connectClient } from '#shared/contract/client.ts';
import { CONTRACT_PATH, connectWebSocket } from '#electron/transport/websocket.ts';

/**
 * `stream ORIGIN ATTEMPT` follows a log over the contract to its end, `file PATH` reads a file; prints seconds, the milliseconds to the first
 * bytes, bytes, and by how many megabytes the process grew.
 */
const [, , way = '', where = '', attempt = ''] = process.argv;

async function* streamed(): AsyncGenerator<Uint8Array> {
  const client = await connectClient(await connectWebSocket({ kind: 'web', url: `${where.replace('http', 'ws')}${CONTRACT_PATH}` }, where), null);
  for await (const { bytes } of client.open('log.follow', { attempt, from: 0 })) yield bytes;
  client.close();
}

const chunks: AsyncIterable<Uint8Array> = way === 'stream' ? streamed() : createReadStream(where);
const before = process.memoryUsage.rss();
const began = performance.now();
let most = before;
let first = 0;
let bytes = 0;
for await (const chunk of chunks) {
  if (bytes === 0) first = performance.now() - began;
  bytes += chunk.length;
  most = Math.max(most, process.memoryUsage.rss());
}
process.stdout.write(JSON.stringify({ seconds: (performance.now() - began) / 1000, first, bytes, grown: (most - before) / 1e6 }));
