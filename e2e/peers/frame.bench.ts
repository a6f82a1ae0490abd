// npm run bench:frame: what ending a frame with 100 metrics costs inside real animation frames, recording on: the row alone, and all
// that Framescope does in a frame, with its garbage. (The same row in a loop of 10,000 is in bench:metrics.)
import { writeFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { garbageBytes, launchBrowser, median, onBenchPage, passFrames } from './bench-page.ts';

const ROUNDS = 3;
const WARMUP_FRAMES = 300;
const FRAMES = 600;
const RECORDING = 'tool=collector&metrics=100&session';

/**
 * Times every end of a frame from now on; the clock steps 5 µs, so that only means say something. That of the 98 % shortest
 * leaves out the frames in which the system gave the core to a renderer in software: one such pause is longer than hundreds of ends.
 */
async function timeEndFrame(
  page: Page,
): Promise<{ commitUs: number; undisturbedUs: number; collectUs: number; metrics: number }> {
  await page.evaluate(() => {
    const { registry } = bench.scope.metrics;
    const endFrame = registry.endFrame.bind(registry);
    const timed: number[] = [];
    Object.assign(globalThis, { timed });
    registry.endFrame = (frame) => {
      const startMs = performance.now();
      endFrame(frame);
      timed.push(performance.now() - startMs);
    };
  });
  const from = await page.evaluate(() => bench.scope.frames.endFrame);
  await passFrames(page, FRAMES);
  return page.evaluate((first) => {
    const { frames, metrics } = bench.scope;
    const { timed } = globalThis as unknown as { timed: number[] };
    const meanUs = (spans: readonly number[]) => (spans.reduce((sum, ms) => sum + ms, 0) / spans.length) * 1000;
    timed.sort((a, b) => a - b);
    const collect = new Float64Array(frames.endFrame - first);
    frames.read('framescope:self_ms{part="collect"}', first, frames.endFrame, collect);
    const known = [...collect].filter((ms) => ms >= 0);
    return {
      commitUs: meanUs(timed),
      undisturbedUs: meanUs(timed.slice(0, Math.floor(timed.length * 0.98))),
      collectUs: meanUs(known),
      metrics: metrics.registry.size,
    };
  }, from);
}

const browser = await launchBrowser();
try {
  const rounds: Awaited<ReturnType<typeof timeEndFrame>>[] = [];
  const garbage: Record<string, number[]> = { none: [], collector: [], recording: [] };
  for (let round = 0; round < ROUNDS; round++) {
    rounds.push(await onBenchPage(browser, RECORDING, WARMUP_FRAMES, timeEndFrame));
    for (const [name, query] of [
      ['none', 'tool=none'],
      ['collector', 'tool=collector&metrics=100'],
      ['recording', RECORDING],
    ] as const) {
      garbage[name]?.push(
        await onBenchPage(browser, query, WARMUP_FRAMES, (page, session) => garbageBytes(page, session, FRAMES)),
      );
    }
  }
  const bytes = (name: string) => median(garbage[name] ?? []) - median(garbage.none ?? []);
  const rows = [
    { case: 'end of a frame, recording', value: median(rounds.map(({ commitUs }) => commitUs)), unit: 'µs/frame' },
    {
      case: 'end of a frame, its 98 % shortest',
      value: median(rounds.map(({ undisturbedUs }) => undisturbedUs)),
      unit: 'µs/frame',
    },
    {
      case: 'everything in the frame, recording',
      value: median(rounds.map(({ collectUs }) => collectUs)),
      unit: 'µs/frame',
    },
    { case: 'garbage, collector', value: bytes('collector'), unit: 'B/frame' },
    { case: 'garbage, recording', value: bytes('recording'), unit: 'B/frame' },
  ].map((row) => ({ ...row, ratio: null, peer: null }));
  console.log(
    `${rounds[0]?.metrics} metrics, ${ROUNDS} rounds of ${FRAMES} frames; garbage by sampling, less that of the page alone`,
  );
  console.table(
    Object.fromEntries(rows.map(({ case: name, value, unit }) => [name, { value: Number(value.toFixed(2)), unit }])),
  );
  const environment = { browser: browser.version(), node: process.version, rounds: ROUNDS, frames: FRAMES };
  writeFileSync('bench-results/frame.json', `${JSON.stringify({ name: 'frame', environment, rows }, null, 2)}\n`);
} finally {
  await browser.close();
}
