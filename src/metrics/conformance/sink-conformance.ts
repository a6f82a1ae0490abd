import type { FrameBlock, FrameSink, SlowRows } from '../backend.ts';
import type { FrameLayout } from '../frame-layout.ts';
import { createDescriptor, METRIC_TYPES } from '../metric-descriptor.ts';
import { formatMetricId, metricId } from '../metric-id.ts';
import { type ConformanceCase, casesOf, equal } from './conformance-case.ts';

/** A layout with a metric of each type, hostile names and a hole. */
function createLayout(name: string): FrameLayout {
  const columns = METRIC_TYPES.flatMap((type) => {
    const descriptor = createDescriptor(metricId('test', `${name} "${type}"\n{}=,🧊`, { zone: '__proto__' }), type);
    const key = formatMetricId(descriptor.id);
    const keys = type === 'histogram' || type === 'timer' ? [`${key}#count`, `${key}#sum`] : [key];
    return keys.map((each) => ({ key: each, descriptor }));
  });
  return { columns: [...columns, null] };
}

function createBlock(layout: FrameLayout, firstFrame: number, frames: number): FrameBlock {
  const fill = (value: (row: number) => number) => Float64Array.from({ length: frames }, (_, row) => value(row));
  const width = layout.columns.length;
  return {
    layout,
    firstFrame,
    frames,
    timeMs: fill((row) => 1000 + (firstFrame + row) * 16),
    intervalMs: fill((row) => (row === 0 ? Number.NaN : 16)),
    gap: Uint8Array.from({ length: frames }, (_, row) => (row === 0 ? 1 : 0)),
    columns: layout.columns.map((column, k) =>
      fill((row) => (column === null || row % 3 === 2 ? Number.NaN : row * k)),
    ),
    min: new Float64Array(width),
    max: new Float64Array(width).fill(frames * width),
    slow: firstFrame === 0 ? null : createSlowRows(frames),
  };
}

/** A row at the first frame, and one at the last. */
function createSlowRows(frames: number): SlowRows {
  const layout = createLayout('slow');
  const rows = frames > 1 ? [0, frames - 1] : [0];
  const values = rows.flatMap((row) => layout.columns.map((column, k) => (column === null ? Number.NaN : row * k)));
  return { layout, frames: Uint16Array.from(rows), values: Float64Array.from(values) };
}

const dataOf = ({ layout, columns, timeMs, slow }: FrameBlock) => [
  layout.columns.map((column) => column?.key ?? null),
  columns.map((values) => [...values]),
  [...timeMs],
  [...(slow?.values ?? [])],
];

/**
 * What every `FrameSink` must stand, as cases for any test runner.
 *
 * @param create makes a fresh sink; it is closed after each case
 */
export function sinkConformance(create: () => FrameSink): ConformanceCase[] {
  return casesOf(create, [
    [
      'takes blocks of several layouts, with missing values, holes and hostile names',
      async (sink) => {
        const [first, second] = [createLayout('a'), createLayout('b')];
        sink.onLayout(first);
        sink.onBlock(createBlock(first, 0, 256));
        sink.onBlock(createBlock(first, 256, 1));
        sink.onLayout(second);
        sink.onBlock(createBlock(second, 257, 40));
        await sink.flush();
      },
    ],
    [
      'leaves the blocks as they are: others get the same ones',
      async (sink) => {
        const layout = createLayout('a');
        const block = createBlock(layout, 256, 100);
        const before = dataOf(block);
        sink.onLayout(layout);
        sink.onBlock(block);
        await sink.flush();
        equal(dataOf(block), before, 'the block');
      },
    ],
    ['flushes without a block', (sink) => sink.flush()],
    [
      'takes a layout without columns',
      async (sink) => {
        const layout: FrameLayout = { columns: [] };
        sink.onLayout(layout);
        sink.onBlock(createBlock(layout, 0, 3));
        await sink.flush();
      },
    ],
    [
      'closes twice, and takes no harm from what comes after that',
      async (sink) => {
        const layout = createLayout('a');
        sink.onLayout(layout);
        await sink.close();
        sink.onBlock(createBlock(layout, 0, 3));
        await sink.flush().catch(() => undefined);
        await sink.close();
      },
    ],
  ]);
}
