import type { Browser } from '@playwright/test';
import { onBenchPage } from '../bench-page.ts';
import { spansInPage } from './in-page.ts';
import { type Part, type Row, spreadRow } from './row.ts';
import { pairedDifferences, spreadOf } from './spread.ts';
import { besidePeer, type Goal } from './tool-rows.ts';

const WARMUP_FRAMES = 420;

export interface SwitchOptions {
  readonly title: string;
  /** The page in e2e/pages/, and what its address says besides the tool. */
  readonly file: string;
  readonly query?: string;
  readonly pages: number;
  readonly peers: readonly string[];
  /** States of Framescope beside a peer each, if there is one. */
  readonly states: Readonly<Record<string, Goal | null>>;
}

/**
 * What the HUD takes over the collector, and peers over the page, each switched on and off within pages of its own. A HUD that is shown
 * again is made anew, with code that is not optimised; peers are not, so it is rather their favour.
 */
export async function switchPart(browser: Browser, options: SwitchOptions): Promise<Part> {
  const { title, file, query = '', pages, peers, states } = options;
  const added = new Map<string, number[]>();
  const tools = [...Object.keys(states), ...peers];
  for (let k = 0; k < pages; k++)
    for (const tool of k % 2 === 0 ? tools : tools.toReversed()) {
      const spans = await onBenchPage(
        browser,
        `${query}tool=${encodeURIComponent(tool)}`,
        WARMUP_FRAMES,
        (page, session) => spansInPage(page, session, (isOn) => page.evaluate((isOn) => bench.setOn?.(isOn), isOn)),
        file,
      );
      added.set(tool, [...(added.get(tool) ?? []), ...pairedDifferences(spans.with, spans.without)]);
    }
  const of = (tool: string) => added.get(tool) ?? [];
  const rowOf = (name: string, tool: string, more: Partial<Row> = {}) =>
    spreadRow(name, spreadOf(of(tool)), 'ms/frame', more);
  const stateRow = (state: string, goal: Goal | null) => {
    const name = `${state} over collector`;
    if (goal === null) return rowOf(name, state);
    const [ours, theirs] = [of(state), of(goal.peer)];
    const [mine, its] = [spreadOf(ours), spreadOf(theirs)];
    // Of other pages, so their errors add up.
    const beyond = {
      median: mine.median - goal.times * its.median,
      error: Math.hypot(mine.error, goal.times * its.error),
    };
    return rowOf(name, state, besidePeer(ours, theirs, goal, beyond));
  };
  return {
    title,
    rows: [
      ...peers.map((peer) => rowOf(`${peer} over none`, peer)),
      ...Object.entries(states).map(([state, goal]) => stateRow(state, goal)),
    ],
  };
}
