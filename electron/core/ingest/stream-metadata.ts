import { createReadStream } from 'node:fs';
import { ReadableStream } from 'node:stream/web';
import { pipeline } from 'node:stream/promises';
import zlib from 'node:zlib';
import xz from 'xz-decompress';
import { problemOf, ProblemError } from '#shared/vocabulary/problem.ts';

/** Decompressed bytes per step: large enough that steps cost nothing, small enough to be cancelled between two. */
const STEP = 512 * 1024;

export interface StreamOptions {
  /** What errors call the file. */
  readonly name: string;
  /** How many decompressed bytes there may be. */
  readonly openBytesMax: number;
  readonly signal: AbortSignal | undefined;
  /** Called with the number of stored bytes of each step. */
  readonly onBytes: (bytes: number) => void;
  /** Called with each piece of the decompressed file. */
  readonly push: (chunk: Uint8Array) => void;
}

/**
 * Reads a metadata file (plain .xml, or .gz, .zst, .xz by the name that it has in its repository) piece by piece. Damage is a `bad-input`, more than `openBytesMax` a
 * `limit`, another compression `unsupported`; what `push` throws goes through; an aborted signal ends it with an AbortError.
 */
export async function streamMetadata(path: string, href: string, options: StreamOptions): Promise<void> {
  const decompress = decompressorOf(href, options.name);
  let opened = 0;
  const watched = async function* (source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const chunk of source) {
      options.onBytes(chunk.length);
      yield chunk;
    }
  };
  const consume = async (source: AsyncIterable<Uint8Array>): Promise<void> => {
    for await (const chunk of source) {
      options.signal?.throwIfAborted();
      opened += chunk.length;
      if (opened > options.openBytesMax) throw new ProblemError('limit', `${options.name} is longer than ${options.openBytesMax} bytes when it is decompressed.`);
      options.push(chunk);
    }
  };
  try {
    await pipeline(createReadStream(path, { highWaterMark: 128 * 1024 }), watched, decompress, consume, { signal: options.signal });
  } catch (thrown) {
    if (thrown instanceof ProblemError || problemOf(thrown).code === 'cancelled') throw thrown;
    throw new ProblemError('bad-input', `${options.name} is damaged: it cannot be decompressed.`, thrown instanceof Error ? thrown.message : undefined);
  }
}

type Decompressor = NodeJS.ReadWriteStream | ((source: AsyncIterable<Uint8Array>) => AsyncIterable<Uint8Array>);

function decompressorOf(href: string, name: string): Decompressor {
  if (/\.(xml|yaml|yml)$/.test(href)) return passOn;
  if (href.endsWith('.gz')) return zlib.createGunzip({ chunkSize: STEP });
  // 2^27 bytes of window is what zstd itself allows without being asked.
  if (href.endsWith('.zst')) return zlib.createZstdDecompress({ chunkSize: STEP, params: { [zlib.constants.ZSTD_d_windowLogMax]: 27 } });
  if (href.endsWith('.xz')) return unxz;
  throw new ProblemError('unsupported', `${name} is compressed in a way that is not read here; .gz, .zst and .xz are.`);
}

async function* passOn(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield* source;
}

async function* unxz(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield* new xz.XzReadableStream(ReadableStream.from(source));
}
