// What bench:metrics measures of prom-client, which runs in Node only.
import { EngineMetrics, MetricsRegistry } from 'framescope/metrics';
import * as prom from 'prom-client';
import { MASK, makeEach, sample, type UpdateCase } from './update-cases.ts';

export function promCases(): UpdateCase[] {
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

/** One way to write 1,000 metrics as text: 400 counters, 400 gauges, 200 histograms with samples. */
export interface TextCase {
  readonly peer: string | null;
  write(): Promise<string> | string;
}

export function textCases(): TextCase[] {
  const help = 'bench';
  const register = new prom.Registry();
  const registers = [register];
  const metrics = new EngineMetrics(new MetricsRegistry());
  const { registry } = metrics;
  for (let k = 0; k < 400; k++) {
    registry.registerCounter('bench', `counter_${k}`).increment(k);
    registry.registerGauge('bench', `gauge_${k}`).set(k / 7);
    new prom.Counter({ name: `counter_${k}`, help, registers }).inc(k);
    new prom.Gauge({ name: `gauge_${k}`, help, registers }).set(k / 7);
  }
  for (let k = 0; k < 200; k++) {
    const ours = registry.registerHistogram('bench', `histogram_${k}`);
    const theirs = new prom.Histogram({ name: `histogram_${k}`, help, registers });
    for (let i = 0; i < 100; i++) {
      ours.record(sample(i));
      theirs.observe(sample(i));
    }
  }
  return [
    { peer: null, write: () => metrics.snapshotText() },
    { peer: 'prom-client', write: () => register.metrics() },
  ];
}

/** What makes 10,000 counter series with two labels, and must be kept while the heap is looked at. */
export const seriesCases: { readonly peer: string | null; make(): unknown }[] = [
  {
    peer: null,
    make() {
      const registry = new MetricsRegistry();
      const family = registry.family('counter', 'bench', 'kills', { labels: ['weapon', 'zone'], maxSeries: 10_000 });
      for (let k = 0; k < 10_000; k++) family.with(`weapon ${k % 100}`, `zone ${k}`).increment();
      return registry;
    },
  },
  {
    peer: 'prom-client',
    make() {
      const registers = [new prom.Registry()];
      const counter = new prom.Counter({ name: 'kills', help: 'bench', registers, labelNames: ['weapon', 'zone'] });
      for (let k = 0; k < 10_000; k++) counter.labels(`weapon ${k % 100}`, `zone ${k}`).inc();
      return [registers, counter];
    },
  },
];
