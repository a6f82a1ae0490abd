import type { FrameColumn } from '../metrics/index.ts';

/** What stands before the columns of the metrics, and behind them. */
const BEFORE = ['frame', 'time [ms]', 'interval [ms]', 'gap'];
const BEHIND = ['events', 'session'];

/** How many cells of a row are before those of the metrics. */
export const CELLS_BEFORE = BEFORE.length;

/** The names of the columns, with their units: the first row. */
export function csvHeader(columns: readonly (FrameColumn | null)[]): string[] {
  return [...BEFORE, ...columns.map((column) => defused(column === null ? '' : nameOf(column))), ...BEHIND];
}

/** A count has no unit, whatever its samples have. */
function nameOf({ key, descriptor }: FrameColumn): string {
  const unit = key.endsWith('#count') ? 'count' : descriptor.unit;
  return unit === '' ? key : `${key} [${unit}]`;
}

/** A text that no spreadsheet takes for a formula: one that begins like one gets an apostrophe, which shows that it is text. */
export function defused(text: string): string {
  return /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
}

/** A text as a cell of RFC 4180. */
export function csvCell(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** The cells of a record; null for quotes that RFC 4180 does not know. */
export function cellsOf(record: string): string[] | null {
  if (!record.includes('"')) return record.split(',');
  const cells: string[] = [];
  for (let at = 0; at <= record.length; at++) {
    let end: number;
    if (record[at] === '"') {
      end = closingQuote(record, at + 1);
      if (end < 0) return null;
      cells.push(record.slice(at + 1, end).replaceAll('""', '"'));
      end++;
    } else {
      const comma = record.indexOf(',', at);
      end = comma < 0 ? record.length : comma;
      const cell = record.slice(at, end);
      if (cell.includes('"')) return null;
      cells.push(cell);
    }
    if (end < record.length && record[end] !== ',') return null;
    at = end;
  }
  return cells;
}

/** Where the quote is that no other follows; -1 where there is none. */
function closingQuote(record: string, from: number): number {
  let at = record.indexOf('"', from);
  while (at >= 0 && record[at + 1] === '"') at = record.indexOf('"', at + 2);
  return at;
}
