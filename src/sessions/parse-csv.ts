import { BLOCK_FRAMES } from '../frames/index.ts';
import { describe } from '../metrics/metrics-error.ts';
import { CELLS_BEFORE, csvHeader } from './csv-format.ts';
import { CsvRecords } from './csv-records.ts';
import { attempt, fail, require } from './snapshot-check.ts';
import { SnapshotDraft } from './snapshot-draft.ts';
import type { StoredSession } from './stored-session.ts';

/** A number as JavaScript and spreadsheets write it. */
const NUMBER = /^-?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/i;
/** Rows between two pauses. */
const ROWS_AT_ONCE = 32;

/** Whether a file begins as our CSV does; in quotes, where a spreadsheet wrote it anew. */
export function isCsv(lines: readonly string[]): boolean {
  return /^"?frame"?,/.test(lines[0] ?? '');
}

/** Reads our CSV as `parseSessionFile` does. Its frames become blocks as they are in a snapshot, and are checked as those. */
export function* parseCsv(lines: readonly string[]): Generator<number, StoredSession> {
  const records = new CsvRecords(lines);
  const header = records.next() ?? [];
  const first = records.next() ?? fail('row 2', 'there', undefined);
  const head = attempt('row 2, "session"', 'JSON', () => JSON.parse(first.at(-1) as string) as object);
  const draft = new SnapshotDraft({ ...head, blocks: [] });
  const [layout] = draft.layouts;
  if (layout === undefined || draft.layouts.length > 1) fail('layouts', 'one', draft.layouts.length);
  requireNames(header, csvHeader(layout.columns));
  const numberOf = (cells: readonly string[], column: number): number | null => {
    const cell = cells[column] as string;
    if (cell === '') return null;
    if (!NUMBER.test(cell)) fail(`row ${records.row}, ${describe(header[column])}`, 'a number or empty', cell);
    return Number(cell);
  };
  // A session without frames has one row, which is empty but for the session.
  let frame = numberOf(first, 0);
  let block = emptyBlock(frame, layout.columns.length);
  for (let cells: string[] | null = first; cells !== null; cells = records.next()) {
    require(cells.length === header.length, `row ${records.row}`, `${header.length} cells`, cells.length);
    if (frame === null) {
      const isOnlyRow = records.row === 2 && cells.slice(0, -1).every((cell) => cell === '');
      require(isOnlyRow, `row ${records.row}`, 'empty or absent, as there are no frames', cells[0]);
      continue;
    }
    require(numberOf(cells, 0) === frame, `row ${records.row}, "frame"`, String(frame), cells[0]);
    const gap = cells[3] as string;
    if (gap !== '') block.gaps.push([block.frames, gap]);
    block.time.push(numberOf(cells, 1));
    block.interval.push(numberOf(cells, 2));
    for (let c = 0; c < block.columns.length; c++) block.columns[c]?.push(numberOf(cells, CELLS_BEFORE + c));
    block.frames++;
    frame++;
    if (block.frames === BLOCK_FRAMES) {
      draft.add(block);
      block = emptyBlock(frame, layout.columns.length);
    }
    if (records.row % ROWS_AT_ONCE === 0) yield records.done;
  }
  if (block.frames > 0) draft.add(block);
  return draft.session();
}

function requireNames(header: readonly string[], wanted: readonly string[]): void {
  require(header.length === wanted.length, 'row 1', `${wanted.length} cells`, header.length);
  for (const [k, name] of wanted.entries())
    require(header[k] === name, `row 1, cell ${k + 1}`, describe(name), header[k]);
}

/** A block of the snapshot file, to be filled row by row. */
function emptyBlock(first: number | null, width: number) {
  return {
    first,
    frames: 0,
    layout: 0,
    time: [] as (number | null)[],
    interval: [] as (number | null)[],
    gaps: [] as [row: number, reason: string][],
    columns: Array.from({ length: width }, (): (number | null)[] => []),
  };
}
