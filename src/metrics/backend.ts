import type { Cell, EmptyCell } from './cell.ts';
import type { FrameLayout } from './frame-layout.ts';
import type { MetricDescriptor } from './metric-descriptor.ts';
import type { MetricValue } from './metric-value.ts';
import type { MetricsRegistry } from './metrics-registry.ts';

/** Why the interval before a frame is not a sample; 0: it is one. Kept as a small integer in every row. */
export const GAP_REASONS = [
  'none',
  'start',
  'hidden',
  'idle',
  'paused',
  'frozen',
  'bfcache',
  'resize',
  'context-lost',
  'suspended',
] as const;
export type GapReason = (typeof GAP_REASONS)[number];

/** When a frame happened. The caller may reuse one object for every frame. */
export interface FrameStamp {
  /** The frame's begin, in ms of `performance.now()`. */
  timeMs: number;
  /** Since the begin of the frame before; NaN when the interval is not a sample. */
  intervalMs: number;
  gap: GapReason;
}

/** What a block has of the metrics of history `'1s'`: their values in some of its frames, each of which holds until the next. */
export interface SlowRows {
  readonly layout: FrameLayout;
  /** The frames of the rows, counted from the block's first, which is one of them; ascending. */
  readonly frames: Uint16Array;
  /** Row-major: `values[row * layout.columns.length + c]` is that of `layout.columns[c]`, NaN where missing. */
  readonly values: Float64Array;
}

/** Up to 256 ended frames under one layout; immutable once it reaches a sink. */
export interface FrameBlock {
  readonly layout: FrameLayout;
  /** The number of the block's first frame, counted from 0 since the history began. */
  readonly firstFrame: number;
  readonly frames: number;
  /** Begin of each frame, ms of `performance.now()`. */
  readonly timeMs: Float64Array;
  /** NaN where `gap` is not 0. */
  readonly intervalMs: Float64Array;
  /** Index into `GAP_REASONS`. */
  readonly gap: Uint8Array;
  /** Column-major: `columns[c]` holds the values of `layout.columns[c]`, NaN where missing. */
  readonly columns: readonly Float64Array[];
  /** Smallest and largest value of each column; NaN where it holds none. */
  readonly min: Float64Array;
  readonly max: Float64Array;
  /** null: no metric is kept once a second. */
  readonly slow: SlowRows | null;
}

/** Where sealed blocks go: a store, an exporter, a stream. It costs the hot path nothing. */
export interface FrameSink {
  /** Before the first block of a layout. */
  onLayout(layout: FrameLayout): void;
  onBlock(block: FrameBlock): void;
  flush(): Promise<void>;
  close(): Promise<void>;
}

/** What a window of the history says of one column. */
export interface FrameReading {
  /** One a frame, NaN where missing. */
  readonly values: Float64Array;
  /**
   * How much a counter grew in the window, from the frame before it to its last; NaN where the column is missing. Of what is kept
   * once a second from row to row, over up to a second more than asked: so nothing falls between two windows.
   */
  readonly growth: number;
  /** The time between those two frames, or rows. */
  readonly elapsedMs: number;
}

/** What copies the cells at a frame's end: the frame history. A backend has one at most. */
export interface FrameRecorder {
  commit(frame: FrameStamp): void;
  /** Puts a late value into the row of an ended frame; false when that row is sealed or gone. */
  setLate(cell: Cell, frame: number, value: number): boolean;
  /** The number of the frame that ends next. */
  readonly nextFrame: number;
  /** A column over the last `durationMs` of ended frames; null when there are none. A recorder that keeps no history has it not. */
  readWindow?(key: string, durationMs: number): FrameReading | null;
  /** The newest frame in which a metric's value changed; NaN when none did. */
  lastChange?(descriptor: MetricDescriptor): number;
}

/** What the recorder copies at a frame's end. */
export interface RowSource {
  readonly layout: FrameLayout;
  copyRow(target: Float64Array, offset: number): void;
  /** The metrics of history `'1s'`, copied once a second. A backend that has none keeps them with the others. */
  readonly slow?: RowSource | undefined;
}

/**
 * Where values live (the seed's Strategy). A handle writes its cell directly, so a backend is called only to make and
 * release cells, to read, and once a frame.
 */
export interface MetricsBackend {
  /** Called by a registry that is made over this backend. */
  attach?(registry: MetricsRegistry): void;
  /** Gives a metric its cell: a new one, or `empty` filled in, which takes less memory. That has the same descriptor, made when it is asked. */
  allocate(descriptor: MetricDescriptor, empty?: EmptyCell): Cell;
  release(cell: Cell): void;
  /** The descriptors of all cells that are allocated. */
  describe(): readonly MetricDescriptor[];
  /** The cell of every metric. */
  cells(): Iterable<Cell>;
  read(cell: Cell): MetricValue;
  /** Ends a frame: the recorder copies the row, then the gauges that reset each frame become missing. */
  endFrame(frame: FrameStamp): void;
  /** Gives a gauge a value for a frame that has ended (a GPU timer's result). */
  setLate(cell: Cell, frame: number, value: number): void;
  /** The cells of all metrics that want history of each frame, and in `rows.slow` of each second. */
  readonly rows: RowSource;
  recorder: FrameRecorder | null;
  readonly sinks: Set<FrameSink>;
  flush(): Promise<void>;
  close(): Promise<void>;
}
