import { EventEmitter } from 'node:events';
import { pathToFileURL } from 'node:url';
import { parentPort, workerData, type MessagePort } from 'node:worker_threads';

import { PortDouble } from './port-double.ts';

/** The inside of a utility process: `process.parentPort` and the arguments as Electron gives them, then the entry. */
const { file, args } = workerData as { readonly file: string; readonly args: readonly string[] };
const main = parentPort;
if (main === null) throw new Error('utility-worker.ts is the inside of a worker.');

class ParentPortDouble extends EventEmitter {
  postMessage(message: unknown): void {
    main?.postMessage(message);
  }
}

const port = new ParentPortDouble();
const early: unknown[] = [];
main.on('message', ({ data, ports }: { readonly data: unknown; readonly ports: readonly MessagePort[] }) => {
  const event = { data, ports: ports.map((each) => new PortDouble(each)) };
  // Electron keeps what comes before the first listener.
  if (port.listenerCount('message') === 0) early.push(event);
  else port.emit('message', event);
});
port.on('newListener', (name) => {
  if (name === 'message') queueMicrotask(() => early.splice(0).forEach((event) => port.emit('message', event)));
});
// A utility process is a process of its own and may set its mask; a worker may not, and needs none in a test.
Object.assign(process, { umask: () => 0o022 });
Object.assign(process, { parentPort: port, argv: [process.argv[0], file, ...args] });
await import(pathToFileURL(file).href);
