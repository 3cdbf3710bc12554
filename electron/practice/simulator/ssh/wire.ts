import type { Socket } from 'node:net';
import { Duplex } from 'node:stream';

/** What may befall the bytes of a connection; read at every byte, so that it can change while the connection is open. */
export interface WireFaults {
  /** The connection is cut when it has sent so many bytes; null: never. */
  readonly cutAfter: number | null;
}

/** How long the other side of a connection that was cut may take to close it. */
const PATIENCE_MS = 2_000;

/** A socket on which faults can happen at any byte. When it goes deaf, bytes of both directions vanish and nobody is told. */
export class Wire extends Duplex {
  readonly #socket: Socket;
  readonly #faults: WireFaults;
  #sent = 0;
  #deaf = false;
  #ebbing = false;

  constructor(socket: Socket, faults: WireFaults) {
    super();
    this.#socket = socket;
    this.#faults = faults;
    socket.setNoDelay(true);
    socket.on('data', (chunk) => {
      if (!this.#deaf && !this.push(chunk)) socket.pause();
    });
    socket.on('end', () => {
      if (!this.#deaf) this.push(null);
    });
    socket.on('error', () => {
      this.destroy();
    });
    socket.on('close', () => {
      this.destroy();
    });
  }

  goDeaf(): void {
    this.#deaf = true;
  }

  override _read(): void {
    this.#socket.resume();
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    if (this.#deaf) {
      done();
      return;
    }
    const limit = this.#faults.cutAfter;
    const room = limit === null ? chunk.length : Math.max(0, limit - this.#sent);
    this.#sent += chunk.length;
    if (room >= chunk.length) {
      this.#socket.write(chunk, (error) => {
        done(error);
      });
      return;
    }
    // What is below the limit still arrives: cuts fall anywhere inside a packet. Closing a socket that has unread input
    // would reset the connection, and take back what is on its way; so the input is read into nothing until the other side closes too.
    this.#deaf = true;
    this.#ebbing = true;
    this.#socket.resume();
    this.#socket.setTimeout(PATIENCE_MS, () => {
      this.#socket.destroy();
    });
    this.#socket.end(chunk.subarray(0, room), () => {
      done();
      this.destroy();
    });
  }

  override _final(done: (error?: Error | null) => void): void {
    if (!this.#deaf) this.#socket.end();
    done();
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    if (!this.#ebbing) this.#socket.destroy();
    done(error);
  }
}
