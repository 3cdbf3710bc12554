import type { Socket } from 'node:net';
import { Duplex } from 'node:stream';

/** What may befall the bytes of a connection; read at every byte, so that it can change while the connection is open. */
export interface WireFaults {
  /** The connection is cut when it has sent so many bytes; null: never. */
  readonly cutAfter: number | null;
}

/** A socket on which faults can happen at any byte. When it goes deaf, bytes of both directions vanish and nobody is told. */
export class Wire extends Duplex {
  readonly #socket: Socket;
  readonly #faults: WireFaults;
  #sent = 0;
  #deaf = false;

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
    // What is below the limit still arrives: cuts fall anywhere inside a packet.
    this.#socket.write(chunk.subarray(0, room), () => {
      this.destroy();
      done();
    });
  }

  override _final(done: (error?: Error | null) => void): void {
    if (!this.#deaf) this.#socket.end();
    done();
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.#socket.destroy();
    done(error);
  }
}
