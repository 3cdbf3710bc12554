import { createReadStream } from 'node:fs';

import { LineSplitter } from '#shared/triage/lines.ts';
import { startTriage } from '#shared/triage/triage.ts';

/** `triage FILE` reads the log of a failed build, `lines FILE` only cuts it into lines; prints seconds, growth in megabytes, lines, and the class. */
const [, , way = '', file = ''] = process.argv;
const before = process.memoryUsage.rss();
const began = performance.now();
const reader = way === 'triage' ? triaged() : counted();
let most = before;
for await (const chunk of createReadStream(file, { highWaterMark: 1024 * 1024 }) as AsyncIterable<Uint8Array>) {
  reader.push(chunk);
  most = Math.max(most, process.memoryUsage.rss());
}
const found = reader.finish();
process.stdout.write(JSON.stringify({ seconds: (performance.now() - began) / 1000, grown: (most - before) / 1e6, ...found }));

interface Reader {
  push(chunk: Uint8Array): void;
  finish(): { readonly lines: number; readonly class?: string };
}

function triaged(): Reader {
  const run = startTriage({ logKind: 'build' });
  return {
    push: (chunk) => run.push(chunk),
    finish: () => {
      const { lines, class: failureClass } = run.finish();
      return { lines, class: failureClass };
    },
  };
}

function counted(): Reader {
  const splitter = new LineSplitter(() => undefined);
  return {
    push: (chunk) => splitter.push(chunk),
    finish: () => {
      splitter.end();
      return { lines: splitter.count };
    },
  };
}
