import type { Browser } from '@playwright/test';
import type { Part } from './row.ts';
import { spreadRow } from './row.ts';
import { spreadOf } from './spread.ts';
import { switchPart } from './switch-part.ts';
import { measureTools } from './tool-rounds.ts';
import { addedRow, besidePeerRow, garbageRows } from './tool-rows.ts';

const STATES = ['collector', 'compact', 'graph', 'panel'];
/** The tools that engines bring, each in its smallest and its largest form. */
const ENGINES = [
  {
    engine: 'three',
    title: 'three’s WebGPURenderer',
    small: 'Inspector, closed',
    large: 'Inspector, open',
    // The Inspector cannot be taken from a renderer.
    isSwitched: false,
  },
  {
    engine: 'playcanvas',
    title: 'PlayCanvas',
    small: 'MiniStats, counters',
    large: 'MiniStats, graphs',
    isSwitched: true,
  },
];

/** The HUD's modes beside the tool that an engine brings, over the same scene of that engine. */
export async function engineParts(browser: Browser, rounds: number): Promise<Part[]> {
  const parts: Part[] = [];
  for (const { engine, title, small, large, isSwitched } of ENGINES) {
    const peers = [small, large];
    const measured = await measureTools(browser, {
      file: 'bench-engine.html',
      query: `engine=${engine}&`,
      tools: [...STATES, ...peers],
      rounds,
      warmupFrames: 240,
      frames: 180,
      garbageRounds: 1,
      agedFrames: 600,
    });
    const beside = Object.entries({ compact: small, graph: large, panel: large }).map(
      ([state, peer]) => [state, { peer, times: 1, isGoal: false }] as const,
    );
    parts.push({
      title: `Main thread of a page of ${title}, added to each frame`,
      rows: [
        spreadRow('the page without any tool', spreadOf(measured.ms('none')), 'ms/frame'),
        ...['collector', ...peers].map((tool) => addedRow(measured, tool)),
        ...beside.map(([state, goal]) => besidePeerRow(measured, state, goal)),
        ...garbageRows(measured, STATES, peers, ['compact', 'graph']),
      ],
    });
    if (isSwitched)
      parts.push(
        await switchPart(browser, {
          title: 'The same, switched on and off within a page',
          file: 'bench-engine.html',
          query: `engine=${engine}&`,
          pages: rounds,
          peers,
          states: Object.fromEntries(beside),
        }),
      );
  }
  return parts;
}
