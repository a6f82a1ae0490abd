// The updates that bench:metrics measures: ours and those of other metric libraries.
import { DDSketch } from '@datadog/sketches-js';
import { MeterProvider, MetricReader } from '@opentelemetry/sdk-metrics';
import { Stats } from '@probe.gl/stats';
import { FrameHistory, InMemoryBackend, METRIC_TYPES, type MetricsBackend, MetricsRegistry } from 'framescope/metrics';
import * as hdr from 'hdr-histogram-js';

export const METRICS = 64;
export const MASK = METRICS - 1;

/** One operation of one library, on 64 metrics in rotation. */
export interface UpdateCase {
  name: string;
  peer: string | null;
  /** Does the operation `n` times. Each has its own loop: a shared one would see all libraries and optimize for none. */
  run(n: number): void;
}

const indices = Array.from({ length: METRICS }, (_, k) => k);
export const makeEach = <T>(make: (k: number) => T): T[] => indices.map(make);

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
export const sample = (i: number) => samples[i & 1023] as number;

/** The floor first, then ours, then the peers that run in Node and in a page. */
export function updateCases(): UpdateCase[] {
  return [floor(), ...framescope(), ...openTelemetry(), ...others()];
}

/** A backend over another, as an external one is: every call goes on to the one below. */
class Over implements MetricsBackend {
  constructor(private readonly over: MetricsBackend) {}
  get recorder() {
    return this.over.recorder;
  }
  set recorder(recorder) {
    this.over.recorder = recorder;
  }
  get sinks() {
    return this.over.sinks;
  }
  get rows() {
    return this.over.rows;
  }
  allocate: MetricsBackend['allocate'] = (descriptor) => this.over.allocate(descriptor);
  release: MetricsBackend['release'] = (cell) => this.over.release(cell);
  describe: MetricsBackend['describe'] = () => this.over.describe();
  cells: MetricsBackend['cells'] = () => this.over.cells();
  read: MetricsBackend['read'] = (cell) => this.over.read(cell);
  endFrame: MetricsBackend['endFrame'] = (frame) => this.over.endFrame(frame);
  setLate: MetricsBackend['setLate'] = (cell, frame, value) => this.over.setLate(cell, frame, value);
  flush: MetricsBackend['flush'] = () => this.over.flush();
  close: MetricsBackend['close'] = () => this.over.close();
}

function floor(): UpdateCase {
  const values = new Float64Array(METRICS);
  return {
    name: 'floor: f64[slot]++',
    peer: null,
    run(n) {
      for (let i = 0; i < n; i++) (values[i & MASK] as number)++;
    },
  };
}

function framescope(): UpdateCase[] {
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
  const family = registry.family('counter', 'bench', 'kills', { labels: ['weapon', 'zone'] });
  const zones = makeEach((k) => `zone ${k}`);
  for (const zone of zones) family.with('axe', zone);
  const stacked = new MetricsRegistry(new Over(new Over(new InMemoryBackend())));
  const through = makeEach((k) => stacked.registerCounter('bench', `counter${k}`));
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
      name: 'counter of a family, found by two label values',
      peer: null,
      run(n) {
        for (let i = 0; i < n; i++) family.with('axe', zones[i & MASK] as string).increment();
      },
    },
    {
      name: 'counter increment, two stacked backends',
      peer: null,
      run(n) {
        for (let i = 0; i < n; i++) through[i & MASK]?.increment();
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

function openTelemetry(): UpdateCase[] {
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

function others(): UpdateCase[] {
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
