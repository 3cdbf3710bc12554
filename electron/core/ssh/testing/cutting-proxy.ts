import { connect, createServer, type Socket } from 'node:net';

/** A TCP proxy on 127.0.0.1 that can cut, half-close the ears of, or let through what passes. */
export interface CuttingProxy extends AsyncDisposable {
  readonly port: number;
  /** How many connections were made through it. */
  readonly connections: number;
  /** Every connection from now on is cut after this many bytes from the server; null: never. Those that are open go on counting. */
  cutAfter(bytes: number | null): void;
  /** Cuts all that is open now. */
  cutNow(): void;
  /** Bytes in both directions are swallowed from now on, and nobody is told. */
  goSilent(silent: boolean): void;
}

export async function cuttingProxy(target: number): Promise<CuttingProxy> {
  let limit: number | null = null;
  let silent = false;
  let connections = 0;
  const open = new Set<Socket>();
  const server = createServer((client) => {
    connections += 1;
    const upstream = connect(target, '127.0.0.1');
    let passed = 0;
    const end = (): void => {
      client.destroy();
      upstream.destroy();
      open.delete(client);
      open.delete(upstream);
    };
    for (const socket of [client, upstream]) {
      open.add(socket);
      socket.on('error', end).on('close', end);
    }
    client.on('data', (chunk) => {
      if (!silent) upstream.write(chunk);
    });
    upstream.on('data', (chunk) => {
      if (silent) return;
      passed += chunk.length;
      if (limit !== null && passed > limit) {
        // What is below the limit still arrives: cuts fall anywhere inside a packet.
        client.write(chunk.subarray(0, Math.max(0, chunk.length - (passed - limit))), end);
        return;
      }
      if (!client.write(chunk)) {
        upstream.pause();
        client.once('drain', () => upstream.resume());
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('No port.');
  const cutNow = (): void => {
    for (const socket of open) socket.destroy();
  };
  return {
    port: address.port,
    get connections() {
      return connections;
    },
    cutAfter: (bytes) => {
      limit = bytes;
    },
    cutNow,
    goSilent: (value) => {
      silent = value;
    },
    [Symbol.asyncDispose]: async () => {
      cutNow();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
