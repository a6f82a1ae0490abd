import type { Histogram } from './histogram.ts';
import type { MetricDescriptor } from './metric-descriptor.ts';

/**
 * Where the current value of one metric lives: `values[slot]`; a histogram or timer keeps its count there and its sum in the
 * next slot, and its buckets in `histogram`. `values` is never replaced while the cell lives, so a handle may keep both.
 */
export interface Cell {
  readonly descriptor: MetricDescriptor;
  readonly values: Float64Array;
  readonly slot: number;
  readonly histogram?: Histogram;
  /** The column of `values[slot]` in the rows; meaningless for a metric without history. */
  readonly column: number;
}

/** What a backend may make the cell, instead of an object of its own: the handle, which then is handle and cell in one. */
export interface EmptyCell extends Cell {
  values: Float64Array;
  slot: number;
  histogram?: Histogram;
  column: number;
}
