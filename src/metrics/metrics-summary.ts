import { formatMetricId } from './metric-id.ts';
import type { MetricValue } from './metric-value.ts';
import type { MetricsRegistry } from './metrics-registry.ts';

const QUANTILES = [0.5, 0.95, 0.99] as const;

/** Every metric on a line: id, value, unit. */
export function metricsText(registry: MetricsRegistry): string {
  let text = '';
  registry.forEach((key, handle, { unit }) => {
    const value = handle.read();
    if (value !== null) text += `${key} ${valueText(value)}${unit === '' ? '' : ` ${unit}`}\n`;
  });
  return text;
}

/** Prints every metric to the console as a table. */
export function logMetricsTable(registry: MetricsRegistry): void {
  const rows = registry.query().map((handle) => {
    const id = formatMetricId(handle.id);
    const value = handle.read() as MetricValue;
    const unit = registry.describe(id)?.unit;
    if (value.type === 'rate') return [id, { value: value.perSecond, unit: '/s', count: value.count }];
    if (!('quantile' in value)) return [id, { value: value.value, unit }];
    const { count, min, max } = value;
    const [p50, p95, p99] = QUANTILES.map(value.quantile);
    return [id, { value: p50, unit, count, min, max, p95, p99 }];
  });
  // biome-ignore lint/suspicious/noConsole: printing is what was asked for
  console.table(Object.fromEntries(rows));
}

function valueText(value: MetricValue): string {
  if (value.type === 'rate') return `${figure(value.perSecond)}/s count=${value.count}`;
  if (!('quantile' in value)) return figure(value.value);
  const [p50, p95, p99] = QUANTILES.map(value.quantile) as [number, number, number];
  return `count=${value.count} p50=${figure(p50)} p95=${figure(p95)} p99=${figure(p99)} max=${figure(value.max)}`;
}

/** A missing value is a dash, never 0. Six digits are more than any clock of a page has. */
function figure(value: number): string {
  if (Number.isNaN(value)) return '–';
  return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(6)));
}
