import { formatMetricId, type MetricId, type ReportProblem } from './metric-id.ts';
import { refusal } from './metrics-error.ts';
import { parseUnit, type Unit, unitOfName } from './unit.ts';

export const METRIC_TYPES = ['counter', 'gauge', 'histogram', 'timer', 'rate'] as const;

/** Counters only grow, gauges are set, histograms and timers (ms) collect samples, rates count events per second. */
export type MetricType = (typeof METRIC_TYPES)[number];

/** How much history a metric wants: each frame, once a second, or none. */
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
  readonly thresholds?: Thresholds;
}

/** From which values on, in the metric's unit, a figure is worth a look, and is bad: upwards, or downwards where higher is better. */
export interface Thresholds {
  readonly warning?: number;
  readonly critical?: number;
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
  thresholds?: Thresholds;
}

const isString = (value: unknown) => typeof value === 'string';
const isSampled = (type: unknown) => type === 'histogram' || type === 'timer';
const isAscending = (bounds: unknown) =>
  Array.isArray(bounds) &&
  bounds.length > 0 &&
  [...bounds].every((bound, k) => Number.isFinite(bound) && !(bound <= bounds[k - 1]));

const areThresholds = (value: unknown) =>
  typeof value === 'object' &&
  value !== null &&
  Object.entries(value).length > 0 &&
  Object.entries(value).every(([name, limit]) => (name === 'warning' || name === 'critical') && Number.isFinite(limit));

function isMetricType(type: unknown): type is MetricType {
  return METRIC_TYPES.includes(type as MetricType);
}

/** What each option must do when it is given, and whether it does. */
const OPTION_RULES: readonly [keyof MetricOptions, string, (value: unknown, type: unknown) => boolean][] = [
  ['unit', 'be a string', isString],
  ['description', 'be a string', isString],
  ['history', 'be "frame", "1s" or "none"', (value) => value === 'frame' || value === '1s' || value === 'none'],
  ['reset', 'be "frame", on a gauge', (value, type) => value === 'frame' && type === 'gauge'],
  ['better', 'be "lower" or "higher"', (value) => value === 'lower' || value === 'higher'],
  ['budget', 'be a finite number', Number.isFinite],
  ['thresholds', 'have finite numbers "warning" or "critical", and nothing else', areThresholds],
  [
    'boundaries',
    'be finite ascending numbers, on a histogram or timer',
    // Of a type that is misspelt it is not known.
    (value, type) => isAscending(value) && (isSampled(type) || !isMetricType(type)),
  ],
];

/** Reports every wrong part of what is to become a descriptor, its id apart. */
export function checkMetricOptions(type: unknown, options: MetricOptions, report: ReportProblem): void {
  if (typeof options !== 'object' || options === null) {
    report('options', 'be an object', options);
    return;
  }
  if (!isMetricType(type)) report('type', `be one of ${METRIC_TYPES.join(', ')}`, type);
  for (const [part, wanted, isRight] of OPTION_RULES) {
    const value = options[part];
    if (value !== undefined && !isRight(value, type)) report(part, wanted, value);
  }
}

/**
 * Checks the options and fills in the defaults.
 *
 * @throws MetricsError `invalid-operation` for an unknown type, option value or boundaries that do not ascend
 */
export function createDescriptor(id: MetricId, type: MetricType, options: MetricOptions = {}): MetricDescriptor {
  checkMetricOptions(type, options, (part, wanted, got) => {
    throw refusal('invalid-operation', `register metric "${formatMetricId(id)}"`, part, wanted, got);
  });
  const { unit, description = '', boundaries, history = 'frame', reset, better, budget, thresholds } = options;
  return Object.freeze({
    id,
    type,
    unit: unit !== undefined ? parseUnit(unit) : type === 'timer' ? 'ms' : unitOfName(id.name),
    description,
    history,
    ...(boundaries && { boundaries: Object.freeze([...boundaries]) }),
    ...(reset && { reset }),
    ...(better && { better }),
    ...(budget !== undefined && { budget }),
    ...(thresholds && { thresholds: Object.freeze({ ...thresholds }) }),
  });
}
