import { open } from 'node:fs/promises';

import type { LogLines } from '#shared/contract/schemas/log-view.ts';
import { LineCutter } from '#shared/logs/line-cutter.ts';
import type { LineIndex } from '#shared/logs/line-index.ts';

const PIECE = 256 * 1024;

/** Lines `from …` of a log, at most `count`, by its index; none beyond the end. */
export async function readLines(file: string, index: LineIndex, from: number, count: number): Promise<LogLines> {
  const { lines, wholeLines } = index;
  const last = Math.min(lines, from + count - 1);
  const texts: string[] = [];
  const cut: number[] = [];
  if (last < from) return { from, texts, cut, lines, wholeLines };
  const start = index.before(from);
  const end = index.after(last);
  let line = start.line;
  const cutter = new LineCutter((text, wasCut) => {
    if (line >= from && line <= last) {
      texts.push(text);
      if (wasCut) cut.push(line);
    }
    line += 1;
  });
  const handle = await open(file, 'r');
  try {
    const piece = new Uint8Array(Math.min(PIECE, end - start.offset));
    for (let at = start.offset; at < end && line <= last; ) {
      const { bytesRead } = await handle.read(piece, 0, Math.min(piece.length, end - at), at);
      if (bytesRead === 0) break;
      cutter.push(piece.subarray(0, bytesRead));
      at += bytesRead;
    }
    cutter.end();
  } finally {
    await handle.close();
  }
  return { from, texts, cut, lines, wholeLines };
}
