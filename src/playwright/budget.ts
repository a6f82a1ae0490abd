import { type Judged, judgeMetric } from './judge-metric.ts';
import type { Measurement } from './measurement.ts';

/**
 * Limits by id: a statistic (`frame.p95`, `fps.low1`, `dropped.pct`, `hitch.count`, …) or the text id of a metric. Of the measured frames counts
 *
 * - of a gauge the largest value; the smallest where the limit is the least that is wanted,
 * - of a counter what it counted, not its total; of a rate that per second,
 * - of a histogram or timer `<id>#mean`, the mean of the values that came, or `<id>#count`, how many came.
 *
 * A measured value must be at most the limit, but at least where more is better: frame rates (`fps.*`) and metrics whose descriptor has `better: 'higher'`,
 * or the unit `fps` or `hz` and no `better`. What frames have once a second, as labelled families do, is counted from one such second to another.
 */
export type Budget = Readonly<Record<string, number>>;

export interface BudgetLine {
  readonly id: string;
  /** NaN where it is missing. */
  readonly measured: number;
  readonly limit: number;
  /** Whether the limit is the least that is wanted; else it is the most. */
  readonly atLeast: boolean;
  readonly met: boolean;
}

/**
 * Holds a measurement against a budget. What is missing, such as a statistic of too few frames, meets nothing.
 *
 * @throws TypeError for a limit that is no number or an empty budget, RangeError for an id that is neither statistic nor metric, or a metric that
 * cannot be judged
 */
export function checkBudget(measurement: Measurement, budget: Budget): BudgetLine[] {
  const entries = Object.entries(budget ?? {});
  if (entries.length === 0)
    throw new TypeError('Cannot check the budget: it must have a limit, such as { "frame.p95": 20 }');
  return entries.map(([id, limit]) => {
    if (typeof limit !== 'number' || Number.isNaN(limit)) {
      throw new TypeError(
        `Cannot check the budget: limit of "${id}" must be a number, current value is ${String(limit)}`,
      );
    }
    const { measured, atLeast } = id.includes(':') ? judgeMetric(measurement, id) : judgeStatistic(measurement, id);
    return { id, measured, limit, atLeast, met: atLeast ? measured >= limit : measured <= limit };
  });
}

/** The lines as an aligned table, the unmet ones marked. */
export function formatBudget(lines: readonly BudgetLine[]): string {
  const width = Math.max(...lines.map(({ id }) => id.length));
  return lines
    .map(({ id, measured, limit, atLeast, met }) => {
      const value = Number.isNaN(measured) ? 'missing' : String(Math.round(measured * 1000) / 1000);
      return `${met ? '  ' : '✗ '}${id.padEnd(width)}  ${value.padStart(10)}  ${atLeast ? '≥' : '≤'} ${limit}`;
    })
    .join('\n');
}

function judgeStatistic({ stats }: Measurement, id: string): Judged {
  let value: unknown = stats;
  for (const part of id.split('.')) {
    value =
      typeof value === 'object' && value !== null && Object.hasOwn(value, part)
        ? value[part as keyof typeof value]
        : undefined;
  }
  if (typeof value === 'number') return { measured: value, atLeast: id.startsWith('fps.') };
  throw new RangeError(
    `Cannot check the budget: "${id}" must be a statistic such as "frame.p95" or a metric such as "engine:rendering.draw_calls"`,
  );
}
