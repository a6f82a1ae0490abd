import type { Browser, Page } from '@playwright/test';
import { garbageBytes, mainThreadMs, onBenchPage } from '../bench-page.ts';
import { pairedDifferences } from './spread.ts';

export interface ToolRoundsOptions {
  /** The page in e2e/pages/, and what its address says besides the tool. */
  readonly file: string;
  readonly query?: string;
  readonly tools: readonly string[];
  readonly rounds: number;
  /** In the first seconds of a page its code is still being compiled and optimised, that of the tools, too. */
  readonly warmupFrames: number;
  readonly frames: number;
  /** In so many of the rounds garbage is sampled after the time. */
  readonly garbageRounds: number;
}

/** What each tool took, one value a round; `none` is the page without any. */
export interface ToolRounds {
  /** Main-thread time, ms a frame. */
  ms(tool: string): readonly number[];
  /** What it took above another of the same round. */
  addedMs(tool: string, base?: string): number[];
  /** Garbage above that of the page, bytes a frame. */
  addedBytes(tool: string): number[];
  /** What the HUD took in the frames after which it worked, in ms of the wall's time, by itself; of all rounds. */
  sliceMs(tool: string): readonly number[];
}

/**
 * Measures tools one after the other, each in a fresh page, every other round backwards, so that a drift of the machine hits all
 * alike: A B B A. The page without any tool comes first and last in a round; its value is the mean.
 */
export async function measureTools(browser: Browser, options: ToolRoundsOptions): Promise<ToolRounds> {
  const { file, query = '', tools, rounds, warmupFrames, frames, garbageRounds } = options;
  const order = ['none', ...tools, 'none'];
  const taken = { ms: new Map<string, number[]>(), bytes: new Map<string, number[]>() };
  const slices = new Map<string, number[]>();
  for (let round = 0; round < rounds; round++) {
    const found = { ms: new Map<string, number[]>(), bytes: new Map<string, number[]>() };
    for (const tool of round % 2 === 0 ? order : order.toReversed()) {
      const address = `${query}tool=${encodeURIComponent(tool)}`;
      const measured = await onBenchPage(
        browser,
        address,
        warmupFrames,
        async (page, session) => ({
          ms: await mainThreadMs(page, session, frames),
          slices: await sliceTimes(page, frames),
          ...(round < garbageRounds && { bytes: await garbageBytes(page, session, frames) }),
        }),
        file,
      );
      add(found.ms, tool, measured.ms);
      for (const ms of measured.slices) add(slices, tool, ms);
      if (measured.bytes !== undefined) add(found.bytes, tool, measured.bytes);
    }
    for (const part of ['ms', 'bytes'] as const)
      for (const [tool, values] of found[part]) add(taken[part], tool, mean(values));
  }
  const of = (part: 'ms' | 'bytes', tool: string) => taken[part].get(tool) ?? [];
  return {
    ms: (tool) => of('ms', tool),
    addedMs: (tool, base = 'none') => pairedDifferences(of('ms', tool), of('ms', base)),
    addedBytes: (tool) => pairedDifferences(of('bytes', tool), of('bytes', 'none')),
    sliceMs: (tool) => slices.get(tool) ?? [],
  };
}

/** What the HUD took after each of the last frames, where it did anything. */
function sliceTimes(page: Page, frames: number): Promise<number[]> {
  return page.evaluate((count) => {
    const history = globalThis.bench.scope?.frames;
    if (history === undefined) return [];
    const to = history.endFrame;
    const values = new Float64Array(count);
    history.read('framescope:self_ms{part="render"}', to - count, to, values);
    return [...values].filter((ms) => ms > 0);
  }, frames);
}

function add(map: Map<string, number[]>, key: string, value: number): void {
  map.set(key, [...(map.get(key) ?? []), value]);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
