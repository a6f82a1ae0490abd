import { describe, expect, it } from 'vitest';
import { BlockSource } from '../frames/index.ts';
import { createExamplePage } from './example-session.ts';
import { slowestFrames } from './slowest-frames.ts';
import type { StoredSession } from './stored-session.ts';

/** Frames of 10 ms, but for those that took longer; each has its number as a score. */
async function recordFrames(durationsMs: Readonly<Record<number, number>>) {
  const page = createExamplePage();
  const { metrics, frames } = page;
  const score = metrics.registry.registerGauge('game', 'score');
  const { summary } = await page.sessions.start();
  // As late as the page of the examples starts its sessions.
  let timeMs = 1000;
  for (let k = 0; k < 60; k++) {
    const frameTimeMs = durationsMs[k - 1] ?? 10;
    timeMs += frameTimeMs;
    score.set(k);
    metrics.updateFrame({ timeMs, frameTimeMs, gap: k === 50 ? 'hidden' : 'none' });
    frames.maintain();
  }
  const live = page.sessions.current;
  if (live === null) throw new Error('There must be a session');
  const slowestLive = slowestFrames(live, { count: 3 });
  await page.sessions.stop();
  return { page, slowestLive, stored: await page.sessions.open(summary.id) };
}

describe('slowestFrames', () => {
  it('gives the slowest frames whole, with the work that was done in them, live and stored', async () => {
    const { page, slowestLive, stored } = await recordFrames({ 20: 40, 29: 90, 10: 60, 49: 500 });
    const [first, second, third] = slowestFrames(stored, { count: 3 });
    expect(first).toMatchObject({ durationMs: 90, values: { 'game:score': 29 } });
    expect(second).toMatchObject({ durationMs: 60, values: { 'game:score': 10 } });
    expect(third).toMatchObject({ durationMs: 40, values: { 'game:score': 20 } });
    expect(Object.keys(first?.values ?? {})).toEqual(stored.frames.columns.map(({ key }) => key));
    expect(slowestLive).toEqual([first, second, third]);

    const file = await page.sessions.export(stored.summary.id);
    const imported = await page.sessions.import(file);
    expect(slowestFrames(imported, { count: 3 })).toEqual([first, second, third]);
  });

  it('has the events that lie in the frame', async () => {
    const { stored } = await recordFrames({ 29: 90 });
    const [{ timeMs } = { timeMs: Number.NaN }] = slowestFrames(stored, { count: 1 });
    const marks = [-1, 1, 89, 91].map((ms) => ({ kind: 'mark' as const, name: `at ${ms}`, timeMs: timeMs + ms }));
    const frames = new BlockSource((stored as StoredSession).frames.blocks, marks);
    const [first] = slowestFrames({ frames }, { count: 1 });
    expect(first?.events.map(({ name }) => name)).toEqual(['at 1', 'at 89']);
  });

  it('gives as many as there are, and as were asked for, also of equal ones', async () => {
    const { stored } = await recordFrames({});
    expect(slowestFrames(stored)).toHaveLength(10);
    expect(slowestFrames(stored, { count: 1000 })).toHaveLength(stored.stats().frames);
    expect(slowestFrames(stored, { count: 0 })).toEqual([]);
  });

  it('takes a part of the session', async () => {
    const { stored } = await recordFrames({ 29: 90 });
    const [slowest] = slowestFrames(stored, { window: { fromMs: 1000, toMs: 1200 } });
    expect(slowest?.durationMs).toBe(10);
    expect(() => slowestFrames(stored, { lastMs: -1 })).toThrow('lastMs must be a number above 0');
  });
});
