import type { MetricDescriptor } from './metric-descriptor.ts';

/** One column of a row: a metric's value, or the count or sum of a histogram or timer. */
export interface FrameColumn {
  /** The metric's id as text; `#count` or `#sum` behind it for a histogram's or timer's two columns. */
  readonly key: string;
  readonly descriptor: MetricDescriptor;
}

/** Which metric is in which column. Immutable: a metric that is registered later makes a new layout. A removed metric leaves a hole. */
export interface FrameLayout {
  readonly columns: readonly (FrameColumn | null)[];
}
