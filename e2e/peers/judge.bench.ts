// npm run bench:judge, a part of bench:probes: the frames of the demo's scene three as Framescope sees them, judged by the browser's own
// trace of the same frames: when the presented ones began, and how long their animation frame callbacks were under way. The clocks
// differ by what is done between them: FireAnimationFrame begins before and ends after the callback, and a renderer in software may take
// the core just then; FunctionCall is the callback alone. Both include what Framescope does in the frame, which its CPU time does not.
import { writeFileSync } from 'node:fs';
import type { Browser, Page } from '@playwright/test';
import { quantile } from 'framescope/metrics';
import type {} from '../../demo/demo-scene.ts';
import { launchBrowser, median } from './bench-page.ts';

const ROUNDS = 3;
const WARMUP_FRAMES = 120;
const FRAMES = 600;
/** Small, so that a renderer in software leaves the page a core. */
const VIEWPORT = { width: 480, height: 270 };
const SCENE = '?scene=three&hud=hidden&session=0';
const CATEGORIES = ['cc', 'benchmark', 'devtools.timeline', 'blink.user_timing'];
/** Of the intervals, relative; of the CPU time, relative or in ms a callback, whichever allows more. */
const INTERVAL_LIMIT = 0.01;
const CPU_LIMIT = 0.05;
const CALLBACK_LIMIT_MS = 0.1;

/** An event of Chrome's trace event format: times are µs of the machine's clock. */
interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly ts: number;
  readonly dur?: number;
  readonly args: Record<string, { state?: string; startTime?: number; functionName?: string } | undefined>;
}

type Lists<Name extends string> = Readonly<Record<Name, readonly number[]>>;
/** What Framescope says of the frames between two moments, in ms. */
type Ours = Lists<'intervals' | 'cpu' | 'cpuAndOwn'>;
/** What the trace says, likewise. */
type Trace = Lists<'PipelineReporter' | 'FireAnimationFrame' | 'FunctionCall'>;

const ascending = (values: Iterable<number>) => [...values].filter((ms) => ms >= 0).sort((a, b) => a - b);
const differences = (times: readonly number[]) => times.slice(1).map((ms, k) => ms - (times[k] as number));

/** Waits until the scene has had so many frames more. */
async function passDemoFrames(page: Page, count: number): Promise<void> {
  const end = (await page.evaluate(() => demo?.scope.frames.endFrame ?? 0)) + count;
  await page.waitForFunction((end) => (demo?.scope.frames.endFrame ?? 0) >= end, end, { polling: 500, timeout: 0 });
}

/** Notes a moment in the trace and gives it in the page's time, in ms. */
function markNow(page: Page): Promise<number> {
  return page.evaluate(() => performance.mark('framescope judge').startTime);
}

function readOurs(page: Page, fromMs: number, toMs: number): Promise<Ours> {
  return page.evaluate(
    ([fromMs, toMs]) => {
      const { frames } = (demo as NonNullable<typeof demo>).scope;
      const column = (key: string) => {
        const values = new Float64Array(frames.endFrame - frames.firstFrame);
        frames.read(key, frames.firstFrame, frames.endFrame, values);
        return values;
      };
      const times = column('time');
      const isInside = (_: number, k: number) => (times[k] as number) >= fromMs && (times[k] as number) <= toMs;
      const cpu = column('engine:performance.cpu_time_ms');
      // What a frame's end costs is known after it, and stands in the next row.
      const own = column('framescope:self_ms{part="collect"}');
      return {
        // The first reaches back to a frame before the span.
        intervals: [...column('interval').filter(isInside)].slice(1),
        cpu: [...cpu.filter(isInside)],
        cpuAndOwn: [...cpu.map((ms, k) => ms + (own[k + 1] ?? Number.NaN)).filter(isInside)],
      };
    },
    [fromMs, toMs] as const,
  );
}

function readTrace(events: readonly TraceEvent[], fromMs: number, toMs: number): Trace {
  const mark = events.find((event) => event.name === 'framescope judge');
  if (mark?.args.data?.startTime === undefined) throw new Error('The trace has no mark of the page');
  // What the page calls 0.
  const originMs = mark.ts / 1000 - mark.args.data.startTime;
  const inPage = events
    .map((event) => ({ ...event, timeMs: event.ts / 1000 - originMs }))
    .filter(({ pid, timeMs }) => pid === mark.pid && timeMs >= fromMs && timeMs <= toMs);
  const isPresented = ({ name, ph, args }: TraceEvent) =>
    name === 'PipelineReporter' && ph === 'b' && /PRESENTED_(ALL|PARTIAL)$/.test(args.frame_reporter?.state ?? '');
  // A frame whose parts were presented one after the other has a reporter for each.
  const begins = ascending(new Set(inPage.filter(isPresented).map(({ timeMs }) => timeMs)));
  const durations = (isWanted: (event: TraceEvent) => boolean) =>
    inPage.filter((event) => event.ph === 'X' && isWanted(event)).map(({ dur = Number.NaN }) => dur / 1000);
  return {
    PipelineReporter: differences(begins),
    FireAnimationFrame: durations(({ name }) => name === 'FireAnimationFrame'),
    // As Framescope names what calls the page's callback.
    FunctionCall: durations(
      ({ name, args }) => name === 'FunctionCall' && args.data?.functionName === 'framescopeFrame',
    ),
  };
}

async function judge(browser: Browser): Promise<{ ours: Ours; trace: Trace }> {
  const page = await browser.newPage({ viewport: VIEWPORT });
  try {
    await page.goto(`${process.env.FRAMESCOPE_URL}${SCENE}`);
    await page.waitForSelector('html[data-ready="true"]', { state: 'attached' });
    await browser.startTracing(page, { categories: CATEGORIES });
    await passDemoFrames(page, WARMUP_FRAMES);
    const fromMs = await markNow(page);
    await passDemoFrames(page, FRAMES);
    const toMs = await markNow(page);
    // Reports of the last frames are written once they are on the screen.
    await passDemoFrames(page, WARMUP_FRAMES);
    const ours = await readOurs(page, fromMs, toMs);
    const { traceEvents } = JSON.parse((await browser.stopTracing()).toString()) as { traceEvents: TraceEvent[] };
    return { ours, trace: readTrace(traceEvents, fromMs, toMs) };
  } finally {
    await page.close();
  }
}

const COMPARED = [
  { name: 'frame interval', list: 'intervals', peer: 'PipelineReporter', quantiles: [0.5, 0.95, 0.99] },
  { name: 'CPU time', list: 'cpu', peer: 'FireAnimationFrame', quantiles: [0.5, 0.95] },
  { name: 'CPU time and our own', list: 'cpuAndOwn', peer: 'FireAnimationFrame', quantiles: [0.5, 0.95] },
  { name: 'CPU time and our own', list: 'cpuAndOwn', peer: 'FunctionCall', quantiles: [0.5, 0.95] },
] as const;

const browser = await launchBrowser();
try {
  const rounds: Awaited<ReturnType<typeof judge>>[] = [];
  for (let round = 0; round < ROUNDS; round++) rounds.push(await judge(browser));
  const rows = COMPARED.flatMap(({ name, list, peer, quantiles }) =>
    quantiles.map((p) => {
      const pairs = rounds.map(({ ours, trace }) => ({
        ours: quantile(ascending(ours[list]), p),
        trace: quantile(ascending(trace[peer]), p),
      }));
      const value = median(pairs.map(({ ours }) => ours));
      const expected = median(pairs.map(({ trace }) => trace));
      const errorMs = median(pairs.map(({ ours, trace }) => ours - trace));
      const error = median(pairs.map(({ ours, trace }) => ours / trace - 1));
      const isWithin =
        list === 'intervals'
          ? Math.abs(error) <= INTERVAL_LIMIT
          : Math.abs(error) <= CPU_LIMIT || Math.abs(errorMs) <= CALLBACK_LIMIT_MS;
      return { case: `${name}, p${p * 100}`, value, unit: 'ms', ratio: 1 + error, peer, expected, errorMs, isWithin };
    }),
  );
  const counts = rounds.map(({ ours, trace }) => `${ours.cpu.length} / ${trace.FireAnimationFrame.length}`);
  console.log(`Scene three, ${ROUNDS} rounds; frames / callbacks: ${counts.join(', ')}; medians of the rounds`);
  console.table(
    Object.fromEntries(
      rows.map((row) => [
        `${row.case} against ${row.peer}`,
        {
          'ours ms': Number(row.value.toFixed(3)),
          'trace ms': Number(row.expected.toFixed(3)),
          'error %': Number((100 * (row.ratio - 1)).toFixed(2)),
          'error ms': Number(row.errorMs.toFixed(3)),
          'within the limit': row.isWithin,
        },
      ]),
    ),
  );
  const environment = {
    browser: browser.version(),
    node: process.version,
    rounds: ROUNDS,
    frames: FRAMES,
    scene: SCENE,
  };
  writeFileSync('bench-results/judge.json', `${JSON.stringify({ name: 'judge', environment, rows }, null, 2)}\n`);
} finally {
  await browser.close();
}
