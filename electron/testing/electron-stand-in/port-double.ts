import { EventEmitter } from 'node:events';
import { MessageChannel, type MessagePort } from 'node:worker_threads';

/** A port with the manners of Electron's MessagePortMain: an emitter, silent until it is started, whose messages come wrapped. */
export class PortDouble extends EventEmitter {
  readonly port: MessagePort;
  #started = false;

  constructor(port: MessagePort) {
    super();
    this.port = port;
  }

  postMessage(message: unknown): void {
    this.port.postMessage(message);
  }

  start(): void {
    if (this.#started) return;
    this.#started = true;
    this.port.on('close', () => this.emit('close'));
    this.port.on('message', (data: unknown) => this.emit('message', { data, ports: [] }));
  }

  close(): void {
    this.port.close();
  }
}

/** Electron's MessageChannelMain. */
export class MessageChannelMain {
  readonly port1: PortDouble;
  readonly port2: PortDouble;

  constructor() {
    const { port1, port2 } = new MessageChannel();
    this.port1 = new PortDouble(port1);
    this.port2 = new PortDouble(port2);
  }
}

/** The transferable port inside a double; main passes on what it was given and nothing else. */
export function insideOf(port: unknown): MessagePort {
  if (!(port instanceof PortDouble)) throw new TypeError('Only ports of MessageChannelMain can be transferred.');
  return port.port;
}
