// npm run bench:metrics: what an update of a metric and the end of a frame cost, beside other metric libraries in the same run.
//
// Time: 64 metrics in rotation, the same loop around each operation; each row is the median of interleaved rounds. The floor is
// `f64[slot]++` in that loop. Bytes: growth of the heap over a loop so short that the young generation, set large for this, is
// not collected meanwhile; a row in which it was shows no figure.
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { PerformanceObserver } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { DDSketch } from '@datadog/sketches-js';
import { MeterProvider, MetricReader } from '@opentelemetry/sdk-metrics';
import { Stats } from '@probe.gl/stats';
import { EngineMetrics, FrameHistory, type FrameStamp, METRIC_TYPES, MetricsRegistry } from 'framescope/metrics';
import * as hdr from 'hdr-histogram-js';
import * as prom from 'prom-client';

const ROUNDS = 101;
/** Of one round of one row, ms: shorter than a scheduler's slice, so that also on a busy machine most rounds are undisturbed. */
const ROUND_MS = 1;
/** Operations of one call. */
const CALL = 2000;
const METRICS = 64;
const MASK = METRICS - 1;
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

interface Case {
  name: string;
  peer: string | null;
  /** Does the operation `n` times. Each has its own loop: a shared one would see all libraries and optimize for none. */
  run(n: number): void;
}

const indices = Array.from({ length: METRICS }, (_, k) => k);
const makeEach = <T>(make: (k: number) => T): T[] => indices.map(make);

/** Frame times in ms, lognormal around 12, the same in every run. */
const samples = (() => {
  let state = 7;
  const random = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state + 0.5) / 2 ** 32;
  };
  return Float64Array.from({ length: 1024 }, () =>
    Math.exp(2.5 + 0.5 * Math.sqrt(-2 * Math.log(random())) * Math.cos(2 * Math.PI * random())),
  );
})();
const sample = (i: number) => samples[i & 1023] as number;

/** What asking for the size of the heap takes by itself. */
let askingBytes = 0;
askingBytes = median(growths(new Array(100).fill(() => {})));

const cases: Case[] = [floor(), ...framescope(), ...promClient(), ...openTelemetry(), ...others()];
const rows = [...measureUpdates(cases), ...measureFrames()];
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

function floor(): Case {
  const values = new Float64Array(METRICS);
  return {
    name: 'floor: f64[slot]++',
    peer: null,
    run(n) {
      for (let i = 0; i < n; i++) (values[i & MASK] as number)++;
    },
  };
}

function framescope(): Case[] {
  const registry = new MetricsRegistry();
  new FrameHistory(registry.backend);
  // All types, both kinds of histogram, a removed metric and bad values are in use before anything is measured: what the
  // engine learns of one class must not be what makes it fast.
  for (const type of METRIC_TYPES) registry.register(type, 'other', type);
  registry.registerHistogram('other', 'explicit', { boundaries: [1, 2, 4, 8, 16, 32] });
  const counters = makeEach((k) => registry.registerCounter('bench', `counter${k}`));
  const labelled = makeEach((k) =>
    registry.registerCounter('bench', 'labelled', { labels: { zone: `${k}`, weapon: 'axe' } }),
  );
  const gauges = makeEach((k) => registry.registerGauge('bench', `gauge${k}`));
  const rates = makeEach((k) => registry.registerRate('bench', `rate${k}`));
  const histograms = makeEach((k) => registry.registerHistogram('bench', `histogram${k}`));
  const timers = makeEach((k) => registry.registerTimer('bench', `timer${k}`));
  const explicit = makeEach((k) =>
    registry.registerHistogram('bench', `explicit${k}`, { boundaries: [1, 2, 4, 8, 16, 32, 64, 128] }),
  );
  const removed = registry.registerGauge('bench', 'removed');
  registry.remove(removed.id);
  const warn = console.warn;
  console.warn = () => {};
  for (let i = 0; i < 20_000; i++) {
    for (const handle of registry.query({ namespace: 'other' })) {
      if ('set' in handle) handle.set(i);
      else if ('record' in handle) handle.record(sample(i));
      else if ('mark' in handle) handle.mark();
      else handle.increment();
    }
    removed.set(i);
    if (i % 1000 === 0) {
      counters[0]?.increment(-1);
      histograms[0]?.record(Number.NaN);
      registry.tick(i);
    }
  }
  console.warn = warn;
  return [
    {
      name: 'counter increment',
      peer: null,
      run(n) {
        for (let i = 0; i < n; i++) counters[i & MASK]?.increment();
      },
    },
    {
      name: 'counter increment, two labels',
      peer: null,
      run(n) {
        for (let i = 0; i < n; i++) labelled[i & MASK]?.increment();
      },
    },
    {
      name: 'gauge set',
      peer: null,
      run(n) {
        for (let i = 0; i < n; i++) gauges[i & MASK]?.set(i * 0.5);
      },
    },
    {
      name: 'rate mark',
      peer: null,
      run(n) {
        for (let i = 0; i < n; i++) rates[i & MASK]?.mark();
      },
    },
    {
      name: 'histogram record, exponential',
      peer: null,
      run(n) {
        for (let i = 0; i < n; i++) histograms[i & MASK]?.record(sample(i));
      },
    },
    {
      name: 'timer record',
      peer: null,
      run(n) {
        for (let i = 0; i < n; i++) timers[i & MASK]?.record(sample(i));
      },
    },
    {
      name: 'histogram record, 8 boundaries',
      peer: null,
      run(n) {
        for (let i = 0; i < n; i++) explicit[i & MASK]?.record(sample(i));
      },
    },
  ];
}

function promClient(): Case[] {
  const register = new prom.Registry();
  const registers = [register];
  const help = 'bench';
  const counters = makeEach((k) => new prom.Counter({ name: `counter_${k}`, help, registers }));
  const labelled = new prom.Counter({ name: 'labelled', help, registers, labelNames: ['zone', 'weapon'] });
  const labels = makeEach((k) => ({ zone: `${k}`, weapon: 'axe' }));
  const children = labels.map((own) => labelled.labels(own));
  const gauges = makeEach((k) => new prom.Gauge({ name: `gauge_${k}`, help, registers }));
  const histograms = makeEach((k) => new prom.Histogram({ name: `histogram_${k}`, help, registers }));
  const peer = 'prom-client';
  return [
    {
      name: 'counter increment',
      peer,
      run(n) {
        for (let i = 0; i < n; i++) counters[i & MASK]?.inc();
      },
    },
    {
      name: 'counter increment, two labels',
      peer,
      run(n) {
        for (let i = 0; i < n; i++) labelled.inc(labels[i & MASK] as { zone: string; weapon: string });
      },
    },
    {
      name: 'counter increment, two labels, kept child',
      peer,
      run(n) {
        for (let i = 0; i < n; i++) children[i & MASK]?.inc();
      },
    },
    {
      name: 'gauge set',
      peer,
      run(n) {
        for (let i = 0; i < n; i++) gauges[i & MASK]?.set(i * 0.5);
      },
    },
    {
      name: 'histogram record, 11 boundaries',
      peer,
      run(n) {
        for (let i = 0; i < n; i++) histograms[i & MASK]?.observe(sample(i));
      },
    },
  ];
}

function openTelemetry(): Case[] {
  /** Without a reader nothing would be kept. */
  class KeepingReader extends MetricReader {
    protected override async onForceFlush(): Promise<void> {}
    protected override async onShutdown(): Promise<void> {}
  }
  const meter = new MeterProvider({ readers: [new KeepingReader()] }).getMeter('bench');
  const counters = makeEach((k) => meter.createCounter(`counter${k}`));
  const labelled = meter.createCounter('labelled');
  const attributes = makeEach((k) => ({ zone: `${k}`, weapon: 'axe' }));
  const gauges = makeEach((k) => meter.createGauge(`gauge${k}`));
  const histograms = makeEach((k) => meter.createHistogram(`histogram${k}`));
  const peer = 'OpenTelemetry';
  return [
    {
      name: 'counter increment',
      peer,
      run(n) {
        for (let i = 0; i < n; i++) counters[i & MASK]?.add(1);
      },
    },
    {
      name: 'counter increment, two labels',
      peer,
      run(n) {
        for (let i = 0; i < n; i++) labelled.add(1, attributes[i & MASK]);
      },
    },
    {
      name: 'gauge set',
      peer,
      run(n) {
        for (let i = 0; i < n; i++) gauges[i & MASK]?.record(i * 0.5);
      },
    },
    {
      name: 'histogram record, 15 boundaries',
      peer,
      run(n) {
        for (let i = 0; i < n; i++) histograms[i & MASK]?.record(sample(i));
      },
    },
  ];
}

function others(): Case[] {
  const stats = new Stats({ id: 'bench' });
  const counts = makeEach((k) => stats.get(`count${k}`));
  const sketches = makeEach(() => new DDSketch({ relativeAccuracy: 0.011 }));
  const histograms = makeEach(() => hdr.build({ lowestDiscernibleValue: 1, highestTrackableValue: 10_000_000 }));
  return [
    {
      name: 'counter increment',
      peer: 'probe.gl',
      run(n) {
        for (let i = 0; i < n; i++) counts[i & MASK]?.incrementCount();
      },
    },
    {
      name: 'histogram record, 1.1 %',
      peer: 'DDSketch',
      run(n) {
        for (let i = 0; i < n; i++) sketches[i & MASK]?.accept(sample(i));
      },
    },
    {
      name: 'histogram record, 3 digits',
      peer: 'HDR histogram',
      run(n) {
        // It takes whole numbers: microseconds.
        for (let i = 0; i < n; i++) histograms[i & MASK]?.recordValue(Math.round(sample(i) * 1000));
      },
    },
  ];
}

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

function measureUpdates(updates: readonly Case[]): Row[] {
  // Many short calls, so that the loop is optimized as a whole and not only while it runs; and pauses, for that is done beside it.
  for (let pass = 0; pass < 5; pass++) {
    for (const { run } of updates) for (let k = 0; k < 200; k++) run(CALL);
    pauseMs(100);
  }
  const rounds = updates.map(() => [] as number[]);
  for (let round = 0; round < ROUNDS; round++) {
    updates.forEach(({ run }, k) => {
      const start = performance.now();
      let elapsedMs = 0;
      let calls = 0;
      do {
        run(CALL);
        calls++;
        elapsedMs = performance.now() - start;
      } while (elapsedMs < ROUND_MS);
      rounds[k]?.push((elapsedMs / (calls * CALL)) * 1e6);
    });
  }
  const nanoseconds = rounds.map(median);
  return updates.map(({ name, peer, run }, k) => ({
    case: name,
    value: nanoseconds[k] as number,
    unit: 'ns/op',
    ratio: (nanoseconds[k] as number) / (nanoseconds[0] as number),
    peer,
    bytes: bytesPerOp(run, 100_000),
  }));
}

function bytesPerOp(run: (n: number) => void, n: number): number {
  return median(Array.from({ length: 5 }, () => growths([() => runMany(run, n)])[0] as number)) / n;
}

function runMany(run: Case['run'], n: number): void {
  for (let done = 0; done < n; done += CALL) run(CALL);
}

/**
 * By how many bytes each step lets the heap and the memory of typed arrays grow; NaN when garbage was collected meanwhile, so
 * that nothing is set off against anything.
 */
function growths(steps: readonly (() => void)[]): number[] {
  global.gc?.();
  // The memory of typed arrays is freed beside the program: what the collection has freed must not fall into a step.
  pauseMs(50);
  const collections = new PerformanceObserver(() => {});
  collections.observe({ entryTypes: ['gc'] });
  const sizes = new Float64Array(steps.length + 1);
  const ask = (k: number) => {
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    sizes[k] = heapUsed + arrayBuffers;
  };
  ask(0);
  for (let k = 0; k < steps.length; k++) {
    steps[k]?.();
    ask(k + 1);
  }
  const collected = collections.takeRecords().length > 0;
  collections.disconnect();
  return steps.map((_, k) => (collected ? Number.NaN : (sizes[k + 1] as number) - (sizes[k] as number) - askingBytes));
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

function pauseMs(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
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
      library: peer ?? 'framescope',
      value: Number(value.toFixed(value < 100 ? 2 : 0)),
      unit,
      '÷ floor': ratio === null ? '' : Number(ratio.toFixed(1)),
      bytes: Math.abs(bytes) < 0.05 ? 0 : Number(bytes.toFixed(1)),
    })),
  );
}
