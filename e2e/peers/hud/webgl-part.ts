import type { Browser } from '@playwright/test';
import type { Part } from './row.ts';
import { spreadRow } from './row.ts';
import { spreadOf } from './spread.ts';
import { switchPart } from './switch-part.ts';
import { measureTools } from './tool-rounds.ts';
import { addedRow, besidePeerRow, garbageRows, sliceRows } from './tool-rows.ts';

const STATES = ['collector', 'compact', 'graph', 'panel', 'frames', 'four charts'];
const PEERS = ['stats-gl', 'three stats', 'fpsgraph'];
const GOALS = {
  compact: { peer: 'fpsgraph', times: 1 },
  graph: { peer: 'stats-gl', times: 0.5 },
  panel: { peer: 'stats-gl', times: 1 },
  frames: { peer: 'stats-gl', times: 1 },
  'four charts': { peer: 'stats-gl', times: 1 },
};
const MAX_SLICE_MS = 2;

/** The HUD's modes beside overlays that know no engine, over a page of plain WebGL 2. `frames` is the panel with its view of frames, `four charts` the same with three pinned metrics below the frame times. */
export async function webGlPart(browser: Browser, rounds: number): Promise<Part> {
  const measured = await measureTools(browser, {
    file: 'bench.html',
    tools: [...STATES, ...PEERS],
    rounds,
    warmupFrames: 420,
    frames: 240,
    garbageRounds: 1,
    agedFrames: 3600,
    sliced: Object.keys(GOALS),
  });
  return {
    title: 'Main thread of a WebGL 2 page, added to each frame',
    rows: [
      spreadRow('the page without any tool', spreadOf(measured.ms('none')), 'ms/frame'),
      ...['collector', ...PEERS].map((tool) => addedRow(measured, tool)),
      ...Object.entries(GOALS).map(([state, goal]) => besidePeerRow(measured, state, goal)),
      ...Object.keys(GOALS).flatMap((state) => sliceRows(measured, state, MAX_SLICE_MS)),
      ...garbageRows(measured, STATES, PEERS, ['compact', 'graph']),
    ],
  };
}

/** The HUD's modes over the collector and the same overlays, switched on and off within a page. */
export function webGlSwitchPart(browser: Browser, pages: number): Promise<Part> {
  return switchPart(browser, {
    title: `Main thread of a WebGL 2 page, added within each of ${pages} pages`,
    file: 'bench.html',
    pages,
    peers: PEERS,
    // Graph and panel show the GPU's time, which is taken only where somebody reads it.
    states: { 'timing collector': null, ...GOALS },
  });
}
