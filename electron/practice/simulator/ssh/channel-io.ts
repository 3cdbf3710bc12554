import type { ServerChannel } from 'ssh2';
import type { CommandIo } from '../verbs/verb.ts';

/** The two ends of a command over an SSH channel. */
export function channelIo(channel: ServerChannel): CommandIo {
  const end = new AbortController();
  channel.on('close', () => {
    end.abort();
  });
  channel.on('error', () => undefined);
  return {
    signal: end.signal,
    stdin: stdinOf(channel, end.signal),
    out: async (data) => {
      if (end.signal.aborted || channel.write(data)) return;
      const { promise, resolve } = Promise.withResolvers<undefined>();
      const go = (): void => {
        channel.off('drain', go);
        end.signal.removeEventListener('abort', go);
        resolve(undefined);
      };
      channel.on('drain', go);
      end.signal.addEventListener('abort', go);
      await promise;
    },
    err: (text) => {
      if (!end.signal.aborted) channel.stderr.write(text);
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
