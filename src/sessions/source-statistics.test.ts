import { describe, expect, it } from 'vitest';
import { FrameHistory } from '../frames/index.ts';
import { type GapReason, InMemoryBackend, MetricsError } from '../metrics/index.ts';
import type { StatsOptions } from './session-types.ts';
import { sourceStatistics } from './source-statistics.ts';

const PERIODS = { refreshMs: 10, budgetMs: Number.NaN };

/** A history of frames that begin at the given times. */
function historyOf(times: readonly number[], gaps: Readonly<Record<number, GapReason>> = {}): FrameHistory {
  const backend = new InMemoryBackend();
  const history = new FrameHistory(backend);
  times.forEach((timeMs, k) => {
    const gap = gaps[k] ?? (k === 0 ? 'start' : 'none');
    backend.endFrame({ timeMs, intervalMs: gap === 'none' ? timeMs - (times[k - 1] as number) : Number.NaN, gap });
  });
  return history;
}

describe('sourceStatistics', () => {
  const history = historyOf([0, 10, 20, 60, 70, 80]);

  it('takes all frames by default', () => {
    const stats = sourceStatistics(history, {}, PERIODS);
    expect(stats.frames).toBe(5);
    expect(stats.durationMs).toBe(80);
    expect(stats.window).toEqual({ fromMs: 0, toMs: 80 });
    expect(stats.excluded).toEqual({ count: 1, byReason: { start: 1 } });
  });

  it('takes the last ms', () => {
    expect(sourceStatistics(history, { lastMs: 20 }, PERIODS).durationMs).toBe(20);
  });

  it('takes the frames whose intervals lie in a window', () => {
    const stats = sourceStatistics(history, { window: { fromMs: 20, toMs: 70 } }, PERIODS);
    expect(stats.durationMs).toBe(50);
    expect(stats.frame.max).toBe(40);
  });

  it('has no frames where a window holds none', () => {
    expect(sourceStatistics(history, { window: { fromMs: 70, toMs: 20 } }, PERIODS).frames).toBe(0);
    expect(sourceStatistics(history, { window: { fromMs: 500, toMs: 900 } }, PERIODS).frames).toBe(0);
    expect(sourceStatistics(historyOf([]), { lastMs: 100 }, PERIODS).frames).toBe(0);
  });

  it('takes the newest section of a name, up to now while it is open', () => {
    const sections = historyOf([0, 10, 20, 60, 70, 80]);
    sections.eventLog.section('level', 0, () => 10)();
    const close = sections.eventLog.section('level', 60, () => 70);
    expect(sourceStatistics(sections, { section: 'level' }, PERIODS).durationMs).toBe(20);
    close();
    expect(sourceStatistics(sections, { section: 'level' }, PERIODS).durationMs).toBe(10);
  });

  it.each([
    [null, 'the options must be an object, current value is null'],
    [{ lastMs: Number.NaN }, 'lastMs must be a number above 0, current value is NaN'],
    [{ lastMs: '5' }, 'lastMs must be a number above 0, current value is "5"'],
    [{ window: { fromMs: 0 } }, 'window must be { fromMs, toMs } in ms, current value is object'],
    [{ budgetMs: 0 }, 'budgetMs must be a number above 0, current value is 0'],
    [{ section: 3 }, 'section must be a string, current value is 3'],
  ])('refuses the options %j', (options, problem) => {
    const statistics = () => sourceStatistics(history, options as StatsOptions, PERIODS);
    expect(statistics).toThrow(`Cannot take statistics: ${problem}`);
    expect(statistics).toThrow(MetricsError);
  });

  it('takes all since a time through a window without end', () => {
    const window = { fromMs: 60, toMs: Number.POSITIVE_INFINITY };
    expect(sourceStatistics(history, { window }, PERIODS).durationMs).toBe(20);
  });

  it('refuses a section that nobody opened, and names the newest that were', () => {
    const sections = historyOf([0, 10]);
    const statistics = () => sourceStatistics(sections, { section: 'levle' }, PERIODS);
    expect(statistics).toThrow('Cannot take statistics: section must be one of [], current value is "levle"');
    for (const name of ['old', 'a', 'b', 'c', 'd', 'level', 'd']) sections.eventLog.section(name, 0, () => 10)();
    sections.eventLog.mark('mark', 0);
    expect(statistics).toThrow(MetricsError);
    expect(statistics).toThrow('section must be one of ["d","level","c","b","a"], current value is "levle"');
  });

  it('measures against the source’s budget, the option’s before it, the refresh period without either', () => {
    expect(sourceStatistics(history, {}, PERIODS).budgetMs).toBe(10);
    expect(sourceStatistics(history, {}, { refreshMs: 10, budgetMs: 33 }).budgetMs).toBe(33);
    expect(sourceStatistics(history, { budgetMs: 5 }, { refreshMs: 10, budgetMs: 33 }).budgetMs).toBe(5);
    expect(sourceStatistics(history, {}, { refreshMs: Number.NaN, budgetMs: Number.NaN }).budgetMs).toBeNaN();
  });

  it('counts gaps by their reason', () => {
    const stats = sourceStatistics(historyOf([0, 10, 5000, 5010], { 2: 'hidden' }), {}, PERIODS);
    expect(stats.frames).toBe(2);
    expect(stats.excluded).toEqual({ count: 2, byReason: { start: 1, hidden: 1 } });
  });
});
