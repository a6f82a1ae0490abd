import type { Steps } from '../../analysis/steps.ts';
import { columnSteps } from '../../frames/column-steps.ts';
import { growthOf } from '../../frames/counter-growth.ts';
import { timeOf } from '../../frames/frame-source.ts';
import type { FrameSource, FrameWindow } from '../../frames/index.ts';
import { formatMetricId, type MetricDescriptor, type Unit } from '../../metrics/index.ts';
import { METRIC_KINDS, type MetricKind, metricKindOf } from '../parts/metric-kinds.ts';
import { levelOf, type MetricLevel } from '../parts/metric-level.ts';
import { valueSpread } from '../parts/value-spread.ts';

/** Rows that are read and listed; a search finds the others. */
export const MAX_STORED_METRICS = 400;

/** A metric that some frame of a stored session has. */
export interface StoredMetric {
  readonly key: string;
  /** Its id as text. */
  readonly text: string;
  readonly kind: MetricKind;
  readonly descriptor: MetricDescriptor;
}

/** What its group's columns say, in their order, with their units; NaN where there is no value. */
export type StoredFigures = readonly {
  readonly value: number;
  readonly unit: Unit;
  readonly per: '' | '/s';
  readonly level: MetricLevel;
}[];

/** What is said of each kind. Of a histogram the frames have the number of samples. */
export const STORED_COLUMNS: Readonly<Record<MetricKind, readonly string[]>> = {
  gauges: ['min', 'mean', 'max'],
  counters: ['', 'per second', 'total'],
  histograms: ['', 'per second', 'samples'],
};

/** What the figures below a column's name are. */
export const STORED_MEANINGS: Readonly<Record<string, string>> = {
  min: 'The smallest value of the session',
  mean: 'The mean of the session’s frames',
  max: 'The largest value of the session',
  'per second': 'What was counted in a second, as the mean of the session',
  total: 'What was counted since the session’s first frame',
  samples: 'How many values came since the session’s first frame',
};

/** The metrics whose ids have all words of the search, by kind and name. */
export function storedMetrics(source: FrameSource, search: string): StoredMetric[] {
  const words = search.toLowerCase().split(/\s+/);
  const kinds = Object.keys(METRIC_KINDS) as MetricKind[];
  const rank = ({ kind }: StoredMetric) => kinds.indexOf(kind);
  return source.columns
    .filter(({ key }) => !key.endsWith('#sum'))
    .map(({ key, descriptor }): StoredMetric => {
      return { key, text: formatMetricId(descriptor.id), kind: metricKindOf(descriptor.type), descriptor };
    })
    .filter(({ text }) => words.every((word) => text.toLowerCase().includes(word)))
    .sort((a, b) => rank(a) - rank(b) || (a.text < b.text ? -1 : 1));
}

/** Reads a metric's column over a window, in steps. */
export function* storedFigureSteps(
  source: FrameSource,
  window: FrameWindow,
  metric: StoredMetric,
): Steps<StoredFigures> {
  const values = yield* columnSteps(source, metric.key, window);
  const { descriptor } = metric;
  const { unit, type } = descriptor;
  if (metric.kind === 'gauges') {
    const { min, mean, max } = valueSpread(values);
    return [min, mean, max].map((value) => ({ value, unit, per: '', level: levelOf(descriptor, value) }));
  }
  const first = values.findIndex((value) => !Number.isNaN(value));
  const growth = first < 0 ? Number.NaN : growthOf(values.subarray(first));
  const elapsedMs = timeOf(source, window.to - 1) - timeOf(source, window.from + Math.max(0, first));
  const countUnit = metric.kind === 'histograms' ? 'count' : unit;
  const perSecond = (1000 * growth) / elapsedMs;
  // A total begins with its metric: all of it is the session's where the metric came within, or the session has the page's first frame.
  const isFromZero = first > 0 || window.from === 0;
  const total = growth + (isFromZero ? (values[first] as number) : 0);
  // A rate's limits are of the rate and a counter's of the total, here the session's; a histogram's are of samples, which frames do not have.
  return [
    { value: perSecond, unit: countUnit, per: '/s', level: type === 'rate' ? levelOf(descriptor, perSecond) : '' },
    { value: total, unit: countUnit, per: '', level: type === 'counter' ? levelOf(descriptor, total) : '' },
  ];
}
