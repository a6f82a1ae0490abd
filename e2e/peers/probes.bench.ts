// npm run bench:probes: what a probe adds to the main thread of frames with many draws, and its garbage. A fresh page for each
// variant, interleaved over the rounds, and the page without a probe twice: what differs between those two is noise. A ratio is
// taken within a round, and the median of the rounds counts.
import { writeFileSync } from 'node:fs';
import type { CDPSession, Page } from '@playwright/test';
import { garbageBytes, launchBrowser, median, onBenchPage, passFrames } from './bench-page.ts';

const ROUNDS = 7;
const DRAWS = 10_000;
/** Few, so that the frames of the garbage, which is not of the draws, do not take minutes. */
const GARBAGE_DRAWS = 100;
const GARBAGE_WARMUP = 180;
const GARBAGE_FRAMES = 480;
const WEBGPU = { file: 'bench-probes.html', warmup: 180, frames: 240 };
/** The page's address, its frames before and while it is measured, and the most that the time may grow by. */
const CASES = [
  { ...WEBGPU, name: 'WebGPU, one device', query: 'targets=1', limit: 1.1 },
  { ...WEBGPU, name: 'WebGPU, two devices', query: 'targets=2', limit: 1.6 },
  // A frame of which waits for the GPU process some 170 times.
  { file: 'bench-webgl.html', warmup: 6, frames: 10, name: 'WebGL, nine calls a draw', query: '', limit: 1.1 },
];
const VARIANTS = ['off', 'on', 'control'] as const;

/** The main-thread time of the next frames' submission, in ms: the tenth percentile, because the rest of the machine only adds. */
async function submissionMs(page: Page, count: number): Promise<number> {
  await passFrames(page, count);
  const times = await page.evaluate((count) => {
    const { frames, submissionMs } = bench;
    const length = submissionMs?.length ?? 0;
    return Array.from({ length: count }, (_, k) => submissionMs?.[(frames - 1 - k) % length] ?? Number.NaN);
  }, count);
  return times.sort((a, b) => a - b)[Math.floor(count / 10)] as number;
}

const browser = await launchBrowser();
try {
  const rows = [];
  for (const { file, warmup, frames, name, query, limit } of CASES) {
    const measure = <T>(probe: string, draws: number, passed: number, take: Parameters<typeof onBenchPage<T>>[3]) =>
      onBenchPage(browser, `${query}&draws=${draws}&probe=${probe}`, passed, take, file);
    const submission = (page: Page) => submissionMs(page, frames);
    const rounds: Record<(typeof VARIANTS)[number], number>[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const times = { off: Number.NaN, on: Number.NaN, control: Number.NaN };
      for (const variant of round % 2 === 0 ? VARIANTS : VARIANTS.toReversed())
        times[variant] = await measure(variant === 'on' ? 'on' : 'off', DRAWS, warmup, submission);
      rounds.push(times);
    }
    const garbage = async (probe: string) => {
      const take = (page: Page, session: CDPSession) => garbageBytes(page, session, GARBAGE_FRAMES);
      return median([
        await measure(probe, GARBAGE_DRAWS, GARBAGE_WARMUP, take),
        await measure(probe, GARBAGE_DRAWS, GARBAGE_WARMUP, take),
      ]);
    };
    for (const variant of VARIANTS)
      rows.push({
        case: `${name}, ${variant}`,
        value: median(rounds.map((times) => times[variant])),
        unit: 'ms/frame',
        ratio: median(rounds.map((times) => times[variant] / times.off)),
        limit: variant === 'on' ? limit : null,
        peer: 'off',
      });
    rows.push({
      case: `${name}, garbage of a timed frame`,
      value: (await garbage('on')) - (await garbage('none')),
      unit: 'B/frame',
      ratio: null,
      limit: 1000,
      peer: 'Framescope without a target',
    });
  }
  console.log(`${DRAWS} draws a frame; ${ROUNDS} rounds; garbage by sampling`);
  console.table(
    Object.fromEntries(
      rows.map(({ case: name, value, unit, ratio, limit }) => [
        name,
        { value: Number(value.toFixed(3)), unit, ratio: ratio && Number(ratio.toFixed(3)), limit },
      ]),
    ),
  );
  const environment = {
    browser: browser.version(),
    node: process.version,
    rounds: ROUNDS,
    draws: DRAWS,
  };
  writeFileSync('bench-results/probes.json', `${JSON.stringify({ name: 'probes', environment, rows }, null, 2)}\n`);
} finally {
  await browser.close();
}
