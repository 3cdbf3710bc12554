import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

import { freshPage, openBrowser, whyNoWindow } from './browser.ts';
import { BINARY_TREES, distribution, SOURCE_TREES } from './distribution.ts';
import { atMost, type Benchmark, type Row } from './findings.ts';
import { outputOf } from './fresh-process.ts';
import { median, timed, times } from './measure.ts';
import { openingOf, watchOpening } from './opening.ts';
import { inTemporaryFolder, ROOT } from './places.ts';

const ROUNDS = 3;
const PORTOLAN = join(ROOT, 'electron', 'headless', 'portolan.js');

/** How long from a start until a port that was read before can be used. */
export const start: Benchmark = {
  name: 'start',
  title: 'from a start to a usable port of 2,653 packages, read before',
  run: () =>
    inTemporaryFolder(async (project) => {
      const { root, described } = await distribution();
      const located = (trees: readonly string[]): readonly string[] => trees.map((tree) => join(root, tree));
      const lines = [
        'portolan: 1',
        'name: Bench',
        'target: { arch: s390x }',
        `reference: ${JSON.stringify(located(BINARY_TREES).map((location) => ({ location })))}`,
        `sources: ${JSON.stringify(located(SOURCE_TREES).map((location) => ({ kind: 'repository', location })))}`,
      ];
      await writeFile(join(project, 'portolan.yaml'), `${lines.join('\n')}\n`);
      const plan = (): Promise<string> => outputOf(process.execPath, [PORTOLAN, 'plan', '--project', project, '--json']);
      const first = await timed(plan);
      const later = await times(ROUNDS, plan);
      const floor = { what: 'node -e 0', value: median(await times(5, () => outputOf(process.execPath, ['-e', '0']))) };
      const rows: Row[] = [
        { what: 'portolan plan --json, the port read before', value: median(later), unit: 's', peer: floor, budgets: [atMost(1.5)] },
        { what: 'the same, the first time', value: first.seconds, unit: 's', peer: floor, budgets: [] },
      ];
      const reason = whyNoWindow();
      if (reason === null) rows.push({ what: 'portolan serve, to the first picture in a browser that is open', value: median(await windowTimes(project)), unit: 's', peer: floor, budgets: [atMost(1.5)] });
      return { data: described, rows, skipped: reason === null ? [] : [reason.replace('everything', 'the window')], notes: [`Medians of ${ROUNDS} starts, the process of each included.`] };
    }),
};

async function windowTimes(project: string): Promise<readonly number[]> {
  await using browser = await openBrowser();
  const seconds: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const page = await freshPage(browser);
    await watchOpening(page);
    const began = performance.now();
    const host = spawn(process.execPath, [PORTOLAN, 'serve', '--project', project], { stdio: ['ignore', 'pipe', 'ignore'] });
    await page.goto(await addressFrom(host));
    await openingOf(page);
    seconds.push((performance.now() - began) / 1000);
    await page.context().close();
    const ended = once(host, 'exit');
    host.kill('SIGINT');
    await ended;
  }
  return seconds;
}

/** The first address that the host prints. */
async function addressFrom({ stdout }: ChildProcess): Promise<string> {
  if (stdout === null) throw new Error('The host has no output to read.');
  for await (const line of createInterface({ input: stdout })) {
    const address = /http:\S+/.exec(line);
    if (address !== null) return address[0];
  }
  throw new Error('The host ended before it said where it is.');
}
