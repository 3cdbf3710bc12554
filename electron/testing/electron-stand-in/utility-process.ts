import { EventEmitter } from 'node:events';
import { Worker } from 'node:worker_threads';

import { insideOf } from './port-double.ts';

/** A utility process as a worker thread: its own heap, its own end, messages copied, ports transferred. */
class ChildDouble extends EventEmitter {
  readonly worker: Worker;

  constructor(file: string, args: readonly string[]) {
    super();
    this.worker = new Worker(new URL('./utility-worker.ts', import.meta.url), { workerData: { file, args }, stdout: false });
    this.worker.on('message', (message: unknown) => this.emit('message', message));
    // What nobody caught ends a process with a code; a worker says it twice.
    this.worker.on('error', () => undefined);
    this.worker.on('exit', (code) => this.emit('exit', code));
  }

  postMessage(message: unknown, transfer: readonly unknown[] = []): void {
    const ports = transfer.map(insideOf);
    this.worker.postMessage({ data: message, ports }, ports);
  }

  kill(): boolean {
    void this.worker.terminate();
    return true;
  }
}

/** Electron's utilityProcess; `children` are all that were ever started, the latest last. */
export function utilityProcessDouble() {
  const children: ChildDouble[] = [];
  return {
    children,
    utilityProcess: {
      fork: (file: string, args: readonly string[]): ChildDouble => {
        const child = new ChildDouble(file, args);
        children.push(child);
        return child;
      },
    },
  };
}
