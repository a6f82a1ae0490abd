import type { Browser, Page } from '@playwright/test';
import { bufferBytes, garbageBytes, mainThreadMs, onBenchPage, passFrames } from '../bench-page.ts';
import { type TraceEvent, traceMainThread } from '../trace.ts';
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
  /** How old a page is by then, in frames: what runs four times a second is optimised only after a minute, and allocates more until then. */
  readonly agedFrames: number;
  /** States of Framescope whose slices are looked at, between the time and the garbage. */
  readonly sliced?: readonly string[];
}

/** The history puts so many frames into new arrays at a time. */
const BLOCK_FRAMES = 256;

/** A slice is rare, so they are looked at for longer; by then, all code that runs now and then is optimised. */
const SLICED_FRAMES = 480;

/** How long the HUD's slices of work took, in ms. */
export interface SliceTimes {
  /** By the wall's clock, waiting for a core included, as the HUD itself measures them. */
  readonly wallMs: readonly number[];
  /** By the thread's own: the as many longest of what ran of Framescope outside of the page's frames, so rather more than the slices took. */
  readonly threadMs: readonly number[];
}

/** What each tool took, one value a round; `none` is the page without any. */
export interface ToolRounds {
  /** Main-thread time, ms a frame. */
  ms(tool: string): readonly number[];
  /** What it took above the page without any. */
  addedMs(tool: string): number[];
  /** Garbage above that of the page, bytes a frame. */
  addedBytes(tool: string): number[];
  /** Memory of typed arrays above that of the page, bytes a frame, kept or not. */
  addedBufferBytes(tool: string): number[];
  /** Of all rounds. */
  slices(tool: string): SliceTimes;
}

/**
 * Measures tools one after the other, each in a fresh page, every other round backwards, so that a drift of the machine hits all
 * alike: A B B A. The page without any tool comes first and last in a round; its value is the mean.
 */
export async function measureTools(browser: Browser, options: ToolRoundsOptions): Promise<ToolRounds> {
  const { file, query = '', tools, rounds, warmupFrames, frames, garbageRounds, agedFrames, sliced = [] } = options;
  const order = ['none', ...tools, 'none'];
  const taken = emptyValues();
  const slices = { wallMs: new Map<string, number[]>(), threadMs: new Map<string, number[]>() };
  for (let round = 0; round < rounds; round++) {
    const found = emptyValues();
    for (const tool of round % 2 === 0 ? order : order.toReversed()) {
      const address = `${query}tool=${encodeURIComponent(tool)}`;
      const measured = await onBenchPage(
        browser,
        address,
        warmupFrames,
        async (page, session) => {
          const ms = await mainThreadMs(page, session, frames);
          const times = sliced.includes(tool) ? await sliceTimes(browser, page) : null;
          if (round >= garbageRounds) return { ms, times };
          await passFrames(page, agedFrames - (await page.evaluate(() => bench.frames)));
          const bytes = await garbageBytes(page, session, frames);
          return { ms, times, bytes, buffers: await bufferBytes(page, session, BLOCK_FRAMES) };
        },
        file,
      );
      add(found.ms, tool, measured.ms);
      for (const clock of ['wallMs', 'threadMs'] as const)
        for (const ms of measured.times?.[clock] ?? []) add(slices[clock], tool, ms);
      if (measured.bytes !== undefined) add(found.bytes, tool, measured.bytes);
      if (measured.buffers !== undefined) add(found.buffers, tool, measured.buffers);
    }
    for (const part of VALUES) for (const [tool, values] of found[part]) add(taken[part], tool, mean(values));
  }
  const of = (part: (typeof VALUES)[number], tool: string) => taken[part].get(tool) ?? [];
  return {
    ms: (tool) => of('ms', tool),
    addedMs: (tool) => pairedDifferences(of('ms', tool), of('ms', 'none')),
    addedBytes: (tool) => pairedDifferences(of('bytes', tool), of('bytes', 'none')),
    addedBufferBytes: (tool) => pairedDifferences(of('buffers', tool), of('buffers', 'none')),
    slices: (tool) => ({ wallMs: slices.wallMs.get(tool) ?? [], threadMs: slices.threadMs.get(tool) ?? [] }),
  };
}

async function sliceTimes(browser: Browser, page: Page): Promise<SliceTimes> {
  let passed = 0;
  const events = await traceMainThread(browser, page, async () => {
    passed = await passFrames(page, SLICED_FRAMES);
  });
  const wallMs = await page.evaluate((count) => {
    const history = globalThis.bench.scope?.frames;
    if (history === undefined) throw new Error('Cannot look at slices: the page has no Framescope');
    const to = history.endFrame;
    const values = new Float64Array(count);
    history.read('framescope:self_ms{part="render"}', to - count, to, values);
    return [...values].filter((ms) => ms > 0);
  }, passed);
  const threadMs = events
    .filter(({ name, args: { data } }) => name === 'FunctionCall' && isOutsideFrames(data))
    .map(({ tdur = 0 }) => tdur / 1000)
    .sort((a, b) => b - a);
  return { wallMs, threadMs: threadMs.slice(0, wallMs.length) };
}

/** Of Framescope's build, but not the function that the page's frames run in. */
function isOutsideFrames({ url, functionName }: NonNullable<TraceEvent['args']['data']> = {}): boolean {
  return url?.includes('/dist/') === true && functionName !== 'framescopeFrame';
}

/** What is measured of each page as one value. */
const VALUES = ['ms', 'bytes', 'buffers'] as const;

function emptyValues(): Record<(typeof VALUES)[number], Map<string, number[]>> {
  return { ms: new Map(), bytes: new Map(), buffers: new Map() };
}

function add(map: Map<string, number[]>, key: string, value: number): void {
  map.set(key, [...(map.get(key) ?? []), value]);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
