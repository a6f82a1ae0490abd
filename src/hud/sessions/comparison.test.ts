import { describe, expect, it } from 'vitest';
import type { ComparisonRow } from '../../sessions/compare-sessions.ts';
import { createExamplePage } from '../../sessions/example-session.ts';
import { comparisonSides, readComparison, sideKeyOf } from './comparison.ts';
import {
  changeText,
  differenceTexts,
  findRows,
  intervalText,
  sideText,
  tooFewSessions,
  verdictName,
} from './comparison-text.ts';

async function recordTwo() {
  const page = createExamplePage();
  const ids: string[] = [];
  for (const name of ['a', 'b']) {
    const { summary } = await page.sessions.start({ name, tags: ['both', name] });
    page.run(100);
    await page.sessions.stop();
    ids.push(summary.id);
  }
  return { page, ids, list: await page.sessions.list() };
}

describe('comparisonSides', () => {
  it('has every session, and the tags that several have', async () => {
    const { list, ids } = await recordTwo();
    const { sessions, tags } = comparisonSides(list);
    expect(sessions.map(({ name }) => name).sort()).toEqual(['a', 'b']);
    expect(sessions.map(({ key }) => key)).toEqual(list.map(sideKeyOf));
    expect(tags.map(({ name }) => name)).toEqual(['both (2 sessions)']);
    expect([...(tags[0]?.ids ?? [])].sort()).toEqual([...ids].sort());
  });

  it('tells a tag from a session, whatever they are called', () => {
    const session = { name: '', note: '', startedAt: 0, durationMs: 0, frames: 0, bytes: 0, pinned: false };
    const list = ['x', 'y'].map((id) => ({ ...session, id, tags: ['x'], state: 'complete' as const }));
    const { sessions, tags } = comparisonSides(list);
    expect(new Set([...sessions, ...tags].map(({ key }) => key)).size).toBe(3);
  });
});

describe('readComparison', () => {
  it('has the figures and the frame times of both sides, and of a tag those of all its sessions', async () => {
    const { page, list } = await recordTwo();
    const { sessions, tags } = comparisonSides(list);
    const [side, tag] = [sessions[0], tags[0]];
    if (side === undefined || tag === undefined) throw new Error('No sides');
    const { result, times } = await readComparison(page.sessions, side, tag);
    expect(result.rows.find(({ id }) => id === 'frame.p50')?.headValues).toHaveLength(2);
    expect(times?.base.values).toHaveLength(100);
    expect(times?.head.values).toHaveLength(200);
    expect(times?.base.stats?.frame).toEqual((await page.sessions.open(side.ids[0] ?? '')).stats().frame);
    expect(times?.base.budgetMs).toBe(16.666);
  });

  it('reads no frames where the places differ', async () => {
    const { page, list } = await recordTwo();
    page.environment = { ...page.environment, gpu: 'Another' };
    const { summary } = await page.sessions.start({ name: 'c' });
    page.run(100);
    await page.sessions.stop();
    const [side] = comparisonSides(list).sessions;
    const other = comparisonSides(await page.sessions.list()).sessions.find(({ ids }) => ids[0] === summary.id);
    if (side === undefined || other === undefined) throw new Error('No sides');
    const { result, times } = await readComparison(page.sessions, side, other);
    expect(times).toBeNull();
    expect(differenceTexts(result)).toContainEqual({ name: 'GPU', base: 'not known', head: 'Another' });
  });
});

describe('comparison-text', () => {
  it('finds rows by figure and section, without those of which neither side has a value', () => {
    const row = (id: string, section: string | null, base: number, head: number) =>
      ({ id, section, base, head }) as ComparisonRow;
    const rows = [
      row('frame.p50', null, 16, 17),
      row('engine:loads.bytes', 'Boss fight', Number.NaN, Number.NaN),
      row('frame.p50', 'Boss fight', Number.NaN, 20),
    ];
    expect(findRows(rows, '')).toEqual([rows[0], rows[2]]);
    expect(findRows(rows, 'boss P50')).toEqual([rows[2]]);
  });

  it('says changes as percents, and from tenfold on as a factor', () => {
    expect([1.042, 0.875, 1, 1.0004, 0.9996, 2, 12, Number.NaN, Infinity].map(changeText)).toEqual([
      '+4.2 %',
      '−13 %',
      '0.0 %',
      '0.0 %',
      '0.0 %',
      '+100 %',
      '× 12.0',
      '–',
      '–',
    ]);
  });

  it('says an interval only where there is one', () => {
    expect(intervalText({ low: 0.98, high: 1.14, isExact: false })).toBe('−2.0 … +14 %');
    expect(intervalText({ low: Number.NaN, high: Number.NaN, isExact: false })).toBe('');
    expect(intervalText({ low: 1.2, high: 1.2, isExact: true })).toBe('');
  });

  it('says values with their units, per second where they grow', () => {
    expect([
      sideText(8.333, 'ms'),
      sideText(60, 'count/s'),
      sideText(2048, 'bytes/s'),
      sideText(3.2, 'ms/s'),
      sideText(Number.NaN, 'count/s'),
    ]).toEqual(['8.33 ms', '60 /s', '2.00 KiB/s', '3.20 ms/s', '–']);
  });

  it('calls better what is better', () => {
    expect(verdictName({ verdict: 'inconclusive', improved: true })).toBe('improved');
    expect(verdictName({ verdict: 'regressed', improved: false })).toBe('regressed');
  });

  it('says that few sessions have no interval', () => {
    expect(tooFewSessions(1, 9)).toContain('from 4 sessions a side on');
    expect(tooFewSessions(4, 4)).toBe('');
  });
});
