import { writeFileSync } from 'node:fs';
import type { Browser } from '@playwright/test';
import type { Spread } from './spread.ts';

type Verdict = 'met' | 'met, not certain' | 'MISSED' | 'MISSED, not certain';

/** One figure of the benchmark. */
export interface Row {
  readonly case: string;
  readonly value: number;
  readonly unit: string;
  /** To the peer's figure of the same base; null where there is none. */
  readonly ratio: number | null;
  readonly peer: string | null;
  /** Where the middle half of the rounds lies, and half the 95 % interval of their median. */
  readonly spread?: Omit<Spread, 'median'>;
  /** What is to be reached, in words. */
  readonly goal?: string;
  readonly verdict?: Verdict;
}

export interface Part {
  readonly title: string;
  readonly rows: readonly Row[];
}

/** Whether a value is at most the limit, and whether that is certain within the error of the value. */
export function judge(value: number, limit: number, error = 0): Verdict {
  const met = value <= limit;
  const certain = Math.abs(value - limit) >= error;
  return `${met ? 'met' : 'MISSED'}${certain ? '' : ', not certain'}` as Verdict;
}

/** A row whose value is the median of rounds. */
export function spreadRow(name: string, { median, ...spread }: Spread, unit: string, more: Partial<Row> = {}): Row {
  return { case: name, value: median, unit, ratio: null, peer: null, spread, ...more };
}

/** Prints a part, its columns aligned. */
export function printPart({ title, rows }: Part): void {
  const cells = [
    ['', 'value', 'rounds: middle half, error', 'beside the peer', 'goal', ''],
    ...rows.map((row) => [
      row.case,
      `${digits(row.value, row.unit)} ${row.unit}`,
      row.spread === undefined ? '' : spreadText(row.value, row.spread, row.unit),
      row.peer === null ? '' : `${row.ratio?.toFixed(2) ?? '?'} × ${row.peer}`,
      row.goal ?? '',
      row.verdict ?? '',
    ]),
  ];
  const widths = (cells[0] as string[]).map((_, k) => Math.max(...cells.map((line) => (line[k] as string).length)));
  console.log(`\n${title}`);
  for (const line of cells) {
    const padded = line.map((cell, k) =>
      k === 1 ? cell.padStart(widths[k] as number) : cell.padEnd(widths[k] as number),
    );
    console.log(`  ${padded.join('  ').trimEnd()}`);
  }
}

function digits(value: number, unit: string): string {
  return value.toFixed(unit.startsWith('ms/') ? 3 : unit.startsWith('B') ? 0 : 1);
}

function spreadText(value: number, { low, high, error }: NonNullable<Row['spread']>, unit: string): string {
  const half = `${digits(low, unit)} … ${digits(high, unit)}${Number.isNaN(error) ? '' : `, ±${digits(error, unit)}`}`;
  return Math.abs(value) <= error ? `${half}: not told from 0` : half;
}

/** Writes what was measured in the shape that all benchmarks have. */
export function writeParts(browser: Browser, parts: readonly Part[], environment: object): void {
  const rows = parts.flatMap(({ title, rows }) => rows.map((row) => ({ part: title, ...row })));
  const about = { browser: browser.version(), node: process.version, ...environment };
  writeFileSync('bench-results/hud.json', `${JSON.stringify({ name: 'hud', environment: about, rows }, null, 2)}\n`);
}
