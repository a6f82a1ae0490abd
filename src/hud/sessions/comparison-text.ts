import type { ComparisonRow, SessionComparison } from '../../sessions/compare-sessions.ts';
import { formatValue, MISSING } from '../parts/format-value.ts';

/** Fewer sessions a side have no interval: see the comparison of sessions in `../sessions/README.md`. */
const MIN_SESSIONS = 4;

/** What differs between two places, as people call it. */
const PART_NAMES: Readonly<Record<SessionComparison['differences'][number]['part'], string>> = {
  gpu: 'GPU',
  browser: 'Browser',
  os: 'System',
  cpu: 'Processor',
  refreshMs: 'Refresh period in ms',
  viewport: 'Viewport',
  flags: 'Isolation',
  rendering: 'Rendering',
};

/** In what the places of two sides differ, each part as its name and the two values. */
export function differenceTexts({ differences }: Pick<SessionComparison, 'differences'>) {
  const textOf = (value: string | number | null) => (value === null ? 'not known' : String(value));
  return differences.map(({ part, base, head }) => ({
    name: PART_NAMES[part],
    base: textOf(base),
    head: textOf(head),
  }));
}

/** The rows that have all words of a search in their figure or section, without those of which neither side has a value. */
export function findRows(rows: readonly ComparisonRow[], search: string): ComparisonRow[] {
  const words = search.toLowerCase().split(/\s+/);
  return rows.filter(({ id, section, base, head }) => {
    const text = `${section ?? ''}\n${id}`.toLowerCase();
    return !(Number.isNaN(base) && Number.isNaN(head)) && words.every((word) => text.includes(word));
  });
}

/** A value of a row; what counters grow by is told per second. */
export function sideText(value: number, unit: string): string {
  if (!unit.endsWith('/s')) return formatValue(value, unit);
  const text = formatValue(value, unit.slice(0, -2));
  return text === MISSING ? text : `${text}${/[\d.]$/.test(text) ? ' ' : ''}/s`;
}

/** A ratio as the change that it is: `+4.2 %`, `−12 %`, from tenfold on `× 12`. */
export function changeText(ratio: number): string {
  if (!Number.isFinite(ratio)) return MISSING;
  if (ratio >= 10) return `× ${formatValue(ratio, 'ratio')}`;
  const percent = 100 * (ratio - 1);
  const size = Math.abs(percent);
  const digits = size.toFixed(size < 9.95 ? 1 : 0);
  return `${/[1-9]/.test(digits) ? (percent < 0 ? '−' : '+') : ''}${digits} %`;
}

/** The 95 % interval of a change; empty where there is none. */
export function intervalText({ low, high, isExact }: Pick<ComparisonRow, 'low' | 'high' | 'isExact'>): string {
  return isExact || Number.isNaN(low) ? '' : `${changeText(low).replace(' %', '')} … ${changeText(high)}`;
}

export type VerdictName = ComparisonRow['verdict'] | 'improved';

/** One word: what is better beyond the margin is called so, although it gates nothing. */
export function verdictName({ verdict, improved }: Pick<ComparisonRow, 'verdict' | 'improved'>): VerdictName {
  return improved ? 'improved' : verdict;
}

/** Why there are no intervals, and what to do about it; empty where there are. */
export function tooFewSessions(base: number, head: number): string {
  if (Math.min(base, head) >= MIN_SESSIONS) return '';
  return `One run says nothing about what runs differ by: from ${MIN_SESSIONS} sessions a side on, figures have an interval and a verdict. Give them a tag, and choose the tag.`;
}
