import { describe, expect, it } from 'vitest';
import type { FrameSink } from './backend.ts';
import type { Cell } from './cell.ts';
import { InMemoryBackend } from './in-memory-backend.ts';
import { createDescriptor, type MetricOptions, type MetricType } from './metric-descriptor.ts';
import { metricId } from './metric-id.ts';

const describeMetric = (type: MetricType, name: string, options?: MetricOptions) =>
  createDescriptor(metricId('game', name), type, options);
const keysOf = (backend: InMemoryBackend) => backend.rows.layout.columns.map((column) => column?.key ?? null);

function rowOf(backend: InMemoryBackend): number[] {
  const row = new Float64Array(backend.rows.layout.columns.length);
  backend.rows.copyRow(row, 0);
  return [...row];
}

function sinkOf(name: string, log: string[], fail?: 'sync' | 'async'): FrameSink {
  const ask = (what: string) => {
    log.push(`${name} ${what}`);
    if (fail === 'sync') throw new Error(name);
    return fail === 'async' ? Promise.reject(new Error(name)) : Promise.resolve();
  };
  return { onLayout() {}, onBlock() {}, flush: () => ask('flush'), close: () => ask('close') };
}

describe('InMemoryBackend', () => {
  it('starts counters, rates, counts and sums at 0 and gauges missing', () => {
    const backend = new InMemoryBackend();
    for (const type of ['counter', 'gauge', 'histogram', 'timer', 'rate'] as const)
      backend.allocate(describeMetric(type, type));
    expect(keysOf(backend)).toEqual([
      'game:counter',
      'game:gauge',
      'game:histogram#count',
      'game:histogram#sum',
      'game:timer#count',
      'game:timer#sum',
      'game:rate',
    ]);
    expect(rowOf(backend)).toEqual([0, Number.NaN, 0, 0, 0, 0, 0]);
  });

  it('keeps one layout until a metric comes or goes', () => {
    const backend = new InMemoryBackend();
    const cell = backend.allocate(describeMetric('counter', 'a'));
    const { layout } = backend.rows;
    (cell.values[cell.slot] as number)++;
    backend.endFrame({ timeMs: 0, intervalMs: 16, gap: 'none' });
    expect(backend.rows.layout).toBe(layout);
    backend.allocate(describeMetric('counter', 'b'));
    expect(backend.rows.layout).not.toBe(layout);
    expect(layout.columns).toHaveLength(1);
  });

  it('leaves a hole for a metric that is gone, and gives it to a later one in a later layout', () => {
    const backend = new InMemoryBackend();
    const a = backend.allocate(describeMetric('counter', 'a'));
    const h = backend.allocate(describeMetric('histogram', 'h'));
    backend.allocate(describeMetric('counter', 'b'));
    const before = backend.rows.layout;
    backend.release(a);
    backend.release(h);
    const [hole, ...rest] = keysOf(backend);
    expect([hole, ...rest].filter((key) => key !== null)).toEqual(['game:b']);
    backend.allocate(describeMetric('timer', 't'));
    backend.allocate(describeMetric('rate', 'r'));
    expect(backend.rows.layout.columns).toHaveLength(before.columns.length);
    expect(before.columns[0]?.key).toBe('game:a');
  });

  it('does not widen the rows when metrics come and go for ever', () => {
    const backend = new InMemoryBackend();
    backend.allocate(describeMetric('counter', 'first'));
    for (let k = 0; k < 1000; k++) {
      const cells = [describeMetric('histogram', `h${k}`), describeMetric('gauge', `g${k}`)].map((metric) =>
        backend.allocate(metric),
      );
      for (const cell of cells) backend.release(cell);
    }
    expect(backend.rows.layout.columns.length).toBeLessThanOrEqual(6);
  });

  it('copies rows over several pages, with the two columns of a histogram on one', () => {
    const backend = new InMemoryBackend();
    const cells: Cell[] = [];
    for (let k = 0; k < 700; k++) {
      const cell = backend.allocate(describeMetric(k % 4 === 1 ? 'histogram' : 'counter', `m${k}`));
      cell.values[cell.slot] = k;
      if (cell.histogram) cell.values[cell.slot + 1] = -k;
      cells.push(cell);
    }
    const row = rowOf(backend);
    const { columns } = backend.rows.layout;
    cells.forEach((cell, k) => {
      expect(cell.slot + (cell.histogram ? 1 : 0)).toBeLessThan(cell.values.length);
      expect(row[cell.column]).toBe(k);
      if (cell.histogram) {
        expect(row[cell.column + 1]).toBe(-k);
        expect(columns[cell.column + 1]?.key).toBe(`game:m${k}#sum`);
      }
    });
  });

  it('writes a row at its place and nothing beside it', () => {
    const backend = new InMemoryBackend();
    const cell = backend.allocate(describeMetric('counter', 'a'));
    cell.values[cell.slot] = 5;
    const target = new Float64Array(4).fill(9);
    void backend.rows.layout;
    backend.rows.copyRow(target, 2);
    expect([...target]).toEqual([9, 9, 5, 9]);
  });

  it('keeps a metric without history out of the rows, and its values all the same', () => {
    const backend = new InMemoryBackend();
    const cell = backend.allocate(describeMetric('gauge', 'hidden', { history: 'none', reset: 'frame' }));
    cell.values[cell.slot] = 5;
    expect(keysOf(backend)).toEqual([]);
    backend.endFrame({ timeMs: 0, intervalMs: 16, gap: 'none' });
    expect(backend.read(cell)).toEqual({ type: 'gauge', value: 5 });
    backend.endFrame({ timeMs: 16, intervalMs: 16, gap: 'none' });
    expect(backend.read(cell)).toEqual({ type: 'gauge', value: Number.NaN });
  });

  it('describes what is allocated, and releases once', () => {
    const backend = new InMemoryBackend();
    const cell = backend.allocate(describeMetric('counter', 'a'));
    expect(backend.describe()).toEqual([cell.descriptor]);
    expect([...backend.cells()]).toEqual([cell]);
    backend.release(cell);
    backend.release(cell);
    expect(backend.describe()).toEqual([]);
    const [b, c] = [backend.allocate(describeMetric('counter', 'b')), backend.allocate(describeMetric('counter', 'c'))];
    expect(b.column).not.toBe(c.column);
  });

  it.each(['sync', 'async'] as const)(
    'flushes every sink although one fails (%s), and passes the failure on',
    async (fail) => {
      const backend = new InMemoryBackend();
      const log: string[] = [];
      backend.sinks.add(sinkOf('broken', log, fail)).add(sinkOf('sound', log));
      await expect(backend.flush()).rejects.toThrow('broken');
      await expect(backend.close()).rejects.toThrow('broken');
      expect(log).toEqual(['broken flush', 'sound flush', 'broken close', 'sound close']);
      expect(backend.sinks.size).toBe(0);
    },
  );
});
