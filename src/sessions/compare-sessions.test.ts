import { describe, expect, it } from 'vitest';
import { compareFigures, compareSessions, type SessionComparisonOptions } from './compare-sessions.ts';
import { createExamplePage } from './example-session.ts';
import type { SessionFigure, SessionFigures } from './session-figures.ts';
import { sessionFingerprint } from './session-fingerprint.ts';

const ENVIRONMENT = createExamplePage().environment;

type Given = Readonly<Record<string, number>>;

/** A session of which only these figures are known: `draws` is a count, a name with a slash is of a section. */
function figuresOf(values: Given, gpu: string | null = null): SessionFigures {
  const figures = Object.entries(values).map(([name, value]): [string, SessionFigure] => {
    const [id = '', section = null] = name.split('/').reverse();
    return [name, { id, section, type: null, unit: 'ms', better: 'lower', isCount: id === 'draws', value }];
  });
  const sections = figures.flatMap(([, { section }]) => section ?? []);
  return { fingerprint: sessionFingerprint({ ...ENVIRONMENT, gpu }), sections, figures: new Map(figures) };
}

/** Sessions that differ by up to 1 %. */
const sessionsOf = (values: Given, count = 8, gpu: string | null = null) =>
  Array.from({ length: count }, (_, k) => {
    const noisy = Object.entries(values).map(([id, value]) => {
      return [id, id.endsWith('draws') ? value : value * (1 + 0.005 * Math.sin(5 * k + value))];
    });
    return figuresOf(Object.fromEntries(noisy), gpu);
  });

const rowsOf = (base: SessionFigures[], head: SessionFigures[], options?: SessionComparisonOptions) =>
  compareFigures(base, head, options).rows.map(({ section, id, verdict, improved }) => {
    return [section === null ? id : `${section}/${id}`, improved ? 'improved' : verdict];
  });

describe('compareFigures', () => {
  const before = { 'frame.p50': 16, 'frame.p99': 30, draws: 100 };

  it('judges sets of sessions, and exact counts as integers', () => {
    const head = sessionsOf({ 'frame.p50': 18, 'frame.p99': 25, draws: 101 }, 6);
    expect(rowsOf(sessionsOf(before), head)).toEqual([
      ['frame.p50', 'regressed'],
      ['frame.p99', 'improved'],
      ['draws', 'regressed'],
    ]);
    const [row] = compareFigures(sessionsOf(before), head).rows;
    expect(row?.baseValues).toHaveLength(8);
    expect(row?.headValues).toHaveLength(6);
    expect(row).toMatchObject({ unit: 'ms', better: 'lower', isExact: false, reason: '' });
    expect(row?.ratio).toBeCloseTo(18 / 16, 2);
    expect(row?.low).toBeGreaterThan(1);
    expect(row?.low).toBeLessThan(row?.ratio as number);
    expect(row?.high).toBeGreaterThan(row?.ratio as number);
  });

  it('has no verdict about single sessions but of their counts, and says why', () => {
    const head = sessionsOf({ 'frame.p50': 32, 'frame.p99': 30, draws: 99 }, 1);
    const { rows } = compareFigures(sessionsOf(before, 1), head);
    expect(rows.map(({ verdict, isExact }) => [verdict, isExact])).toEqual([
      ['inconclusive', false],
      ['inconclusive', false],
      ['inconclusive', true],
    ]);
    expect(rows[0]?.ratio).toBeCloseTo(2, 1);
    expect([rows[0]?.low, rows[0]?.high]).toEqual([NaN, NaN]);
    expect(rows[0]?.reason).toBe('A session is one value: 4 a side are needed');
    expect(rows[2]).toMatchObject({ improved: true, reason: 'Better by 1', ratio: 0.99 });
  });

  it('compares pairs in their order', () => {
    const drifting = (factor: number) =>
      [10, 20, 40, 80, 160, 320].map((ms, k) => figuresOf({ 'frame.p50': ms * (factor + k / 1000) }));
    expect(rowsOf(drifting(1), drifting(1.1))).toEqual([['frame.p50', 'inconclusive']]);
    expect(rowsOf(drifting(1), drifting(1.1), { paired: true })).toEqual([['frame.p50', 'regressed']]);
  });

  it('corrects the figures that do not gate for being many', () => {
    const many = Object.fromEntries(Array.from({ length: 30 }, (_, k) => [`metric${k}`, 10 + k]));
    const base = sessionsOf({ 'frame.p50': 16, ...many, odd: 10 }, 4);
    const head = sessionsOf({ 'frame.p50': 18, ...many, odd: 12 }, 4);
    const verdictOf = (options?: SessionComparisonOptions) => Object.fromEntries(rowsOf(base, head, options));
    expect(verdictOf()).toMatchObject({ 'frame.p50': 'regressed', odd: 'inconclusive' });
    expect(verdictOf({ gate: 'odd' })).toMatchObject({ 'frame.p50': 'inconclusive', odd: 'regressed' });
    expect(verdictOf({ ids: ['odd'] })).toEqual({ 'frame.p50': 'regressed', odd: 'regressed' });
    expect(compareFigures(base, head).rows.at(-1)?.reason).toMatch(
      /^May be chance among so many figures, or .*: p = 0\.\d{3}$/,
    );
  });

  it('compares counts only, and lists what differs, where the fingerprints do not match', () => {
    const base = sessionsOf(before, 4, 'RTX 4060');
    const head = sessionsOf(before, 4, 'SwiftShader Device');
    const { differences, rows } = compareFigures(base, head);
    expect(differences).toEqual([
      { part: 'gpu', base: 'RTX 4060', head: 'SwiftShader Device' },
      { part: 'rendering', base: 'hardware', head: 'software' },
    ]);
    expect(rows.map(({ id, verdict }) => [id, verdict])).toEqual([['draws', 'equivalent']]);
    expect(compareFigures([...base, ...head], base).rows).toHaveLength(1);
  });

  it('measures a count that the sessions of a side do not agree on', () => {
    const head = [...sessionsOf(before, 5), ...sessionsOf({ ...before, draws: 103 }, 4)];
    expect(compareFigures(sessionsOf(before), head).rows[2]).toMatchObject({ isExact: false, verdict: 'equivalent' });
  });

  it('aligns sections by name, and lists those that not all sessions have', () => {
    const base = sessionsOf({ 'frame.p50': 16, 'boss/frame.p50': 20, 'menu/frame.p50': 16 });
    const head = sessionsOf({ 'boss/frame.p50': 25, 'frame.p50': 16 });
    const { rows, unmatchedSections } = compareFigures(base, head);
    expect(rows.map(({ section, id, verdict }) => [section, id, verdict])).toEqual([
      [null, 'frame.p50', 'equivalent'],
      ['boss', 'frame.p50', 'regressed'],
    ]);
    expect(unmatchedSections).toEqual(['menu']);
  });

  it('has no verdict where a session has no value, or one of 0', () => {
    const base = sessionsOf({ 'frame.p50': 16, 'dropped.pct': 0, gpu: 5 });
    const { rows } = compareFigures(base, [...sessionsOf({ 'frame.p50': 16, 'dropped.pct': 2 }, 5)]);
    expect(rows.map(({ id, reason }) => [id, reason])).toEqual([
      ['frame.p50', ''],
      ['dropped.pct', 'Values of 0 have no ratio'],
      ['gpu', 'Not all sessions have a value'],
    ]);
    expect(rows.map(({ ratio }) => ratio)).toEqual([expect.closeTo(1, 2), NaN, NaN]);
  });

  it('tells a metric whose unit changed in that of head, and has no ratio where the units are of other kinds', () => {
    const of = (changes: Partial<SessionFigure>, value: number) =>
      Array.from({ length: 4 }, (): SessionFigures => {
        const figure = { id: 'heap', section: null, type: 'gauge', unit: '', better: 'lower', isCount: false } as const;
        return {
          fingerprint: sessionFingerprint(ENVIRONMENT),
          sections: [],
          figures: new Map([['heap', { ...figure, ...changes, value }]]),
        };
      });
    const rowOf = (base: SessionFigures[], head: SessionFigures[]) =>
      compareFigures(base, head, { gate: 'heap' }).rows[0];
    const none = { base: NaN, ratio: NaN, low: NaN, high: NaN, verdict: 'inconclusive', isExact: false };

    const sizes = rowOf(of({ unit: 'MiB' }, 64), of({ unit: 'bytes' }, 67_108_864));
    expect(sizes).toMatchObject({ unit: 'bytes', base: 67_108_864, head: 67_108_864, ratio: 1, verdict: 'equivalent' });
    const growth = { type: 'counter' } as const;
    const rates = rowOf(of({ ...growth, unit: 'KiB/s' }, 1), of({ ...growth, unit: 'bytes/s' }, 2048));
    expect(rates).toMatchObject({ unit: 'bytes/s', base: 1024, ratio: 2, verdict: 'regressed' });

    const kinds = rowOf(of({ unit: 'count', isCount: true }, 5), of({ unit: 'ms' }, 5));
    expect(kinds).toMatchObject({ ...none, head: 5, reason: 'Its unit differs: "count" and "ms"' });
    const counts = rowOf(of({ unit: 'ms' }, 5), of({ unit: 'count', isCount: true }, 5));
    expect(counts).toMatchObject({ ...none, head: 5, reason: 'Its unit differs: "ms" and "count"' });
    const types = rowOf(of({ unit: 'count/s' }, 5), of({ ...growth, unit: 'count/s' }, 5));
    expect(types).toMatchObject({ ...none, head: 5, reason: 'Its type differs: gauge and counter' });
    // Where only some sessions of a side differ, the others have a median, and still there is no ratio.
    const mixed = rowOf([...of({ unit: 'count' }, 5), ...of({ unit: 'ms' }, 5)], of({ unit: 'ms' }, 5));
    expect(mixed).toMatchObject({ ...none, base: 5, reason: 'Its unit differs: "count" and "ms"' });
  });

  it('widens the interval of a figure to its noise floor', () => {
    const one = sessionsOf({ 'frame.p50': 16 });
    const { rows } = compareFigures(one, one, { noiseFloors: { 'frame.p50': 0.2 } });
    expect(rows[0]).toMatchObject({ verdict: 'inconclusive', low: 1 / 1.2, high: expect.closeTo(1.2, 10) });
  });

  it.each([
    [0, 1, {}, 'base must be 1 to 100 sessions, current value is 0'],
    [1, 0, {}, 'head must be 1 to 100 sessions, current value is 0'],
    [6, 7, { paired: true }, 'head must be as many as base in pairs, 6, current value is 7'],
    [4, 4, { margin: 0 }, 'margin must be a share above 0, such as 0.05, current value is 0'],
    [4, 4, { gate: 'frame.p5' }, 'gate must be the id of a figure, current value is "frame.p5"'],
    [
      4,
      4,
      { noiseFloors: { draws: -1 } },
      'noiseFloors["draws"] must be a share from 0 on, such as 0.02, current value is -1',
    ],
  ])('refuses %i and %i sessions with %j', (base, head, options, problem) => {
    const compare = () => compareFigures(sessionsOf(before, base), sessionsOf(before, head), options);
    expect(compare).toThrow(`Cannot compare the sessions: ${problem}`);
  });
});

describe('compareSessions', () => {
  async function record(drawCalls: number) {
    const page = createExamplePage();
    page.metrics.registry.registerCounter('game', 'shots').increment();
    const { summary } = await page.sessions.start();
    const close = page.frames.eventLog.section('level', page.nowMs(), page.nowMs);
    page.run(50);
    close();
    page.metrics.registry.registerGauge('game', 'enemies', { unit: 'count' }).set(drawCalls);
    page.run(150);
    await page.sessions.stop();
    return { page, id: summary.id, session: await page.sessions.open(summary.id) };
  }

  it('reads statistics and metrics of whole sessions and of their sections', async () => {
    const one = await record(7);
    const two = await record(8);
    const { rows, differences } = compareSessions(one.session, [two.session]);
    const row = (id: string, section: string | null = null) =>
      rows.find((each) => each.id === id && each.section === section);
    expect(differences).toEqual([]);
    expect(row('frame.p50')?.base).toBe(one.session.stats().frame.p50);
    expect(row('fps.low1', 'level')?.head).toBe(two.session.stats({ section: 'level' }).fps.low1);
    expect(row('engine:rendering.draw_calls')).toMatchObject({ base: 100, verdict: 'equivalent', isExact: true });
    expect(row('game:enemies')).toMatchObject({ base: 7, head: 8, verdict: 'regressed', isExact: true });
    expect(row('game:enemies', 'level')).toMatchObject({ reason: 'Not all sessions have a value' });
    expect(row('engine:frames.total')?.unit).toBe('count/s');
    const seconds = one.session.summary.durationMs / 1000;
    expect(row('engine:frames.total')?.base).toBeCloseTo(199 / seconds, 6);
    expect(rows.some(({ id }) => id.startsWith('framescope:') || id.includes('#'))).toBe(false);
  });

  it('has no rate of a section that lies within one frame', async () => {
    const page = createExamplePage();
    await page.sessions.start();
    page.run(20);
    page.frames.eventLog.section('blink', page.nowMs(), page.nowMs)();
    page.run(20);
    const session = page.sessions.current as NonNullable<typeof page.sessions.current>;
    const { rows } = compareSessions(session, [session]);
    const total = rows.find(({ id, section }) => id === 'engine:frames.total' && section === 'blink');
    expect(total?.base).toBeNaN();
  });

  it('is what sessions.compare gives of their ids', async () => {
    const { page, id, session } = await record(7);
    expect(await page.sessions.compare([id], [id])).toEqual(compareSessions(session, session));
    await expect(page.sessions.compare(id as never, [id])).rejects.toMatchObject({ code: 'invalid' });
    await expect(page.sessions.compare([], [id])).rejects.toMatchObject({ code: 'invalid' });
  });
});
