import { expect, it } from 'vitest';

import { memoryWires } from './memory.ts';
import { describeCarrier } from './testing/carrier-suite.ts';

describeCarrier('memory', () => Promise.resolve({ pair: () => Promise.resolve(memoryWires()), dispose: () => Promise.resolve() }), 150);

it('keeps frames for the first listener, and tells the close after them, and to whoever asks late', async () => {
  const [a, b] = memoryWires();
  const seen: unknown[] = [];
  a.send({ n: 1 });
  a.send({ n: 2 });
  a.close();
  a.send({ n: 3 });
  await new Promise((resolve) => setImmediate(resolve));
  b.onClose(() => seen.push('closed'));
  expect(seen).toEqual([]);
  b.onFrame((frame) => seen.push(frame));
  expect(seen).toEqual([{ n: 1 }, { n: 2 }, 'closed']);
  b.onClose(() => seen.push('late'));
  a.onClose(() => seen.push('near'));
  expect(seen.slice(3)).toEqual(['late', 'near']);
});

it('hands over copies', async () => {
  const [a, b] = memoryWires();
  const sent = { list: [1] };
  const received = new Promise((resolve) => b.onFrame(resolve));
  a.send(sent);
  sent.list.push(2);
  expect(await received).toEqual({ list: [1] });
});
