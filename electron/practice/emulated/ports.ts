import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

const FIRST_PAUSE_MS = 10;
const LONGEST_PAUSE_MS = 200;
const LONGEST_BANNER = 4096;

/** A port of 127.0.0.1 that nobody has at this moment. Another may take it before it is used: whoever uses it tries again. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('A TCP server without a port.');
  return address.port;
}

/** Waits until an SSH server answers with its banner (RFC 4253, section 4.2). Rejects on abort only: give it a deadline. */
export async function sshBanner(port: number, signal: AbortSignal): Promise<void> {
  for (let wait = FIRST_PAUSE_MS; !(await answers(port, signal)); wait = Math.min(LONGEST_PAUSE_MS, wait * 2)) {
    await pause(wait, undefined, { signal });
  }
}

function answers(port: number, signal: AbortSignal): Promise<boolean> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) {
      reject(signal.reason instanceof Error ? signal.reason : new Error('aborted'));
      return;
    }
    const socket = connect(port, '127.0.0.1');
    let text = '';
    const give = (answer: boolean): void => {
      signal.removeEventListener('abort', onAbort);
      socket.destroy();
      resolve(answer);
    };
    const onAbort = (): void => give(false);
    signal.addEventListener('abort', onAbort, { once: true });
    socket.setEncoding('latin1').on('data', (part: string) => {
      text += part;
      if (/^SSH-2\.0-/m.test(text)) give(true);
      else if (text.length > LONGEST_BANNER) give(false);
    });
    socket.on('error', () => give(false));
    socket.on('close', () => give(false));
  });
}
