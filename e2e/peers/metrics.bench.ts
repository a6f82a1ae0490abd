// npm run bench:metrics: what an update of a metric and the end of a frame cost, beside other metric libraries in the same run.
//
// Time: 64 metrics in rotation, the same loop around each operation; each row is the median of interleaved rounds. The floor is
// `f64[slot]++` in that loop. Bytes: growth of the heap over a loop so short that the young generation, set large for this, is
// not collected meanwhile; a row in which it was shows no figure.
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { EngineMetrics, FrameHistory, type FrameStamp, MetricsRegistry } from 'framescope/metrics';
import { growths } from './heap-growth.ts';
import { CALL, measureUpdates } from './measure-updates.ts';
import { promCases, seriesCases, textCases } from './prom-cases.ts';
import { METRICS, type UpdateCase, updateCases } from './update-cases.ts';

const ROUNDS = 101;
const YOUNG_GENERATION_MIB = 256;

if (process.env.FRAMESCOPE_BENCH_CHILD === undefined) {
  const size = String(YOUNG_GENERATION_MIB);
  const { status } = spawnSync(
    process.execPath,
    ['--expose-gc', `--min-semi-space-size=${size}`, `--max-semi-space-size=${size}`, fileURLToPath(import.meta.url)],
    { stdio: 'inherit', env: { ...process.env, FRAMESCOPE_BENCH_CHILD: '1' } },
  );
  process.exit(status ?? 1);
}

const rows = [
  ...(await measureAll([...updateCases(), ...promCases()])),
  ...measureFrames(),
  ...(await measureTexts()),
  ...measureSeries(),
];
print(rows);
writeFileSync(
  'bench-results/metrics.json',
  `${JSON.stringify(
    {
      name: 'metrics',
      environment: {
        node: process.version,
        v8: process.versions.v8,
        cpu: cpus()[0]?.model,
        cores: cpus().length,
        rounds: ROUNDS,
        metrics: METRICS,
      },
      rows,
    },
    null,
    2,
  )}\n`,
);

interface Row {
  case: string;
  value: number;
  unit: string;
  /** Of an update: to the floor. */
  ratio: number | null;
  peer: string | null;
  /** NaN where the young generation was collected meanwhile. */
  bytes: number;
}

async function measureAll(updates: readonly UpdateCase[]): Promise<Row[]> {
  const times = await measureUpdates(updates, ROUNDS);
  return times.map(({ nanoseconds, ...row }, k) => ({
    ...row,
    value: nanoseconds,
    unit: 'ns/op',
    bytes: bytesPerOp((updates[k] as UpdateCase).run, 100_000),
  }));
}

function bytesPerOp(run: (n: number) => void, n: number): number {
  return median(Array.from({ length: 5 }, () => growths([() => runMany(run, n)])[0] as number)) / n;
}

function runMany(run: UpdateCase['run'], n: number): void {
  for (let done = 0; done < n; done += CALL) run(CALL);
}

/** All of 1,000 metrics as text. */
async function measureTexts(): Promise<Row[]> {
  const cases = textCases();
  const rounds = cases.map(() => [] as number[]);
  for (let round = 0; round < ROUNDS; round++) {
    for (const [k, { write }] of cases.entries()) {
      const start = performance.now();
      await write();
      rounds[k]?.push((performance.now() - start) * 1000);
    }
  }
  const times = rounds.map(median);
  return cases.map(({ peer }, k) => ({
    case: 'text of 1,000 metrics',
    value: times[k] as number,
    unit: 'µs',
    ratio: null,
    peer,
    bytes: Number.NaN,
  }));
}

/** What the heap and typed arrays keep of a counter series with two labels, without history. */
function measureSeries(): Row[] {
  const collect = (globalThis as unknown as { gc(): void }).gc;
  const used = () => {
    collect();
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    return heapUsed + arrayBuffers;
  };
  const kept: unknown[] = [];
  return seriesCases.map(({ peer, make }) => {
    kept.push(make());
    const before = used();
    kept.push(make());
    const value = (used() - before) / 10_000;
    return { case: 'counter series, two labels', value, unit: 'B kept', ratio: null, peer, bytes: Number.NaN };
  });
}

function measureFrames(): Row[] {
  return [100, 1000].flatMap((metrics) => measureFrameEnd(metrics)).concat(measureUpdateFrame());
}

/** The end of a frame into the real history, whose ring is at its cap, in a loop of 10,000; `maintain()` stands outside, as in a page. */
function measureFrameEnd(metrics: number): Row[] {
  const registry = new MetricsRegistry();
  const history = new FrameHistory(registry.backend, { capacityBytes: metrics * 2 ** 15 });
  const counters = Array.from({ length: metrics * 0.4 }, (_, k) => registry.registerCounter('bench', `c${k}`));
  const gauges = Array.from({ length: metrics * 0.4 }, (_, k) =>
    registry.registerGauge('bench', `g${k}`, k % 4 === 0 ? { reset: 'frame' } : {}),
  );
  for (let k = 0; k < metrics * 0.1; k++) registry.registerHistogram('bench', `h${k}`).record(k);
  for (let k = 0; k < metrics * 0.1; k++) registry.registerRate('bench', `r${k}`).mark();
  const stamp: FrameStamp = { timeMs: 0, intervalMs: 16.5, gap: 'none' };
  const endFrames = (n: number) => {
    for (let k = 0; k < n; k++) {
      stamp.timeMs += 16.5;
      registry.endFrame(stamp);
    }
  };
  const update = () => {
    for (const counter of counters) counter.increment();
    for (const gauge of gauges) gauge.set(stamp.timeMs);
  };
  return measureInBatches(`end of a frame, ${metrics} metrics`, endFrames, update, () => history.maintain());
}

/** The default engine metrics, filled from a frame's sample. */
function measureUpdateFrame(): Row[] {
  const metrics = EngineMetrics.withDefaultConfig();
  const history = new FrameHistory(metrics.registry.backend, { capacityBytes: 2 ** 19 });
  const frame = { timeMs: 0, frameTimeMs: 16.5, cpuTimeMs: 4.5, drawCalls: 500, triangles: 1e6, memoryMb: 64.5 };
  const endFrames = (n: number) => {
    for (let k = 0; k < n; k++) {
      frame.timeMs += 16.5;
      metrics.updateFrame(frame);
    }
  };
  const rows = measureInBatches(
    'updateFrame, default metrics',
    endFrames,
    () => {},
    () => history.maintain(),
  );
  return rows.slice(0, 1);
}

function measureInBatches(
  name: string,
  endFrames: (n: number) => void,
  update: () => void,
  maintain: () => void,
): Row[] {
  const BATCH = 30;
  const FRAMES = 10_000;
  const round = () => {
    let frameMs = 0;
    let maintainMs = 0;
    for (let k = 0; k < FRAMES; k += BATCH) {
      update();
      const start = performance.now();
      endFrames(BATCH);
      const middle = performance.now();
      maintain();
      maintainMs += performance.now() - middle;
      frameMs += middle - start;
    }
    return [(frameMs * 1000) / FRAMES, (maintainMs * 1000) / FRAMES] as const;
  };
  round();
  const rounds = Array.from({ length: 15 }, round);
  // Short and long steps in turn: what asking for the size takes is in both, and not in their difference. So many steps that
  // blocks begin, are sealed and leave the ring among them.
  const steps = Array.from({ length: 25 }, () => [
    () => endFrames(10),
    maintain,
    () => endFrames(250),
    maintain,
  ]).flat();
  const grown = growths(steps);
  const sumOf = (part: number) => grown.reduce((sum, bytes, k) => (k % 4 === part ? sum + bytes : sum), 0) / 25;
  const frameBytes = (sumOf(2) - sumOf(0)) / 240;
  const maintainBytes = (sumOf(1) + sumOf(3)) / 260;
  const row = (what: string, value: number, bytes: number): Row => ({
    case: what,
    value,
    unit: 'µs/frame',
    ratio: null,
    peer: null,
    bytes,
  });
  return [
    row(name, median(rounds.map(([frame]) => frame)), frameBytes),
    row(`${name}: maintain(), off its path`, median(rounds.map(([, maintained]) => maintained)), maintainBytes),
  ];
}

function median(values: readonly number[]): number {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? Number.NaN;
}

function print(all: readonly Row[]): void {
  console.log(`Node ${process.version}, ${cpus()[0]?.model}; median of ${ROUNDS} interleaved rounds`);
  console.table(
    all.map(({ case: name, peer, value, unit, ratio, bytes }) => ({
      case: name,
      library: peer ?? (ratio === 1 ? '' : 'framescope'),
      value: Number(value.toFixed(value < 100 ? 2 : 0)),
      unit,
      '÷ floor': ratio === null ? '' : Number(ratio.toFixed(1)),
      bytes: Math.abs(bytes) < 0.05 ? 0 : Number(bytes.toFixed(1)),
    })),
  );
}
