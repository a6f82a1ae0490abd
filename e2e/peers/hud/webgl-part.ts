import type { Browser } from '@playwright/test';
import type { Part } from './row.ts';
import { spreadRow } from './row.ts';
import { spreadOf } from './spread.ts';
import { measureTools } from './tool-rounds.ts';
import { addedRow, besidePeerRow, garbageRows, sliceRows } from './tool-rows.ts';

/** What takes the GPU's time as well: beyond it is the HUD's own. */
const TIMING_BASE = 'timing collector';
const STATES = ['collector', TIMING_BASE, 'compact', 'graph', 'panel', 'frames', 'four charts'];
const PEERS = ['stats-gl', 'three stats', 'fpsgraph'];
const GOALS = {
  compact: { peer: 'fpsgraph', times: 1 },
  graph: { peer: 'stats-gl', times: 0.5 },
  panel: { peer: 'stats-gl', times: 1 },
  frames: { peer: 'stats-gl', times: 1 },
  'four charts': { peer: 'stats-gl', times: 1 },
};
const BASES = ['none', 'collector'];
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
      ...['collector', TIMING_BASE, ...PEERS].map((tool) => addedRow(measured, tool)),
      ...Object.entries(GOALS).flatMap(([state, goal]) =>
        BASES.map((base) => besidePeerRow(measured, state, base, goal)),
      ),
      ...Object.entries(GOALS)
        .filter(([state]) => state !== 'compact')
        .map(([state, goal]) => besidePeerRow(measured, state, TIMING_BASE, goal, false)),
      ...Object.keys(GOALS).flatMap((state) => sliceRows(measured, state, MAX_SLICE_MS)),
      ...garbageRows(measured, STATES, PEERS, ['compact', 'graph']),
    ],
  };
}
