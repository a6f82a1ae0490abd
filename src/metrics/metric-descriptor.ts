import { describe, formatMetricId, type MetricId } from './metric-id.ts';
import { MetricsError } from './metrics-error.ts';
import { parseUnit, type Unit, unitOfName } from './unit.ts';

export const METRIC_TYPES = ['counter', 'gauge', 'histogram', 'timer', 'rate'] as const;

/** Counters only grow, gauges are set, histograms and timers (ms) collect samples, rates count events per second. */
export type MetricType = (typeof METRIC_TYPES)[number];

/** How much history a metric wants: each frame, at least once a second (today kept each frame, too), or none. */
export type HistoryInterval = 'frame' | '1s' | 'none';

/** Everything about a metric that does not change while it lives. */
export interface MetricDescriptor {
  readonly id: MetricId;
  readonly type: MetricType;
  readonly unit: Unit;
  readonly description: string;
  /** Upper bounds (inclusive, ascending) of an explicit histogram; absent: exact exponential buckets. `+Inf` is implied. */
  readonly boundaries?: readonly number[];
  readonly history: HistoryInterval;
  /** `'frame'`: a gauge becomes missing in each frame that does not write it. */
  readonly reset?: 'frame';
  /** Which direction is an improvement. */
  readonly better?: 'lower' | 'higher';
  /** The value, in `unit`, that the metric should not get worse than. */
  readonly budget?: number;
}

/** What a registration may say about a metric besides its name. */
export interface MetricOptions {
  labels?: Readonly<Record<string, string>>;
  /** Default: what the name's suffix states (`_ms`, `_mb`), `ms` for timers, else none. */
  unit?: Unit;
  description?: string;
  boundaries?: readonly number[];
  /** Default `'frame'`. */
  history?: HistoryInterval;
  reset?: 'frame';
  better?: 'lower' | 'higher';
  budget?: number;
}

/**
 * Checks the options and fills in the defaults.
 *
 * @throws MetricsError `invalid-operation` for an unknown type, option value or boundaries that do not ascend
 */
export function createDescriptor(id: MetricId, type: MetricType, options: MetricOptions = {}): MetricDescriptor {
  const { unit, description = '', boundaries, history = 'frame', reset, better, budget } = options;
  const require = (valid: boolean, what: string, wanted: string, got: unknown) => {
    if (valid) return;
    throw new MetricsError(
      'invalid-operation',
      `Cannot register metric "${formatMetricId(id)}": ${what} must be ${wanted}, current value is ${describe(got)}`,
    );
  };
  require(METRIC_TYPES.includes(type), 'type', `one of ${METRIC_TYPES.join(', ')}`, type);
  require(unit === undefined || typeof unit === 'string', 'unit', 'a string', unit);
  require(['frame', '1s', 'none'].includes(history), 'history', '"frame", "1s" or "none"', history);
  require(reset === undefined || (reset === 'frame' && type === 'gauge'), 'reset', '"frame", on a gauge', reset);
  require(better === undefined || better === 'lower' || better === 'higher', 'better', '"lower" or "higher"', better);
  require(budget === undefined || Number.isFinite(budget), 'budget', 'a finite number', budget);
  if (boundaries !== undefined) {
    require(type === 'histogram' || type === 'timer', 'boundaries', 'on a histogram or timer', type);
    require(boundaries.length > 0 &&
      boundaries.every(
        (bound, i) => Number.isFinite(bound) && (i === 0 || bound > (boundaries[i - 1] as number)),
      ), 'boundaries', 'finite and ascending', boundaries.join(', '));
  }
  return Object.freeze({
    id,
    type,
    unit: unit === undefined ? (type === 'timer' ? 'ms' : unitOfName(id.name)) : parseUnit(unit),
    description,
    history,
    ...(boundaries && { boundaries: Object.freeze([...boundaries]) }),
    ...(reset && { reset }),
    ...(better && { better }),
    ...(budget !== undefined && { budget }),
  });
}
