import { cellsOf } from './csv-format.ts';
import { fail } from './snapshot-check.ts';

/** The records of a CSV, one after the other: a quoted cell may have line breaks, so that a record may be several lines. */
export class CsvRecords {
  /** The number of the record that came last, from 1 on: the header is row 1. */
  row = 0;
  readonly #lines: readonly string[];
  readonly #end: number;
  #next = 0;

  constructor(lines: readonly string[]) {
    this.#lines = lines;
    this.#end = lines.findLastIndex((line) => line !== '' && line !== '\r') + 1;
  }

  /** How much was read, from 0 to 1. */
  get done(): number {
    return this.#next / this.#end;
  }

  /** The cells of the next record; null behind the last. @throws SessionError `corrupt` for broken quotes */
  next(): string[] | null {
    if (this.#next >= this.#end) return null;
    this.row++;
    const lines: string[] = [];
    let isOpen = false;
    do {
      const line = this.#lines[this.#next++] as string;
      lines.push(line);
      isOpen = isOpen !== hasOddQuotes(line);
    } while (isOpen && this.#next < this.#end);
    const record = lines.join('\n');
    const cells = isOpen ? null : cellsOf(record.endsWith('\r') ? record.slice(0, -1) : record);
    return cells ?? fail(`row ${this.row}`, 'cells of RFC 4180, with quotes that close', record);
  }
}

function hasOddQuotes(line: string): boolean {
  let isOdd = false;
  for (let at = line.indexOf('"'); at >= 0; at = line.indexOf('"', at + 1)) isOdd = !isOdd;
  return isOdd;
}
