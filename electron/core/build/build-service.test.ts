import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { clientOf, until } from '../testing/watch-port.ts';
import { smallPort } from '../testing/small-port.ts';
import { haveSshd } from '../ssh/testing/real-sshd.ts';

const have = haveSshd && existsSync('/usr/bin/rpmbuild') && existsSync('/usr/bin/createrepo_c') && process.getuid?.() === 0;
const LACK = 'sshd, rpmbuild and createrepo_c, as root';

test.skipIf(!have)(`a chain is built in order, a failure holds up who waits for it, and a fix frees them [needs ${LACK}]`, async () => {
  await using port = await smallPort([
    { name: 'base' },
    { name: 'middle', requires: ['base'] },
    { name: 'flagged', preamble: '%{!?simd_flags:%global simd_flags -mno-such-flag}', build: 'echo "int main(void){return 0;}" > a.c; gcc %{simd_flags} -o a a.c' },
    { name: 'last', requires: ['flagged', 'middle'] },
  ]);
  const core = await port.open();
  const client = await clientOf(core);
  await until(client, (states) => Object.keys(states).length === 4);
  const { queued } = await client.call('build.all', {});
  expect(queued.toSorted()).toEqual(['base', 'flagged', 'last', 'middle']);
  const halted = await until(client, ({ middle, flagged }) => middle === 'in-repo' && flagged === 'failed');
  expect(halted).toEqual({ base: 'in-repo', middle: 'in-repo', flagged: 'failed', last: 'blocked' });

  const [failure] = await client.call('failures.list', {});
  expect(failure).toMatchObject({ source: 'flagged', holdsUp: 1, heldUp: ['last'] });
  expect(failure?.attempt).toMatchObject({ failureClass: 'architecture-flags', fault: 'architecture' });
  expect(failure?.attempt.causal?.text).toContain('unrecognized command-line option');

  const { suggestions, why } = await client.call('package.describe', { source: 'flagged' });
  expect(why).toContain('failed');
  const fix = suggestions[0]?.fix;
  expect(fix?.change).toEqual({ kind: 'macro', name: 'simd_flags', value: '%{nil}' });
  if (fix !== undefined) await client.call('package.applyFix', { source: 'flagged', fix });
  await client.call('build.packages', { sources: ['flagged'], dependents: false });
  await until(client, ({ last }) => last === 'in-repo');

  const [attempt] = (await client.call('package.describe', { source: 'base' })).attempts;
  const log = readFileSync(join(port.folder, '.portolan', 'logs', `${attempt?.id ?? ''}.log`), 'utf8');
  expect(log).toContain('Executing(%install)');
  client.close();
  await core.close();
}, 180_000);

test.skipIf(!have)(`a core that is closed in the middle of a build takes it up again, and nothing is built twice [needs ${LACK}]`, async () => {
  await using port = await smallPort([{ name: 'slow', build: 'for i in 1 2 3 4 5 6; do echo "line $i"; sleep 0.5; done' }]);
  const first = await port.open();
  const window = await clientOf(first);
  await until(window, (states) => 'slow' in states);
  await window.call('build.all', {});
  await until(window, ({ slow }) => slow === 'building');
  window.close();
  await first.close();

  const second = await port.open();
  const client = await clientOf(second);
  await until(client, ({ slow }) => slow === 'in-repo');
  const { attempts } = await client.call('package.describe', { source: 'slow' });
  expect(attempts.map(({ state, number }) => [state, number])).toEqual([['succeeded', 1]]);
  const log = readFileSync(join(port.folder, '.portolan', 'logs', `${attempts[0]?.id ?? ''}.log`), 'utf8');
  expect(log.match(/^line \d$/gm)).toEqual(['line 1', 'line 2', 'line 3', 'line 4', 'line 5', 'line 6']);
  client.close();
  await second.close();
}, 180_000);
