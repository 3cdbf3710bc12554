import type { ServerChannel } from 'ssh2';
import type { CommandIo } from '../verbs/verb.ts';

/** The two ends of a command over an SSH channel, until `end`. `piece` bytes at most go into one packet: what is cut inside a packet is lost as a whole. */
export function channelIo(channel: ServerChannel, end: AbortSignal, piece: () => number): CommandIo {
  channel.on('error', () => undefined);
  return {
    signal: end,
    stdin: stdinOf(channel, end),
    out: async (data) => {
      const bytes = Buffer.from(data);
      const size = piece();
      let room = true;
      for (let at = 0; at < bytes.length && !end.aborted; at += size) room = channel.write(bytes.subarray(at, at + size));
      if (room || end.aborted) return;
      const { promise, resolve } = Promise.withResolvers<undefined>();
      const go = (): void => {
        channel.off('drain', go);
        end.removeEventListener('abort', go);
        resolve(undefined);
      };
      channel.on('drain', go);
      end.addEventListener('abort', go);
      await promise;
    },
    err: (text) => {
      if (!end.aborted) channel.stderr.write(text);
    },
  };
}

/** A line that is lost ends the input early, and its reader finds it short. */
async function* stdinOf(channel: ServerChannel, signal: AbortSignal): AsyncGenerator<Uint8Array, void, undefined> {
  const state = { ended: false };
  let news = Promise.withResolvers<undefined>();
  const wake = (): void => {
    news.resolve(undefined);
  };
  const end = (): void => {
    state.ended = true;
    wake();
  };
  channel.on('readable', wake).on('end', end);
  signal.addEventListener('abort', end, { once: true });
  for (;;) {
    news = Promise.withResolvers<undefined>();
    const chunk: unknown = channel.read();
    if (Buffer.isBuffer(chunk)) yield chunk;
    else if (state.ended || signal.aborted) return;
    else await news.promise;
  }
}
