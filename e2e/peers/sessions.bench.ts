// npm run bench:sessions: what recording adds to a frame, what an hour of the three scene takes, and how long it takes to read,
// import and export it, what two hours need, and what is lost when a browser is killed while it records, 50 times
// (SESSIONS_KILLS=0 npm run bench:sessions: never).
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from '@playwright/test';
import { quantile } from 'framescope/metrics';
import type {} from '../pages/sessions.ts';
import { launchBrowser, median, onBenchPage, passFrames } from './bench-page.ts';
import { frameWorkMs } from './frame-work.ts';
import { killRound } from './kill-round.ts';
import { hourOf } from './session-hour.ts';
import { recordTwoHours } from './two-hours.ts';

const ROUNDS = 2;
const WARMUP_FRAMES = 300;
/** A minute of raw blocks becomes a chunk meanwhile. */
const FRAMES = { off: 2500, on: 5000 };
const SAMPLE_MS = 90_000;
const KILLS = Number(process.env.SESSIONS_KILLS ?? 50);

declare global {
  /** The longest task since the last call, in ms; 0 when none took 50. */
  var takeLongestTaskMs: () => number;
}

type Row = { case: string; value: number; unit: string; ratio: number | null; peer: null };
const rows: Row[] = [];
const report = (name: string, value: number, unit: string) =>
  rows.push({ case: name, value, unit, ratio: null, peer: null });

/** A session of the three scene, as a file. */
async function recordScene(browser: Browser): Promise<string> {
  const page = await browser.newPage({ viewport: { width: 640, height: 360 } });
  try {
    await page.goto(`${process.env.FRAMESCOPE_URL}?scene=three&hud=hidden&load=0.1`);
    await page.waitForFunction(
      () => (globalThis.__FRAMESCOPE__?.scopes[0]?.sessions.current?.summary.frames ?? 0) > 60,
    );
    await page.waitForFunction(
      (ms) => (globalThis.__FRAMESCOPE__?.scopes[0]?.sessions.current?.summary.durationMs ?? 0) >= ms,
      SAMPLE_MS,
      { polling: 1000, timeout: 4 * SAMPLE_MS },
    );
    return await page.evaluate(async () => {
      const { sessions } = globalThis.__FRAMESCOPE__?.scopes[0] ?? bench.scope;
      const summary = await sessions.stop();
      return (await sessions.export(summary?.id)).text();
    });
  } finally {
    await page.close();
  }
}

/**
 * What recording adds to the main thread's work of each frame. A sink that takes nothing is there all the time: while somebody
 * watches, the GPU is timed and the page is looked at, and that is not what recording costs.
 */
async function measureRecording(browser: Browser): Promise<void> {
  const work = await onBenchPage(browser, 'tool=collector&metrics=50', WARMUP_FRAMES, async (page) => {
    await page.evaluate(() => {
      const nothing = () => undefined;
      const settled = () => Promise.resolve();
      bench.scope.metrics.registry.backend.sinks.add({
        onLayout: nothing,
        onBlock: nothing,
        flush: settled,
        close: settled,
      });
    });
    const taken: Record<'off' | 'on', number[][]> = { off: [], on: [] };
    for (let round = 0; round < ROUNDS; round++) {
      for (const mode of ['off', 'on'] as const) {
        await page.evaluate(async (isOn) => {
          const { sessions } = bench.scope;
          await (isOn ? sessions.start() : sessions.stop());
        }, mode === 'on');
        await passFrames(page, WARMUP_FRAMES);
        taken[mode].push(await frameWorkMs(browser, page, FRAMES[mode]));
      }
    }
    return taken;
  });
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const p999 = (rounds: readonly number[][]) => quantile(Float64Array.from(rounds.flat()).sort(), 0.999);
  const added = work.on.map((round, k) => mean(round) - mean(work.off[k] as number[]));
  report('recording, added to the main thread', median(added), 'ms/frame');
  report('p99.9 of a frame’s work, recording off', p999(work.off), 'ms');
  report('p99.9 of a frame’s work, recording on', p999(work.on), 'ms');
  report('frames of that', work.on.flat().length, '');
}

/** Two hours whose frames come as fast as they can, into a real store. */
async function measureTwoHours(browser: Browser): Promise<void> {
  const page = await openSessions(browser);
  const { heapMb, largestChunk, bytes } = await recordTwoHours(page);
  report('two hours: heap after each half hour, from', Math.min(...heapMb), 'MB');
  report('two hours: heap after each half hour, to', Math.max(...heapMb), 'MB');
  report('two hours: largest chunk', largestChunk / 1e6, 'MB');
  report('two hours as they are stored', bytes / 1e6, 'MB');
  await timed(page, 'two hours: opening, and 1,000 points of the first chart', () =>
    page.evaluate(async () => {
      const [summary] = await sessionsPage.sessions.list();
      const { frames } = await sessionsPage.sessions.open(summary?.id ?? '');
      const intervals = new Float64Array(frames.endFrame - frames.firstFrame);
      frames.read('interval', frames.firstFrame, frames.endFrame, intervals);
      const step = Math.ceil(intervals.length / 1000);
      const points = Array.from({ length: 1000 }, (_, k) => Math.max(...intervals.subarray(k * step, (k + 1) * step)));
      return points.length;
    }),
  );
  await page.close();
}

/** Opens the page of sessions, with an observer of its long tasks. */
async function openSessions(browser: Browser): Promise<Page> {
  const page = await browser.newPage();
  await page.goto(`${process.env.FRAMESCOPE_URL}e2e-pages/sessions.html`);
  await page.waitForSelector('html[data-ready="true"]', { state: 'attached' });
  await page.evaluate(() => {
    const longTasks = new PerformanceObserver((list) => taken.push(...list.getEntries()));
    const taken: PerformanceEntry[] = [];
    longTasks.observe({ type: 'longtask' });
    globalThis.takeLongestTaskMs = () => {
      const entries = [...taken.splice(0), ...longTasks.takeRecords()];
      return Math.max(0, ...entries.map(({ duration }) => duration));
    };
  });
  return page;
}

/** How long something takes in the page, and the longest task meanwhile; tasks below 50 ms are not told. */
async function timed<T>(page: Page, name: string, work: () => Promise<T>): Promise<T> {
  await page.evaluate(() => takeLongestTaskMs());
  const startMs = performance.now();
  const result = await work();
  report(name, performance.now() - startMs, 'ms');
  const longest = await page.evaluate(() => takeLongestTaskMs());
  report(`${name}: longest task`, longest, longest === 0 ? 'ms (below 50)' : 'ms');
  return result;
}

const folder = mkdtempSync(join(tmpdir(), 'framescope-sessions-'));
const browser = await launchBrowser();
try {
  await measureRecording(browser);
  await measureTwoHours(browser);

  const hour = hourOf(await recordScene(browser));
  report('columns of the hour', hour.columns, '');
  const page = await openSessions(browser);
  await page.route('**/hour.json', (route) => route.fulfill({ body: hour.text, contentType: 'application/json' }));
  report('file of the hour', Buffer.byteLength(hour.text) / 1e6, 'MB');
  const file = await page.evaluateHandle(async () => (await fetch('/hour.json')).blob());
  const stored = await timed(page, 'importing the hour', () =>
    page.evaluate(async (blob) => (await sessionsPage.sessions.import(blob)).summary.id, file),
  );
  const [summary] = await page.evaluate(() => sessionsPage.sessions.list());
  report('the hour as it is stored', (summary?.bytes ?? Number.NaN) / 1e6, 'MB');
  report('a value as it is stored', (summary?.bytes ?? Number.NaN) / hour.values, 'bytes');
  const opened = await timed(page, 'opening the hour', () =>
    page.evaluateHandle((id) => sessionsPage.sessions.open(id), stored),
  );
  await timed(page, 'its statistics, in one call', () => page.evaluate((session) => session.stats().frame.p99, opened));
  await timed(page, 'exporting the hour', () =>
    page.evaluate(async (id) => (await sessionsPage.sessions.export(id)).size, stored),
  );
  await page.close();

  if (KILLS > 0) {
    const rounds = [];
    for (let round = 0; round < KILLS; round++) rounds.push(await killRound(join(folder, String(round)), round));
    report(`lost at most, ${KILLS} kills`, Math.max(...rounds.map(({ lostMs }) => lostMs)), 'ms');
    report('lost, median', median(rounds.map(({ lostMs }) => lostMs)), 'ms');
    report(
      'frames out of order',
      rounds.reduce((sum, { damaged }) => sum + damaged, 0),
      '',
    );
  }
  console.table(
    Object.fromEntries(rows.map(({ case: name, value, unit }) => [name, { value: Number(value.toFixed(3)), unit }])),
  );
  const environment = { browser: browser.version(), node: process.version, rounds: ROUNDS, frames: FRAMES };
  writeFileSync('bench-results/sessions.json', `${JSON.stringify({ name: 'sessions', environment, rows }, null, 2)}\n`);
} finally {
  await browser.close();
  rmSync(folder, { recursive: true, force: true });
}
