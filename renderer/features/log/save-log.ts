import type { Client } from '#shared/contract/client.ts';

/** Bytes that are put aside at a time. The browser keeps what has been put aside out of the window's memory. */
const PIECE = 1024 * 1024;

/**
 * Hands the first `bytes` of a log to the person as a file, byte for byte: read from the core as a stream, and never whole in the
 * window. Says how far it is from 0 to 1.
 */
export async function saveLog(client: Client, attempt: string, bytes: number, fileName: string, tell: (fraction: number) => void): Promise<void> {
  const parts: Blob[] = [];
  let pieces: Uint8Array<ArrayBuffer>[] = [];
  let waiting = 0;
  let read = 0;
  const putAside = (): void => {
    parts.push(new Blob(pieces));
    pieces = [];
    waiting = 0;
  };
  if (bytes > 0) {
    for await (const chunk of client.open('log.follow', { attempt, from: 0 })) {
      const piece = new Uint8Array(chunk.bytes.subarray(0, bytes - read));
      pieces.push(piece);
      read += piece.length;
      waiting += piece.length;
      if (waiting >= PIECE) putAside();
      tell(read / bytes);
      if (read >= bytes) break;
    }
  }
  putAside();
  const address = URL.createObjectURL(new Blob(parts, { type: 'text/plain' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = fileName;
  link.click();
  window.setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
