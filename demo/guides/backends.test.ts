import { readFileSync } from 'node:fs';
// #region example
import { backendConformance, sinkConformance } from 'framescope/conformance';
import {
  type FrameBlock,
  FrameHistory,
  type FrameLayout,
  type FrameSink,
  InMemoryBackend,
  type MetricDescriptor,
  MetricsRegistry,
} from 'framescope/metrics';

/** A sink: keeps the slowest frame of each block, as a line of text. */
class SlowestFrames implements FrameSink {
  readonly lines: string[] = [];
  private cpu = -1;

  /** Comes before the first block of a layout: the place to look up columns. */
  onLayout({ columns }: FrameLayout): void {
    this.cpu = columns.findIndex((column) => column?.key === 'engine:cpu_ms');
  }

  /** The block is shared with every other sink, and with the history: read it, keep it, never change it. */
  onBlock({ firstFrame, intervalMs, columns }: FrameBlock): void {
    const cpuMs = columns[this.cpu];
    let slowest = 0;
    for (let row = 1; row < intervalMs.length; row++) {
      // A gap is NaN, and NaN is greater than nothing.
      if (!((intervalMs[row] as number) <= (intervalMs[slowest] as number))) slowest = row;
    }
    this.lines.push(
      `frame ${firstFrame + slowest}: ${intervalMs[slowest]} ms, CPU ${cpuMs?.[slowest] ?? Number.NaN} ms`,
    );
  }

  async flush(): Promise<void> {}
  async close(): Promise<void> {}
}

/** A backend: the usual one, which lets no more metrics in than it was told. */
class LimitedBackend extends InMemoryBackend {
  constructor(private readonly limit: number) {
    super();
  }

  override allocate(descriptor: MetricDescriptor) {
    if (this.describe().length >= this.limit) throw new RangeError(`Cannot allocate: ${this.limit} metrics are enough`);
    return super.allocate(descriptor);
  }
}

const backend = new LimitedBackend(1000);
const slowest = new SlowestFrames();
const registry = new MetricsRegistry(backend);
const history = new FrameHistory(backend);
backend.sinks.add(slowest);

const cpuMs = registry.registerGauge('engine', 'cpu_ms');
for (let frame = 0; frame < 300; frame++) {
  cpuMs.set(frame === 100 ? 30 : 4);
  registry.tick(frame * 16 + (frame >= 100 ? 20 : 0));
}
history.maintain(); // seals what is due and hands it to the sinks: a scope does this twice a second

// #endregion
import { describe, expect, it } from 'vitest';

describe('the guide to backends', () => {
  it('shows this code, which does what the guide says', () => {
    const source = readFileSync(new URL(import.meta.url), 'utf8');
    const example = source.slice(source.indexOf('// #region example\n') + 19, source.indexOf('// #endregion'));
    expect(readFileSync(new URL('../../src/metrics/BACKENDS.md', import.meta.url), 'utf8')).toContain(
      `\`\`\`ts\n${example}\`\`\``,
    );
    expect(slowest.lines).toEqual(['frame 100: 36 ms, CPU 30 ms']);
    for (let k = 0; k < 999; k++) registry.registerCounter('game', `c${k}`);
    expect(() => registry.registerCounter('game', 'one more')).toThrow('Cannot allocate: 1000 metrics are enough');
  });

  for (const { name, run } of sinkConformance(() => new SlowestFrames())) it(`has a sink that ${name}`, run);
  for (const { name, run } of backendConformance(() => new LimitedBackend(1000))) it(`has a backend that ${name}`, run);
});
