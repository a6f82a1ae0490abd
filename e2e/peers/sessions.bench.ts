// npm run bench:sessions: what recording adds to a frame, what an hour of the three scene takes, and how long it takes to read,
// import and export it. SESSIONS_KILLS=50 npm run bench:sessions also kills as many browsers while they record.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from '@playwright/test';
import { chromiumArgs } from '../configs/browser.mjs';
import type {} from '../pages/sessions.ts';
import { launchBrowser, mainThreadMs, median, onBenchPage } from './bench-page.ts';
import { hourOf } from './session-hour.ts';

const ROUNDS = 3;
const WARMUP_FRAMES = 600;
const FRAMES = 1200;
const SAMPLE_MS = 90_000;
const KILLS = Number(process.env.SESSIONS_KILLS ?? 0);

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

/** Kills the whole browser at a random moment while it records; gives what was lost, in ms, and whether all could be read. */
async function killRound(profile: string, round: number): Promise<{ lostMs: number; damaged: number }> {
  const executablePath = process.env.FRAMESCOPE_CHROMIUM;
  const launch = () =>
    chromium.launchPersistentContext(profile, { args: chromiumArgs, ...(executablePath && { executablePath }) });
  const context = await launch();
  const page = context.pages()[0] ?? (await context.newPage());
  await page.goto(`${process.env.FRAMESCOPE_URL}e2e-pages/sessions.html`);
  await page.waitForSelector('html[data-ready="true"]', { state: 'attached' });
  let lastMs = 0;
  await page.exposeFunction('tell', (timeMs: number) => {
    lastMs = timeMs;
  });
  const id = await page.evaluate(async () => {
    const session = await sessionsPage.sessions.start({ name: 'Killed' });
    const { frames } = sessionsPage;
    const time = new Float64Array(1);
    const tell = () => {
      frames.read('time', frames.endFrame - 1, frames.endFrame, time);
      (globalThis as unknown as { tell(ms: number): void }).tell(time[0] as number);
      requestAnimationFrame(tell);
    };
    tell();
    return session.summary.id;
  });
  // Another moment of the flushes each round, and of the blocks.
  const frames = 90 + ((round * 23) % 270);
  await page.waitForFunction((count) => (sessionsPage.sessions.current?.frames.endFrame ?? 0) >= count, frames);
  const { pid } = (await context
    .browser()
    ?.newBrowserCDPSession()
    .then(async (cdp) => {
      const { processInfo } = await cdp.send('SystemInfo.getProcessInfo');
      return { pid: processInfo.find(({ type }) => type === 'browser')?.id as number };
    })) ?? { pid: Number.NaN };
  const toldMs = lastMs;
  process.kill(pid, 'SIGKILL');
  await context.close().catch(() => undefined);

  const again = await launch();
  try {
    const witness = again.pages()[0] ?? (await again.newPage());
    await witness.goto(`${process.env.FRAMESCOPE_URL}e2e-pages/sessions.html`);
    await witness.waitForSelector('html[data-ready="true"]', { state: 'attached' });
    return await witness.evaluate(
      async ({ id, toldMs }) => {
        await sessionsPage.sessions.recover();
        const session = await sessionsPage.sessions.open(id);
        const { firstFrame, endFrame } = session.frames;
        const time = new Float64Array(endFrame - firstFrame);
        session.frames.read('time', firstFrame, endFrame, time);
        // A frame that is missing or not behind the one before would be a block that was lost or damaged.
        const damaged = time.filter((ms, k) => !(k === 0 || ms > (time[k - 1] as number))).length;
        return { lostMs: toldMs - (time.at(-1) ?? Number.NaN), damaged };
      },
      { id, toldMs },
    );
  } finally {
    await again.close();
  }
}

const folder = mkdtempSync(join(tmpdir(), 'framescope-sessions-'));
const browser = await launchBrowser();
try {
  const added: Record<'off' | 'on', number[]> = { off: [], on: [] };
  for (let round = 0; round < ROUNDS; round++) {
    for (const mode of round % 2 === 0 ? (['off', 'on'] as const) : (['on', 'off'] as const)) {
      const query = `tool=collector&metrics=50${mode === 'on' ? '&session' : ''}`;
      added[mode].push(
        await onBenchPage(browser, query, WARMUP_FRAMES, (page, cdp) => mainThreadMs(page, cdp, FRAMES)),
      );
    }
  }
  report('recording, added to the main thread', median(added.on) - median(added.off), 'ms/frame');

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
  await timed(page, 'opening the hour, and its statistics', () =>
    page.evaluate(async (id) => (await sessionsPage.sessions.open(id)).stats().frame.p99, stored),
  );
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
