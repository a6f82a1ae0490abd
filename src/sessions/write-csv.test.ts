import { beforeAll, describe, expect, it } from 'vitest';
import { readColumn } from '../frames/index.ts';
import { createExamplePage, type ExamplePage } from './example-session.ts';
import { parseSnapshot } from './parse-snapshot.ts';
import type { StoredSession } from './stored-session.ts';
import { writeCsv } from './write-csv.ts';
import { writeSnapshot } from './write-snapshot.ts';

let page: ExamplePage;
let session: StoredSession;
let text: string;

const open = async (id: string) => (await page.sessions.open(id)) as StoredSession;
const csvOf = (of: StoredSession) => [...writeCsv(of)].join('');

/** The rows of a CSV as RFC 4180 says, by a reader that is not ours. */
function rowsOf(csv: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  for (const [, quoted, plain, end] of csv.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)) {
    row.push(quoted?.replaceAll('""', '"') ?? (plain as string));
    if (end === ',') continue;
    rows.push(row);
    row = [];
  }
  return rows;
}

beforeAll(async () => {
  page = createExamplePage();
  const { registry } = page.metrics;
  registry.registerGauge('@SUM(1)', 'x', { unit: '"rows, \n' }).set(-5);
  registry.registerGauge('game', 'tiny').set(5e-324);
  page.run(100);
  const { summary } = await page.sessions.start({ name: '=1+1, "Boss"\r\n', tags: ['a'] });
  page.frames.eventLog.mark('=HYPERLINK("x")', page.nowMs(), { wave: 3 });
  const close = page.frames.eventLog.section('level', page.nowMs(), page.nowMs);
  page.run(400);
  close();
  registry.registerTimer('game', 'late').record(3);
  page.run(100);
  registry.remove('game:pass_ms');
  page.frames.eventLog.section('open', page.nowMs(), page.nowMs);
  page.run(50);
  await page.sessions.stop();
  session = await open(summary.id);
  text = csvOf(session);
});

describe('writeCsv', () => {
  it('is a table of RFC 4180: a header, then one row a frame, all of one width', () => {
    const rows = rowsOf(text);
    expect(rows).toHaveLength(551);
    expect(new Set(rows.map((row) => row.length))).toEqual(new Set([session.frames.columns.length + 6]));
    const quoted = (cell: string) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
    expect(rows.map((row) => `${row.map(quoted).join(',')}\r\n`).join('')).toBe(text);
  });

  it('says the unit in the header, and leaves missing values empty', () => {
    const [header = [], ...rows] = rowsOf(text);
    expect(header.slice(0, 4)).toEqual(['frame', 'time [ms]', 'interval [ms]', 'gap']);
    expect(header.slice(-2)).toEqual(['events', 'session']);
    const gpuTime = header.indexOf('engine:performance.gpu_time_ms [ms]');
    expect(rows.every((row) => row[gpuTime] === '')).toBe(true);
    expect(header).toContain('game:late#count [count]');
    expect(header).toContain('game:late#sum [ms]');
    const late = header.indexOf('game:late#count [count]');
    expect(rows[399]?.[late]).toBe('');
    expect(rows[400]?.[late]).toBe('1');
  });

  it('writes gaps with their reason, and an empty interval', () => {
    const rows = rowsOf(text).slice(1);
    const gaps = rows.filter(([, , , gap]) => gap !== '');
    expect(gaps.map(([frame, , interval, gap]) => [frame, interval, gap])).toEqual(
      [157, 254, 351, 448, 545, 642].map((frame) => [String(frame), '', 'hidden']),
    );
  });

  it('has no cell that a spreadsheet takes for a formula, and no number that was changed', () => {
    const [header = [], ...rows] = rowsOf(text);
    const formulas = [header, ...rows].flat().filter((cell) => /^[=+\-@\t\r]/.test(cell) && Number.isNaN(Number(cell)));
    expect(formulas).toEqual([]);
    const name = header.find((cell) => cell.includes('SUM(1)')) as string;
    expect(name).toBe('\'@SUM(1):x ["rows, \n]');
    expect(rows[0]?.[header.indexOf(name)]).toBe('-5');
    expect(rows[0]?.[header.indexOf('game:tiny')]).toBe('5e-324');
  });

  it('names events in the rows of their frames', () => {
    const rows = rowsOf(text).slice(1);
    const events = rows.flatMap((row, k) => (row.at(-2) === '' ? [] : [[k, row.at(-2)]]));
    expect(events).toEqual([
      [0, 'mark: =HYPERLINK("x"); section: level'],
      [499, 'section: open'],
    ]);
  });

  it('is read back as the same session, to the last digit', () => {
    const read = parseSnapshot(text);
    expect(read.summary).toEqual({ ...session.summary, bytes: read.summary.bytes });
    expect(read.environment).toEqual(session.environment);
    expect(read.metrics).toEqual(session.metrics);
    expect(read.histograms).toEqual(session.histograms);
    expect(read.frames.events).toEqual(session.frames.events);
    expect(read.frames.columns).toEqual(session.frames.columns);
    const window = { from: session.frames.firstFrame, to: session.frames.endFrame };
    for (const key of ['time', 'interval', 'gap', ...session.frames.columns.map((column) => column.key)])
      expect(readColumn(read.frames, key, window), key).toEqual(readColumn(session.frames, key, window));
    for (const options of [{}, { lastMs: 2000 }, { section: 'level' }, { budgetMs: 5 }])
      expect(read.stats(options)).toEqual(session.stats(options));
  });

  it('is the same once more, and after a way through JSON', () => {
    expect(csvOf(parseSnapshot(text))).toBe(text);
    expect(csvOf(parseSnapshot([...writeSnapshot(parseSnapshot(text))].join('')))).toBe(text);
  });

  it('keeps a session without frames', async () => {
    const { summary } = await page.sessions.start({ name: 'Empty' });
    await page.sessions.stop();
    const empty = await open(summary.id);
    const csv = csvOf(empty);
    expect(rowsOf(csv)).toHaveLength(2);
    const read = parseSnapshot(csv);
    expect(read.summary).toEqual(empty.summary);
    expect(read.histograms).toEqual(empty.histograms);
    expect(read.stats().frames).toBe(0);
  });
});

describe('parseSnapshot of a CSV', () => {
  const problemOf = (source: string) => {
    try {
      parseSnapshot(source);
      return 'none';
    } catch (error) {
      return `${(error as { code: string }).code}: ${(error as Error).message}`;
    }
  };
  const edited = (row: number, cell: number, value: string) => {
    const lines = text.split('\r\n');
    // Rows in which no cell has a line break or comma can be split at commas.
    const at = lines.findIndex((line) => line.startsWith(`${row + 98},`));
    const cells = (lines[at] as string).split(',');
    cells[cell] = value;
    lines[at] = cells.join(',');
    return lines.join('\r\n');
  };

  it('says which row and column is wrong, the value that came and the one that was wanted', () => {
    const cases: [source: string, message: string][] = [
      ['frame,time', 'row 2 must be there, current value is undefined'],
      ['frame,time\r\n1,{}', 'corrupt: Cannot read the session: format must be "framescope-session"'],
      ['frame,time\r\n1,x', 'row 2, "session" must be JSON'],
      [
        text.replace('interval [ms]', 'interval [s]'),
        'row 1, cell 3 must be "interval [ms]", current value is "interval [s]"',
      ],
      [text.replace(',events,', ','), 'row 1 must be'],
      [edited(9, 1, '1,5'), `row 9 must be ${session.frames.columns.length + 6} cells`],
      [edited(9, 2, '16.6ms'), 'row 9, "interval [ms]" must be a number or empty, current value is "16.6ms"'],
      [edited(9, 2, '0x10'), 'row 9, "interval [ms]" must be a number or empty, current value is "0x10"'],
      [edited(9, 2, ' '), 'row 9, "interval [ms]" must be a number or empty, current value is " "'],
      [edited(9, 2, '1e999'), 'blocks.0.interval.7 must be a number or null, current value is Infinity'],
      [edited(9, 0, '5'), 'row 9, "frame" must be 107, current value is "5"'],
      [edited(9, 0, ''), 'row 9, "frame" must be 107, current value is ""'],
      [edited(9, 1, ''), 'blocks.0.time.7 must be ms, '],
      [edited(9, 3, 'bored'), 'blocks.0.gaps.0 must be a row and one of none,start,hidden'],
      [edited(9, 2, '"16'), 'row 9 must be cells of RFC 4180, with quotes that close'],
      [edited(9, 2, '1"6"'), 'row 9 must be cells of RFC 4180, with quotes that close'],
      [text.slice(0, text.length / 2), 'must be'],
      [text.split('\r\n').slice(0, -5).join('\r\n'), 'session.frames must be 546, as the blocks have'],
      [text.replace('""version"":1', '""version"":2'), 'version: Cannot read the session: version must be at most 1'],
    ];
    for (const [source, message] of cases) expect(problemOf(source)).toContain(message);
  });

  it('reads what a spreadsheet wrote anew: other line ends, quotes around every cell, exponents in capitals', () => {
    const rows = rowsOf(text);
    const anew = rows
      .map((row) => row.map((cell) => `"${(/^5e-324$/.test(cell) ? '5E-324' : cell).replaceAll('"', '""')}"`).join(','))
      .join('\n');
    expect(parseSnapshot(anew).stats()).toEqual(session.stats());
  });
});
