import type { FrameEvent } from '../frames/index.ts';
import type { GapReason, HistoryInterval, MetricType } from '../metrics/index.ts';

// The parts of the snapshot file by name. What checks them, `snapshot-schema.ts`, is held to these types by the compiler; they are
// written out because a type inferred from a schema would ask the users of the package for the schema library.

export interface SnapshotMetric {
  namespace: string;
  name: string;
  labels: Record<string, string>;
  type: MetricType;
  unit: string;
  description: string;
  history: HistoryInterval;
  boundaries?: number[];
  reset?: 'frame';
  better?: 'lower' | 'higher';
  budget?: number;
  thresholds?: { warning?: number; critical?: number };
}

/** A histogram or timer by its metric's text id; a bound and a count for each bucket that is not empty. */
export interface SnapshotHistogram {
  metric: string;
  count: number;
  sum: number | null;
  min: number | null;
  max: number | null;
  upperBounds: number[];
  counts: number[];
}

export interface SnapshotEvent {
  kind: FrameEvent['kind'];
  name: string;
  timeMs: number;
  durationMs?: number | null;
  detail?: unknown;
}

/** A block; its numbers are checked while they are copied. */
export interface SnapshotBlock {
  first: number;
  frames: number;
  layout: number;
  time: unknown[];
  interval: unknown[];
  gaps: [row: number, reason: GapReason][];
  columns: unknown[];
  slow?: SnapshotSlowRows;
}

/** The metrics that are kept once a second: which frames of the block have a row, and the rows by column. */
export interface SnapshotSlowRows {
  layout: number;
  frames: unknown[];
  columns: unknown[];
}
