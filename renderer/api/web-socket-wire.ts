import { ProblemError } from '#shared/vocabulary/problem.ts';
import type { Wire } from '#shared/contract/wire.ts';

/** A wire over the web host's socket: JSON text frames for messages, binary frames for bytes. Rejects when it cannot open. */
export function openWebSocketWire(address: string): Promise<Wire> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(address);
    socket.binaryType = 'arraybuffer';
    const frames: ((frame: unknown) => void)[] = [];
    const closes: (() => void)[] = [];
    const wire: Wire = {
      send: (frame) => {
        if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(frame));
      },
      onFrame: (listener) => frames.push(listener),
      onClose: (listener) => closes.push(listener),
      close: () => socket.close(),
    };
    socket.addEventListener('open', () => resolve(wire));
    socket.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
      const frame = frameOf(data);
      if (frame !== null) for (const listener of frames) listener(frame);
    });
    socket.addEventListener('close', () => {
      reject(new ProblemError('unreachable', 'The core cannot be reached.'));
      for (const listener of closes) listener();
    });
  });
}

function frameOf(data: unknown): unknown {
  if (data instanceof ArrayBuffer) return new Uint8Array(data);
  if (typeof data !== 'string') return null;
  try {
    return JSON.parse(data);
  } catch {
    return null;
  }
}
