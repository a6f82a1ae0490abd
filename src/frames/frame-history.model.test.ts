import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AnyHandle, type FrameBlock, GAP_REASONS, MetricsRegistry } from '../metrics/index.ts';
import { BlockSource } from './block-source.ts';
import { FrameHistory } from './frame-history.ts';
import { type FrameSource, readColumn } from './frame-source.ts';

/** The metrics that a program plays with: all that rows treat differently. */
const METRICS = [
  ['counter', {}],
  ['gauge', {}],
  ['gauge', { reset: 'frame' }],
  ['gauge', { reset: 'frame' }],
  ['gauge', { history: 'none' }],
  ['histogram', {}],
  ['timer', { boundaries: [1, 5] }],
  ['rate', {}],
] as const;
const KEYS = METRICS.flatMap(([type], k) =>
  type === 'histogram' || type === 'timer' ? [`m:${k}#count`, `m:${k}#sum`] : [`m:${k}`],
);

/** The frame history as one would write it without a thought of speed: a Map a frame. */
class Model {
  readonly rows: Map<string, number>[] = [];
  /** Values of the metrics there are, and how often each was registered anew. */
  readonly cells = new Map<string, number>();
  readonly lives: number[] = METRICS.map(() => 0);
  /** Which life each metric had in each frame. */
  readonly livesOfRow: number[][] = [];

  isRegistered(k: number): boolean {
    return this.cells.has(`m:${k}`) || this.cells.has(`m:${k}#sum`);
  }

  register(k: number): void {
    if (this.isRegistered(k)) return;
    (this.lives[k] as number)++;
    for (const key of KEYS.filter((key) => key.startsWith(`m:${k}`)))
      this.cells.set(key, METRICS[k]?.[0] === 'gauge' ? Number.NaN : 0);
  }

  remove(k: number): void {
    for (const key of KEYS) if (key.startsWith(`m:${k}`)) this.cells.delete(key);
  }

  update(k: number, value: number): void {
    if (!this.isRegistered(k)) return;
    const add = (key: string, n: number) => this.cells.set(key, (this.cells.get(key) as number) + n);
    const type = METRICS[k]?.[0];
    if (type === 'gauge') this.cells.set(`m:${k}`, value);
    else if (type === 'histogram' || type === 'timer') {
      add(`m:${k}#count`, 1);
      add(`m:${k}#sum`, value);
    } else add(`m:${k}`, value);
  }

  endFrame(timeMs: number, intervalMs: number, gap: number): void {
    const kept = [...this.cells].filter(([key]) => key !== 'm:4');
    this.rows.push(
      new Map([...kept, ['time', timeMs], ['interval', gap === 0 ? intervalMs : Number.NaN], ['gap', gap]]),
    );
    this.livesOfRow.push(METRICS.map((_, k) => (this.isRegistered(k) ? (this.lives[k] as number) : 0)));
    for (const key of ['m:2', 'm:3']) if (this.cells.has(key)) this.cells.set(key, Number.NaN);
  }

  setLate(k: number, frame: number, value: number): void {
    this.rows[frame]?.set(`m:${k}`, value);
  }
}

type Op =
  | { op: 'register' | 'remove'; k: number }
  | { op: 'update'; k: number; value: number }
  | { op: 'endFrames'; count: number; gap: number }
  | { op: 'late'; k: number; framesAgo: number; value: number }
  | { op: 'maintain' | 'sealAll' };

const metric = fc.nat(METRICS.length - 1);
const value = fc.double({ min: 0, max: 1000, noNaN: true });
const operation: fc.Arbitrary<Op> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ op: fc.constantFrom('register', 'remove'), k: metric }) },
  { weight: 6, arbitrary: fc.record({ op: fc.constant('update'), k: metric, value }) },
  {
    weight: 6,
    arbitrary: fc.record({
      op: fc.constant('endFrames'),
      count: fc.oneof({ weight: 9, arbitrary: fc.integer({ min: 1, max: 5 }) }, fc.integer({ min: 200, max: 300 })),
      gap: fc.constantFrom(0, 0, 0, 2, 3),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      op: fc.constant('late'),
      k: fc.constantFrom(2, 3),
      framesAgo: fc.integer({ min: -1, max: 40 }),
      value,
    }),
  },
  { weight: 2, arbitrary: fc.record({ op: fc.constantFrom('maintain', 'maintain', 'maintain', 'sealAll') }) },
) as fc.Arbitrary<Op>;

/** Runs a program on both; gives them, and all blocks that reached a sink. */
function run(program: readonly Op[]) {
  const model = new Model();
  const registry = new MetricsRegistry(undefined, { warn() {} });
  const history = new FrameHistory(registry.backend);
  const blocks: FrameBlock[] = [];
  const ignore = async () => {};
  registry.backend.sinks.add({
    onLayout() {},
    onBlock: (block) => void blocks.push(block),
    flush: ignore,
    close: ignore,
  });
  const handles: (AnyHandle | undefined)[] = [];
  let timeMs = 0;
  let sealedAll = 0;
  for (const step of program) {
    if (step.op === 'register') {
      const [type, options] = METRICS[step.k] as (typeof METRICS)[number];
      handles[step.k] = registry.register(type, 'm', String(step.k), options);
      model.register(step.k);
    } else if (step.op === 'remove') {
      registry.remove(`m:${step.k}`);
      model.remove(step.k);
    } else if (step.op === 'update') {
      const handle = handles[step.k];
      if (handle && 'set' in handle) handle.set(step.value);
      else if (handle && 'record' in handle) handle.record(step.value);
      else if (handle && 'mark' in handle) handle.mark(step.value);
      else handle?.increment(step.value);
      model.update(step.k, step.value);
    } else if (step.op === 'endFrames') {
      for (let k = 0; k < step.count; k++) {
        timeMs += 16;
        registry.endFrame({ timeMs, intervalMs: 16, gap: GAP_REASONS[step.gap] ?? 'none' });
        model.endFrame(timeMs, 16, step.gap);
      }
    } else if (step.op === 'late') {
      const frame = history.nextFrame - 1 - step.framesAgo;
      const cell = [...registry.backend.cells()].find(({ descriptor }) => descriptor.id.name === String(step.k));
      const landed = cell !== undefined && history.setLate(cell, frame, step.value);
      const isSame = cell !== undefined && model.livesOfRow[frame]?.[step.k] === model.lives[step.k];
      // Where it lands is the history's promise for 16 frames, and its choice after that.
      if (isSame && step.framesAgo < 16 && frame >= sealedAll) expect(landed).toBe(true);
      if (!isSame || frame < sealedAll) expect(landed).toBe(false);
      if (landed) model.setLate(step.k, frame, step.value);
    } else if (step.op === 'maintain') history.maintain();
    else {
      history.sealAll();
      sealedAll = history.nextFrame;
    }
  }
  return { model, history, blocks };
}

/** Fails on the first place where a source reads otherwise than the model, a frame past the end included. */
function expectRows(source: FrameSource, model: Model): void {
  const window = { from: 0, to: model.rows.length + 1 };
  for (const key of ['time', 'interval', 'gap', ...KEYS]) {
    readColumn(source, key, window).forEach((value, frame) => {
      const wanted = model.rows[frame]?.get(key) ?? Number.NaN;
      if (!Object.is(value, wanted)) expect.fail(`${key} of frame ${frame} is ${value}, wanted ${wanted}`);
    });
  }
}

describe('FrameHistory', () => {
  it('reads as a naive model of it under any program', () => {
    fc.assert(
      fc.property(fc.array(operation, { maxLength: 80, size: 'max' }), (program) => {
        const { model, history } = run(program);
        expect(history.endFrame).toBe(model.rows.length);
        expectRows(history, model);
        const keys = history.columns.map(({ key }) => key);
        expect(new Set(keys).size).toBe(keys.length);
        for (const key of KEYS) if (model.rows.some((row) => row.has(key))) expect(keys).toContain(key);
      }),
      { numRuns: 60 },
    );
  });

  it('sends blocks to its sinks that read the same, with the range of each column', () => {
    fc.assert(
      fc.property(fc.array(operation, { maxLength: 80, size: 'max' }), (program) => {
        const { model, history, blocks } = run([...program, { op: 'sealAll' }]);
        const source = new BlockSource(blocks);
        expect(source.endFrame).toBe(history.endFrame);
        expectRows(source, model);
        for (const block of blocks) {
          block.columns.forEach((column, k) => {
            const values = [...column].filter((value) => !Number.isNaN(value));
            expect(block.min[k]).toBe(values.length > 0 ? Math.min(...values) : Number.NaN);
            expect(block.max[k]).toBe(values.length > 0 ? Math.max(...values) : Number.NaN);
          });
        }
      }),
      { numRuns: 25 },
    );
  });
});
