import { EventEmitter } from 'node:events';
import { MessageChannel, type MessagePort } from 'node:worker_threads';

import { messagePortWire } from './message-port.ts';
import { describeCarrier } from './testing/carrier-suite.ts';

/** A port with the manners of Electron's MessagePortMain: an emitter whose messages come wrapped in an event. */
class EmitterPort extends EventEmitter {
  readonly port: MessagePort;

  constructor(port: MessagePort) {
    super();
    this.port = port;
    port.on('message', (data: unknown) => this.emit('message', { data, ports: [] }));
    port.on('close', () => this.emit('close'));
  }

  postMessage(frame: unknown): void {
    this.port.postMessage(frame);
  }

  start(): void {
    this.port.start();
  }

  close(): void {
    this.port.close();
  }
}

const dispose = (): Promise<void> => Promise.resolve();

describeCarrier(
  'message ports of Node and the DOM',
  () =>
    Promise.resolve({
      pair: () => {
        const { port1, port2 } = new MessageChannel();
        return Promise.resolve([messagePortWire(port1), messagePortWire(port2)] as const);
      },
      dispose,
    }),
  60,
);

describeCarrier(
  'message ports of Electron’s main process',
  () =>
    Promise.resolve({
      pair: () => {
        const { port1, port2 } = new MessageChannel();
        return Promise.resolve([messagePortWire(port1), messagePortWire(new EmitterPort(port2))] as const);
      },
      dispose,
    }),
  30,
);
