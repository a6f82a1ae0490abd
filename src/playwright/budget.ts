import type { Measurement } from './measurement.ts';

/**
 * Limits by id: a statistic (`frame.p95`, `fps.low1`, `dropped.pct`, `hitch.count`, …) or the text id of a metric, whose largest
 * value in the measured frames counts. Frame rates (`fps.*`) must be at least the limit, everything else at most.
 */
export type Budget = Readonly<Record<string, number>>;

export interface BudgetLine {
  readonly id: string;
  readonly measured: number;
  readonly limit: number;
  readonly atLeast: boolean;
  readonly met: boolean;
}

/**
 * Holds a measurement against a budget. A statistic that is missing for so few frames meets nothing.
 *
 * @throws TypeError for a limit that is no number or an empty budget, RangeError for an id that is neither statistic nor metric
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
    const measured = measuredValue(measurement, id);
    const atLeast = id.startsWith('fps.');
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

function measuredValue(measurement: Measurement, id: string): number {
  if (id.includes(':')) return measurement.metric(id).max;
  let value: unknown = measurement.stats;
  for (const part of id.split('.')) {
    value =
      typeof value === 'object' && value !== null && Object.hasOwn(value, part)
        ? value[part as keyof typeof value]
        : undefined;
  }
  if (typeof value === 'number') return value;
  throw new RangeError(
    `Cannot check the budget: "${id}" must be a statistic such as "frame.p95" or a metric such as "engine:rendering.draw_calls"`,
  );
}
