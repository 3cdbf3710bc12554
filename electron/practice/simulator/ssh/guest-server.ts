import { createServer, type Server, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import ssh2, { type AuthContext, type Connection, type ParsedKey, type ServerChannel, type Session } from 'ssh2';
import { fingerprintOf } from '#electron/core/ssh/known-hosts.ts';
import type { CommandIo } from '../verbs/verb.ts';
import { channelIo } from './channel-io.ts';
import { parsedKey } from './keys.ts';
import { Wire } from './wire.ts';

/** ssh2's server as far as it matters here: it takes any stream of bytes for a socket. */
interface SshServer {
  injectSocket(stream: Duplex): void;
}

export interface GuestServerOptions {
  readonly user: string;
  readonly hostKey: string;
  /** The one key that opens this guest. */
  readonly userKey: ParsedKey;
  /** Runs one command line; gives its exit code. */
  readonly run: (line: string, io: CommandIo) => Promise<number>;
}

/** What may go wrong between a guest and its desk. */
export interface LineFaults {
  cutAfter: number | null;
  refuseLogins: boolean;
  /** New connections are dropped at once, as where nothing listens. */
  unplugged: boolean;
  /** New connections are taken and never answered. */
  deaf: boolean;
}

/** sshd's MaxSessions. */
const MAX_SESSIONS = 10;

/** Bytes of one packet; small ones where connections are cut, so that something arrives between two cuts. */
const WHOLE = 262_144;
const PIECE = 256;
/** How long a command waits for the end of its input before it exits all the same. */
const LINGER_MS = 100;

/**
 * Real commands need a moment to start and to end. One that ends in the same packet in which it was accepted may be
 * over before the other side listens for its exit; by the end of its input the other side has begun to listen.
 */
function inputEnded(channel: ServerChannel, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      channel.off('end', done);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, LINGER_MS);
    channel.on('end', done);
    signal.addEventListener('abort', done, { once: true });
    if (channel.readableEnded || signal.aborted) done();
  });
}

/** One port on 127.0.0.1 where a guest answers over SSH. */
export class GuestServer {
  readonly faults: LineFaults = { cutAfter: null, refuseLogins: false, unplugged: false, deaf: false };
  readonly #options: GuestServerOptions;
  readonly #wires = new Set<Wire>();
  readonly #sockets = new Set<Socket>();
  readonly #server: Server;
  readonly #running = new Set<Promise<unknown>>();
  #ssh: SshServer;
  #fingerprint: string;

  constructor(options: GuestServerOptions) {
    this.#options = options;
    this.#ssh = this.#sshServer(options.hostKey);
    this.#fingerprint = fingerprintOf(parsedKey(options.hostKey).getPublicSSH());
    this.#server = createServer({ allowHalfOpen: true }, (socket) => {
      this.#take(socket);
    });
  }

  /** `SHA256:…` of the key that new connections see. */
  get fingerprint(): string {
    return this.#fingerprint;
  }

  get connections(): number {
    return this.#wires.size;
  }

  /** Listens on a free port and returns it. */
  async listen(): Promise<number> {
    const { promise, resolve, reject } = Promise.withResolvers<undefined>();
    this.#server.once('error', reject).listen(0, '127.0.0.1', () => {
      resolve(undefined);
    });
    await promise;
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('The system gave no port.');
    return address.port;
  }

  changeHostKey(privateKey: string): void {
    this.#ssh = this.#sshServer(privateKey);
    this.#fingerprint = fingerprintOf(parsedKey(privateKey).getPublicSSH());
  }

  /** Cuts every connection that is open now. */
  cut(): void {
    for (const wire of this.#wires) wire.destroy();
  }

  /** Every connection that is open now goes deaf for good; it takes a keepalive to notice. */
  deafen(): void {
    for (const wire of this.#wires) wire.goDeaf();
  }

  /** Resolves when nothing of it is left. */
  async stop(): Promise<void> {
    const closed = new Promise<void>((resolve) => {
      this.#server.close(() => {
        resolve();
      });
    });
    this.cut();
    for (const socket of this.#sockets) socket.destroy();
    await closed;
    await Promise.all(this.#running);
  }

  #take(socket: Socket): void {
    if (this.faults.unplugged) {
      socket.destroy();
      return;
    }
    this.#sockets.add(socket);
    socket.on('close', () => this.#sockets.delete(socket));
    const wire = new Wire(socket, this.faults);
    if (this.faults.deaf) wire.goDeaf();
    this.#wires.add(wire);
    wire.on('error', () => undefined).on('close', () => this.#wires.delete(wire));
    this.#ssh.injectSocket(wire);
  }

  #sshServer(hostKey: string): SshServer {
    return new ssh2.Server({ hostKeys: [hostKey], ident: 'PortolanSimulator' }, (connection) => {
      this.#welcome(connection);
    });
  }

  #welcome(connection: Connection): void {
    // ssh2 says `close` of a channel only when its input was read, so what runs ends with its session and its connection.
    const sessions = new Set<AbortController>();
    connection
      .on('error', () => undefined)
      .on('close', () => {
        for (const session of sessions) session.abort();
      })
      .on('authentication', (context) => {
        if (this.#mayEnter(context)) context.accept();
        else context.reject(['publickey']);
      })
      .on('session', (accept, reject) => {
        if (sessions.size >= MAX_SESSIONS) {
          reject();
          return;
        }
        const end = new AbortController();
        sessions.add(end);
        const session = accept();
        session.on('close', () => {
          sessions.delete(end);
          end.abort();
        });
        this.#serve(session, end.signal);
      });
  }

  #mayEnter(context: AuthContext): boolean {
    const { user, userKey } = this.#options;
    if (this.faults.refuseLogins || context.username !== user || context.method !== 'publickey') return false;
    if (!context.key.data.equals(userKey.getPublicSSH())) return false;
    // Without a signature the client only asks whether this key is worth signing with.
    if (context.signature === undefined || context.blob === undefined) return context.signature === undefined;
    // An Error comes back for a signature that cannot be read, whatever ssh2's types say.
    const verdict: unknown = userKey.verify(context.blob, context.signature, context.hashAlgo);
    return verdict === true;
  }

  #serve(session: Session, end: AbortSignal): void {
    session.on('exec', (accept, _reject, { command }) => {
      this.#follow(this.#run(accept(), command, end));
    });
    session.on('shell', (accept) => {
      this.#follow(this.#run(accept(), '', end));
    });
  }

  async #run(channel: ServerChannel, command: string, end: AbortSignal): Promise<void> {
    const io = channelIo(channel, end, () => (this.faults.cutAfter === null ? WHOLE : PIECE));
    const code = await this.#options.run(command, io);
    // ssh2 closes a channel only when all input was read, wanted or not.
    channel.resume();
    await inputEnded(channel, io.signal);
    if (io.signal.aborted) return;
    channel.exit(code);
    channel.end();
  }

  /** Commands end when their line does; stopping waits for them. */
  #follow(command: Promise<void>): void {
    const running = command.catch((error: unknown) => {
      this.cut();
      // A fault of the simulator itself must not look like a fault that was asked for.
      process.emitWarning(error instanceof Error ? error : String(error));
    });
    this.#running.add(running);
    void running.then(() => this.#running.delete(running));
  }
}
