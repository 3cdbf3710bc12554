import { join } from 'node:path';

import type { Browser } from '@playwright/test';

import { planPort } from '#shared/plan/plan-port.ts';
import type { Plan } from '#shared/plan/types.ts';

import { freshPage, openBrowser, whyNoWindow } from './browser.ts';
import { cachedUniverse, distribution } from './distribution.ts';
import { atMost, type Benchmark, type Row } from './findings.ts';
import { framesOf, pan, zoom } from './gestures.ts';
import { median, percentile, seeded } from './measure.ts';
import { openingOf, watchOpening, type Opening } from './opening.ts';
import { ROOT } from './places.ts';
import { hostPort } from './port-host.ts';
import { syntheticGraph, syntheticPlan } from './synthetic-port.ts';

const OPENINGS = 3;
/** One frame of a screen with 60 of them a second. */
const SCREEN = { what: 'one frame of a screen', value: 1000 / 60 };
/** Direct edges of each source in the reference. */
const EDGES_PER_SOURCE = 6.3;

interface Frames {
  readonly pan: readonly number[];
  readonly zoom: readonly number[];
}

/** How the map of a whole port opens and moves in a browser without a graphics processor. */
export const map: Benchmark = {
  name: 'map',
  title: 'the map of a whole port, headless Chromium without a graphics processor',
  run: async () => {
    const reason = whyNoWindow();
    if (reason !== null) return { data: 'none', rows: [], skipped: [reason], notes: [] };
    const from = await distribution();
    const real = planPort(await cachedUniverse(from));
    const large = syntheticPlan(syntheticGraph(30_000, 30_000 * EDGES_PER_SOURCE));
    await using browser = await openBrowser();
    const peer = await cytoscapeFrames(browser);
    const rows = [...(await measure(browser, real, peer, { frame: 25, open: 1000 })), ...(await measure(browser, large, peer, { frame: 40, open: 3000 }))];
    return {
      data: `${from.described}; and generated, ${large.sources.length} sources with ${large.direct.targets.length} edges`,
      rows,
      skipped: [],
      notes: [
        'Frames are the times between pictures that reached the screen while the mouse drags and the wheel turns, in a window of 1400 × 900 pixels, of the quickest of three rounds.',
        `Openings are medians of ${OPENINGS}, each with empty caches, from asking for the page until the first picture of the map.`,
      ],
    };
  },
};

async function measure(browser: Browser, plan: Plan, cytoscape: Frames, limits: { readonly frame: number; readonly open: number }): Promise<readonly Row[]> {
  const host = await hostPort(plan);
  const openings: Opening[] = [];
  let frames: Frames = { pan: [], zoom: [] };
  for (let opening = 0; opening < OPENINGS; opening++) {
    const page = await freshPage(browser);
    await watchOpening(page);
    await page.goto(host.readerUrl);
    openings.push(await openingOf(page));
    if (opening === OPENINGS - 1) {
      const box = await page.getByTestId('map').boundingBox();
      const [x, y] = [(box?.x ?? 0) + (box?.width ?? 0) / 2, (box?.y ?? 0) + (box?.height ?? 0) / 2];
      frames = { pan: await framesOf(browser, page, pan, x, y), zoom: await framesOf(browser, page, zoom, x, y) };
    }
    await page.context().close();
  }
  await host.close();
  const packages = `${plan.sources.length.toLocaleString('en')} packages`;
  const row = (what: string, list: readonly number[], against: Row['peer'], budgets: Row['budgets'] = []): Row => ({ what: `${packages}: ${what}`, value: percentile(list, 0.95), unit: 'ms', peer: against, budgets });
  const about = (gesture: keyof Frames): readonly Row[] => [
    row(`95 % of frames in a ${gesture}`, frames[gesture], SCREEN, [atMost(limits.frame)]),
    row('  the same', frames[gesture], { what: 'cytoscape, 3,000 nodes', value: percentile(cytoscape[gesture], 0.95) }),
    { what: `${packages}:   half of them`, value: median(frames[gesture]), unit: 'ms', peer: { what: 'cytoscape, 3,000 nodes', value: median(cytoscape[gesture]) }, budgets: [] },
  ];
  return [
    ...about('pan'),
    ...about('zoom'),
    { what: `${packages}: opened to first picture`, value: median(openings.map(({ painted }) => painted)), unit: 'ms', peer: null, budgets: [atMost(limits.open)] },
    { what: `${packages}: longest the window was blocked by it`, value: median(openings.map(({ blocked }) => blocked)), unit: 'ms', peer: null, budgets: [atMost(50)] },
  ];
}

/** The same gestures over the general graph drawer: as many nodes in as many pixels, named when one comes close, and no edges at all. */
async function cytoscapeFrames(browser: Browser): Promise<Frames> {
  const random = seeded(9);
  const elements = Array.from({ length: 3000 }, (_, node) => ({ data: { id: `package-${node}`, colour: ['#1a8050', '#c00020', '#8a8f98', '#2a8ad0'][Math.floor(random() * 4)] }, position: { x: (node % 68) * 20, y: Math.floor(node / 68) * 20 } }));
  const style = [{ selector: 'node', style: { events: 'no', shape: 'rectangle', width: 8, height: 8, 'background-color': 'data(colour)', label: 'data(id)', 'font-size': 7, 'min-zoomed-font-size': 9 } }];
  const page = await freshPage(browser);
  await page.setContent('<body style="margin:0"><div id="peer" style="width:1400px;height:900px"></div></body>');
  await page.addScriptTag({ path: join(ROOT, 'node_modules', 'cytoscape', 'dist', 'cytoscape.umd.js') });
  await page.addScriptTag({ content: `cytoscape({ container: document.getElementById('peer'), layout: { name: 'preset', fit: true }, style: ${JSON.stringify(style)}, elements: ${JSON.stringify(elements)} })` });
  const frames = { pan: await framesOf(browser, page, pan, 700, 450), zoom: await framesOf(browser, page, zoom, 700, 450) };
  await page.context().close();
  return frames;
}
