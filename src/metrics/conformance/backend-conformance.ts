import type { FrameStamp, MetricsBackend } from '../backend.ts';
import type { Cell } from '../cell.ts';
import { createDescriptor, METRIC_TYPES, type MetricOptions, type MetricType } from '../metric-descriptor.ts';
import { formatMetricId, metricId } from '../metric-id.ts';
import { MetricsRegistry } from '../metrics-registry.ts';
import { type ConformanceCase, casesOf, equal, ok } from './conformance-case.ts';

const metric = (type: MetricType, name: string, options?: MetricOptions) =>
  createDescriptor(metricId('test', name), type, options);
const frame = (timeMs: number): FrameStamp => ({ timeMs, intervalMs: 16, gap: 'none' });
const keysOf = ({ rows }: MetricsBackend) => rows.layout.columns.map((column) => column?.key ?? null);

function rowOf({ rows }: MetricsBackend): number[] {
  const row = new Float64Array(rows.layout.columns.length);
  rows.copyRow(row, 0);
  return [...row];
}

function valueAt(backend: MetricsBackend, { column }: Cell): number | undefined {
  return rowOf(backend)[column];
}

/** A recorder that keeps each row as it was committed. */
function record(backend: MetricsBackend): number[][] {
  const rows: number[][] = [];
  backend.recorder = {
    nextFrame: 0,
    commit: () => void rows.push(rowOf(backend)),
    setLate: () => false,
  };
  return rows;
}

/**
 * What every `MetricsBackend` must do, as cases for any test runner: `for (const { name, run } of backendConformance(create))
 * test(name, run)`.
 *
 * @param create makes a fresh backend; it is closed after each case
 */
export function backendConformance(create: () => MetricsBackend): ConformanceCase[] {
  return casesOf(create, [
    [
      'allocates a cell of its own for each metric, in an array that is never replaced',
      (backend) => {
        const cells = Array.from({ length: 600 }, (_, k) => backend.allocate(metric('counter', `m${k}`)));
        const arrays = cells.map(({ values }) => values);
        for (const [k, { values, slot }] of cells.entries()) values[slot] = k;
        for (const [k, cell] of cells.entries()) {
          equal(cell.values === arrays[k], true, 'the array of a cell');
          equal(cell.values[cell.slot], k, `the value of cell ${k}`);
        }
      },
    ],
    [
      'starts counters, rates, counts and sums at 0 and gauges missing',
      (backend) => {
        for (const type of METRIC_TYPES) {
          const cell = backend.allocate(metric(type, type));
          equal(cell.values[cell.slot], type === 'gauge' ? Number.NaN : 0, `the first value of a ${type}`);
          const isSampled = type === 'histogram' || type === 'timer';
          ok(isSampled === (cell.histogram !== undefined), `a ${type} must ${isSampled ? '' : 'not '}have buckets`);
          if (isSampled) equal(cell.values[cell.slot + 1], 0, `the first sum of a ${type}`);
        }
      },
    ],
    [
      'reads what a handle writes',
      (backend) => {
        const registry = new MetricsRegistry(backend, { warn() {} });
        registry.registerCounter('test', 'counter').increment(3);
        registry.registerGauge('test', 'gauge').set(-2.5);
        registry.registerRate('test', 'rate').mark(4);
        const histogram = registry.registerHistogram('test', 'histogram');
        for (const sample of [1, 2, 4]) histogram.record(sample);
        const values = Object.fromEntries(
          [...backend.cells()].map((cell) => [formatMetricId(cell.descriptor.id), backend.read(cell)]),
        );
        equal(values['test:counter'], { type: 'counter', value: 3 }, 'a counter');
        equal(values['test:gauge'], { type: 'gauge', value: -2.5 }, 'a gauge');
        const rate = values['test:rate'];
        equal(rate?.type === 'rate' && rate.count, 4, 'the count of a rate');
        const read = values['test:histogram'];
        ok(read !== undefined && 'quantile' in read, 'a histogram must read as one');
        equal([read.count, read.sum, read.min, read.max], [3, 7, 1, 4], 'count, sum, min and max of a histogram');
      },
    ],
    [
      'describes what is allocated, and releases it',
      (backend) => {
        const [a, b] = [metric('counter', 'a'), metric('histogram', 'b')].map((each) => backend.allocate(each));
        ok(a !== undefined && b !== undefined, 'a cell must be given');
        equal(
          backend.describe().map(({ id }) => id.name),
          ['a', 'b'],
          'the metrics',
        );
        backend.release(a);
        backend.release(a);
        equal(
          backend.describe().map(({ id }) => id.name),
          ['b'],
          'the metrics after one was released twice',
        );
        equal([...backend.cells()].length, 1, 'how many cells there are');
        const again = backend.allocate(metric('counter', 'a'));
        equal(again.values[again.slot], 0, 'the value of a metric that came back');
      },
    ],
    [
      'lays metrics with history out in columns, the others not',
      (backend) => {
        backend.allocate(metric('counter', 'kept'));
        backend.allocate(metric('timer', 'timed'));
        backend.allocate(metric('gauge', 'unkept', { history: 'none' }));
        const keys = keysOf(backend).filter((key) => key !== null);
        equal(keys.sort(), ['test:kept', 'test:timed#count', 'test:timed#sum'], 'the keys of the columns');
      },
    ],
    [
      'keeps one layout as long as the metrics are the same',
      (backend) => {
        const cell = backend.allocate(metric('counter', 'a'));
        const { layout } = backend.rows;
        cell.values[cell.slot] = 5;
        backend.endFrame(frame(16));
        ok(backend.rows.layout === layout, 'the layout must be the same object after a frame');
        const before = [...layout.columns];
        backend.allocate(metric('counter', 'b'));
        ok(backend.rows.layout !== layout, 'the layout must be a new object when a metric came');
        equal(
          layout.columns.map((column) => column?.key),
          before.map((column) => column?.key),
          'the old layout',
        );
      },
    ],
    [
      'copies rows at their place and nothing beside it',
      (backend) => {
        const cell = backend.allocate(metric('counter', 'a'));
        cell.values[cell.slot] = 5;
        const width = backend.rows.layout.columns.length;
        const target = new Float64Array(width + 2).fill(9);
        backend.rows.copyRow(target, 1);
        equal([target[0], target[1 + cell.column], target[width + 1]], [9, 5, 9], 'the target');
      },
    ],
    [
      'copies the column of a metric that is gone as missing',
      (backend) => {
        const cell = backend.allocate(metric('counter', 'a'));
        cell.values[cell.slot] = 5;
        backend.allocate(metric('counter', 'b'));
        backend.release(cell);
        const row = new Float64Array(backend.rows.layout.columns.length).fill(9);
        backend.rows.copyRow(row, 0);
        equal([row[0], row[1]], [Number.NaN, 0], 'the row');
      },
    ],
    [
      'commits the row at a frame’s end, and then clears gauges that reset',
      (backend) => {
        const rows = record(backend);
        const kept = backend.allocate(metric('gauge', 'kept'));
        const reset = backend.allocate(metric('gauge', 'reset', { reset: 'frame' }));
        kept.values[kept.slot] = 1;
        reset.values[reset.slot] = 2;
        backend.endFrame(frame(16));
        equal(backend.read(reset), { type: 'gauge', value: 2 }, 'a gauge that resets, between frames');
        backend.endFrame(frame(32));
        equal([rows[0]?.[kept.column], rows[0]?.[reset.column]], [1, 2], 'the first row');
        equal([rows[1]?.[kept.column], rows[1]?.[reset.column]], [1, Number.NaN], 'the second row');
      },
    ],
    [
      'hands late values to the recorder, and reads them as the latest',
      (backend) => {
        const late: unknown[] = [];
        backend.recorder = { nextFrame: 7, commit() {}, setLate: (_, at, value) => late.push([at, value]) > 0 };
        const cell = backend.allocate(metric('gauge', 'gpu', { reset: 'frame' }));
        backend.setLate(cell, 5, 4.5);
        equal(late, [[5, 4.5]], 'what the recorder was told');
        equal(backend.read(cell), { type: 'gauge', value: 4.5 }, 'the gauge');
        equal(valueAt(backend, cell), Number.NaN, 'the row of the running frame');
      },
    ],
    [
      'flushes every sink though one fails, and closes more than once',
      async (backend) => {
        const asked: string[] = [];
        const sink = (name: string, fails: boolean) => ({
          onLayout() {},
          onBlock() {},
          flush: async () => {
            asked.push(`flush ${name}`);
            if (fails) throw new Error(name);
          },
          close: async () => undefined,
        });
        backend.sinks.add(sink('a', true)).add(sink('b', false));
        const failure = await backend.flush().then(
          () => null,
          (error: Error) => error.message,
        );
        equal(failure, 'a', 'what flush() rejects with');
        equal(asked.sort(), ['flush a', 'flush b'], 'what the sinks were asked');
        await backend.close();
      },
    ],
  ]);
}
