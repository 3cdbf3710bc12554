import { join } from 'node:path';

import type { Browser, Page } from '@playwright/test';

import { movePicture } from '#renderer/features/chart/graph/move-picture.ts';
import { VIEWPORT } from '#renderer/features/chart/graph/viewport.ts';
import { planPort } from '#shared/plan/plan-port.ts';

import { freshPage, openBrowser, whyNoWindow } from './browser.ts';
import { cachedUniverse, distribution } from './distribution.ts';
import { atMost, type Benchmark, type Row } from './findings.ts';
import { framesOf, pan, zoom } from './gestures.ts';
import { median, percentile, seeded } from './measure.ts';
import { ROOT } from './places.ts';
import { hostPort } from './port-host.ts';

const NODES = 300;
const EDGES = 1500;
/** A bundle is opened so often: until the picture holds no more. */
const OPENINGS = 8;

interface Frames {
  readonly pan: readonly number[];
  readonly zoom: readonly number[];
}

/** How the pictures of neighbours and cycles move, and how long they take to be there, without a graphics processor. */
export const neighbours: Benchmark = {
  name: 'neighbours',
  title: 'the pictures of neighbours and cycles, headless Chromium without a graphics processor',
  run: async () => {
    const reason = whyNoWindow();
    if (reason !== null) return { data: 'none', rows: [], skipped: [reason], notes: [] };
    const from = await distribution();
    const plan = planPort(await cachedUniverse(from));
    await using browser = await openBrowser();
    const plain = await bareFrames(browser, {}, '');
    const ours = await bareFrames(browser, VIEWPORT, `(${movePicture.toString()})(document.getElementById('peer'), drawn, () => undefined)`);
    const host = await hostPort(plan);
    const page = await freshPage(browser);
    await page.goto(host.readerUrl);
    const around = await pictureOf(page, 'neighbours', busiestOf(plan), OPENINGS);
    const cycle = await pictureOf(page, 'cycle', plan.sources[plan.components.closure.of.findIndex((component) => component === largestOf(plan))]?.name ?? '', 2);
    const aroundFrames = await picturedFrames(browser, page, 'neighbours', busiestOf(plan), OPENINGS);
    await page.context().close();
    await host.close();
    const bare = `${NODES} nodes, ${EDGES} edges`;
    return {
      data: `${from.described}; and generated, ${bare}`,
      rows: [
        ...framesRows(bare, ours, plain, 'the same as cytoscape comes'),
        ...framesRows(`neighbours with ${around.nodes} nodes, ${around.edges} edges`, aroundFrames, null, ''),
        { what: `neighbours: asked for until drawn`, value: around.drawn, unit: 'ms', peer: null, budgets: [] },
        { what: `cycle with ${cycle.nodes} nodes, ${cycle.edges} edges: asked for until drawn`, value: cycle.drawn, unit: 'ms', peer: null, budgets: [] },
      ],
      skipped: [],
      notes: ['Frames are the times between pictures that reached the screen while the mouse drags and the wheel turns, of the quickest of three rounds.', 'The generated picture has the styles of the window’s own, and its way of moving; its peer has the styles only.'],
    };
  },
};

function framesRows(what: string, frames: Frames, peer: Frames | null, peerName: string): readonly Row[] {
  return (['pan', 'zoom'] as const).flatMap((gesture): Row[] => [
    { what: `${what}: 95 % of frames in a ${gesture}`, value: percentile(frames[gesture], 0.95), unit: 'ms', peer: peer === null ? null : { what: peerName, value: percentile(peer[gesture], 0.95) }, budgets: [atMost(50)] },
    { what: `  half of them`, value: median(frames[gesture]), unit: 'ms', peer: peer === null ? null : { what: peerName, value: median(peer[gesture]) }, budgets: [] },
  ]);
}

type Planned = ReturnType<typeof planPort>;

/** The source that most others need directly. */
function busiestOf({ sources, direct }: Planned): string {
  const counts = new Int32Array(sources.length);
  for (const target of direct.targets) counts[target] = (counts[target] ?? 0) + 1;
  return sources[counts.indexOf(Math.max(...counts))]?.name ?? '';
}

function largestOf({ components }: Planned): number {
  const { sizes } = components.closure;
  return sizes.indexOf(Math.max(...sizes));
}

interface Picture {
  readonly nodes: number;
  readonly edges: number;
  /** Milliseconds from asking until it was drawn, before any bundle was opened. */
  readonly drawn: number;
}

/** Goes to a picture, opens bundles, and says how large it has become. */
async function pictureOf(page: Page, view: 'neighbours' | 'cycle', select: string, openings: number): Promise<Picture> {
  const drawn = page.locator(`[data-testid=${view}][data-drawn=true]`);
  const began = performance.now();
  await goTo(page, `?view=${view}&select=${encodeURIComponent(select)}`);
  await drawn.waitFor({ timeout: 60_000 });
  const taken = performance.now() - began;
  await page.getByRole('listbox').focus();
  for (let time = 0; time < openings; time++) {
    if (!(await walkToBundle(page))) break;
    await page.keyboard.press('Enter');
    // A bundle that the picture cannot hold stands in the rows: back to the picture as it was.
    await drawn.or(page.getByRole('grid')).first().waitFor({ timeout: 60_000 });
    if (!page.url().includes('rows=1')) continue;
    await goTo(page, `?view=${view}&select=${encodeURIComponent(select)}`);
    await drawn.waitFor({ timeout: 60_000 });
    break;
  }
  const [nodes, edges] = [Number(await page.getByTestId(view).getAttribute('data-nodes')), Number(await page.getByTestId(view).getAttribute('data-edges'))];
  return { nodes, edges, drawn: taken };
}

/** Walks on until a bundle is under the cursor; says whether there is one. */
async function walkToBundle(page: Page): Promise<boolean> {
  const list = page.getByRole('listbox');
  const nodes = await list.getByRole('option').count();
  await page.keyboard.press('End');
  for (let step = 0; step < nodes; step++) {
    const told = await list.evaluate((element) => document.getElementById(element.getAttribute('aria-activedescendant') ?? '')?.textContent ?? '');
    if (told.startsWith('Bundle')) return true;
    await page.keyboard.press('PageUp');
  }
  return false;
}

async function picturedFrames(browser: Browser, page: Page, view: 'neighbours', select: string, openings: number): Promise<Frames> {
  await pictureOf(page, view, select, openings);
  const box = await page.getByTestId(view).boundingBox();
  const [x, y] = [(box?.x ?? 0) + (box?.width ?? 0) / 2, (box?.y ?? 0) + (box?.height ?? 0) / 2];
  return { pan: await framesOf(browser, page, pan, x, y), zoom: await framesOf(browser, page, zoom, x, y) };
}

async function goTo(page: Page, search: string): Promise<void> {
  await page.evaluate((address) => {
    history.pushState(null, '', address);
    dispatchEvent(new PopStateEvent('popstate'));
  }, search);
}

/** cytoscape alone with as many elements as the budget names. */
async function bareFrames(browser: Browser, viewport: object, moving: string): Promise<Frames> {
  const random = seeded(9);
  const nodes = Array.from({ length: NODES }, (_, node) => ({ data: { id: `n${node}`, label: `■ package-${node}` }, position: { x: (node % 12) * 258, y: Math.floor(node / 12) * 40 } }));
  const edges = Array.from({ length: EDGES }, (_, edge) => ({ data: { id: `e${edge}`, source: `n${Math.floor(random() * NODES)}`, target: `n${Math.floor(random() * NODES)}` } }));
  const style = [
    { selector: 'node', style: { shape: 'round-rectangle', width: 148, height: 30, 'background-color': '#1b1e24', 'border-width': 2, 'border-color': '#2a8a60', label: 'data(label)', color: '#eee', 'font-size': 12, 'text-valign': 'center', 'text-wrap': 'ellipsis', 'text-max-width': '132px' } },
    { selector: 'edge', style: { width: 1.2, 'curve-style': 'bezier', 'source-endpoint': '50% 0', 'target-endpoint': '-50% 0', 'target-arrow-shape': 'triangle', 'arrow-scale': 0.7, 'line-opacity': 0.5 } },
  ];
  const page = await freshPage(browser);
  await page.setContent('<body style="margin:0"><div id="peer" style="width:1400px;height:900px"></div></body>');
  await page.addScriptTag({ path: join(ROOT, 'node_modules', 'cytoscape', 'dist', 'cytoscape.umd.js') });
  await page.addScriptTag({ content: `const drawn = cytoscape({ container: document.getElementById('peer'), layout: { name: 'preset', fit: true }, style: ${JSON.stringify(style)}, elements: ${JSON.stringify([...nodes, ...edges])}, ...${JSON.stringify(viewport)} }); ${moving}` });
  const frames = { pan: await framesOf(browser, page, pan, 700, 450), zoom: await framesOf(browser, page, zoom, 700, 450) };
  await page.context().close();
  return frames;
}
