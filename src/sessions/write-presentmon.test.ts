import { beforeAll, describe, expect, it } from 'vitest';
import { frameStatistics } from '../analysis/index.ts';
import { createExamplePage } from './example-session.ts';
import type { StoredSession } from './stored-session.ts';
import { writePresentMon } from './write-presentmon.ts';

let session: StoredSession;
let lines: string[];

beforeAll(async () => {
  const page = createExamplePage();
  const { summary } = await page.sessions.start({ name: '=Boss, "3"//\r\n@x' });
  page.run(10);
  page.metrics.setGpuTime(4, 2.5);
  page.run(300);
  await page.sessions.stop();
  session = (await page.sessions.open(summary.id)) as StoredSession;
  lines = [...writePresentMon(session)].join('').split('\r\n');
});

describe('writePresentMon', () => {
  it('has the columns that CapFrameX asks of a capture, and more rows than the 20 that it wants at least', () => {
    const [header = ''] = lines;
    expect(header.startsWith('Application,')).toBe(true);
    for (const name of ['Application', 'Dropped', 'TimeInSeconds', 'MsBetweenPresents', 'MsBetweenDisplayChange'])
      expect(header.toLowerCase().split(',')).toContain(name.toLowerCase());
    expect(lines.length).toBeGreaterThan(20);
  });

  it('has cells that a reader which only splits at commas understands', () => {
    const [header = '', ...rows] = lines.slice(0, -1);
    for (const row of rows) expect(row.split(',')).toHaveLength(header.split(',').length);
    expect(lines.join('')).not.toMatch(/["=@\r\n]|\/\//);
    expect(rows[0]?.split(',').slice(1, 7)).toEqual(['0', '0x0', 'Other', 'NA', 'NA', '0']);
    expect(rows[0]?.split(',')[0]?.split(/ +/)).toEqual(['Boss', '3', 'x']);
  });

  it('gives the tools the same frame times, which give the same statistics', () => {
    const [header = '', ...rows] = lines.slice(0, -1);
    const column = header.split(',').indexOf('msBetweenPresents');
    const intervals = Float64Array.from(rows, (row) => Number(row.split(',')[column]));
    const { frame, fps } = session.stats();
    const read = frameStatistics(intervals, { refreshMs: 16.666, budgetMs: 16.666 });
    expect([read.frame, read.fps]).toEqual([frame, fps]);
  });

  it('leaves out the frames behind a gap, which those tools would take for 0 ms, and shows the gap in the time', () => {
    const [header = '', ...rows] = lines.slice(0, -1);
    const names = header.split(',');
    const time = names.indexOf('TimeInSeconds');
    expect(rows).toHaveLength(310 - (session.stats().excluded.count ?? 0));
    const seconds = rows.map((row) => Number(row.split(',')[time]));
    const steps = seconds.map((second, k) => second - (seconds[k - 1] ?? 0));
    expect(steps.filter((step) => step > 4.9)).toHaveLength(3);
    expect(seconds.at(-1)).toBeCloseTo(session.summary.durationMs / 1000, 6);
  });

  it('says NA for what a page does not know', () => {
    const [header = '', ...rows] = lines.slice(0, -1);
    const names = header.split(',');
    const unknown = ['SyncInterval', 'PresentFlags', 'msInPresentAPI', 'AllowsTearing', 'msUntilRenderComplete'];
    for (const name of [...unknown, 'msUntilDisplayed', 'msBetweenDisplayChange'])
      expect(new Set(rows.map((row) => row.split(',')[names.indexOf(name)])), name).toEqual(new Set(['NA']));
    const gpu = rows.map((row) => row.split(',')[names.indexOf('msGPUActive')]);
    expect(gpu.filter((cell) => cell !== 'NA')).toEqual(['2.5']);
  });
});
