import { beforeAll, describe, expect, it } from 'vitest';
import { readColumn } from '../frames/index.ts';
import { createExamplePage } from './example-session.ts';
import type { StoredSession } from './stored-session.ts';
import type { TraceEvent } from './trace-event.ts';
import { writeTrace } from './write-trace.ts';

let session: StoredSession;
let trace: { traceEvents: TraceEvent[]; displayTimeUnit: string; otherData: { timeOriginMs: number } };

beforeAll(async () => {
  const page = createExamplePage();
  const { registry } = page.metrics;
  const { eventLog } = page.frames;
  const passes = ['shadow', 'main'].map((pass) =>
    registry.registerGauge('engine', 'performance.gpu_pass_ms', { labels: { pass }, reset: 'frame' }),
  );
  const { summary } = await page.sessions.start({ name: 'Boss' });
  const closeLevel = eventLog.section('level', page.nowMs(), page.nowMs);
  page.run(50);
  passes[0]?.set(3);
  passes[1]?.set(4);
  page.run(1);
  const closeFight = eventLog.section('fight', page.nowMs(), page.nowMs);
  page.run(50);
  closeLevel();
  page.metrics.setGpuTime(70, 40);
  page.metrics.setGpuTime(71, 2);
  page.run(49);
  closeFight();
  eventLog.mark('spawn', page.nowMs(), { wave: 3 });
  eventLog.record({
    kind: 'long-frame',
    name: 'tick',
    timeMs: page.nowMs() - 80,
    durationMs: 60,
    detail: { blockingMs: 10 },
  });
  eventLog.section('open', page.nowMs(), page.nowMs);
  page.run(20);
  await page.sessions.stop();
  session = (await page.sessions.open(summary.id)) as StoredSession;
  trace = JSON.parse([...writeTrace(session)].join(''));
});

/** The slices of the track of a name, in the order of the file. */
function slicesOf(track: string): (TraceEvent & { ts: number; dur: number })[] {
  const name = trace.traceEvents.find((event) => event.name === 'thread_name' && event.args?.name === track);
  return trace.traceEvents.filter(({ ph, tid }) => ph === 'X' && tid === name?.tid) as never;
}

describe('writeTrace', () => {
  it('is what the trace event format asks for, event by event', () => {
    expect(trace.displayTimeUnit).toBe('ms');
    expect(trace.otherData.timeOriginMs).toBe(session.timeOriginMs);
    expect(trace.traceEvents.length).toBeGreaterThan(500);
    for (const event of trace.traceEvents) {
      const { name, ph, pid, tid, ts, dur, s, args } = event;
      expect([typeof name, pid, Number.isInteger(tid)], JSON.stringify(event)).toEqual(['string', 1, true]);
      if (ph === 'M') {
        expect(['process_name', 'thread_name', 'thread_sort_index']).toContain(name);
        expect(Object.keys(args ?? {})).toHaveLength(1);
        continue;
      }
      expect(Number.isFinite(ts)).toBe(true);
      if (ph === 'X') expect(dur).toBeGreaterThanOrEqual(0);
      else if (ph === 'i') expect(s).toBe('t');
      else {
        expect(ph).toBe('C');
        expect(Object.values(args ?? {}).every(Number.isFinite)).toBe(true);
      }
    }
  });

  it('names every track that it uses', () => {
    const named = trace.traceEvents.filter(({ name }) => name === 'thread_name').map(({ tid }) => tid);
    const used = trace.traceEvents.filter(({ ph }) => ph === 'X' || ph === 'i').map(({ tid }) => tid);
    expect(new Set(named).size).toBe(named.length);
    expect([...new Set(used)].filter((tid) => !named.includes(tid))).toEqual([]);
  });

  it('has no slices of a track that overlap, in whole nanoseconds', () => {
    const tids = new Set(trace.traceEvents.map(({ tid }) => tid));
    for (const tid of tids) {
      let endNs = Number.NEGATIVE_INFINITY;
      for (const { ph, ts = 0, dur = 0 } of trace.traceEvents.filter(
        (event) => event.tid === tid && event.ph === 'X',
      )) {
        expect(Math.round(ts * 1000), `${ph} of track ${tid}`).toBeGreaterThanOrEqual(endNs);
        endNs = Math.round(ts * 1000) + Math.round(dur * 1000);
      }
    }
  });

  it('draws each frame from its begin to the next, and each gap with its reason', () => {
    const frames = slicesOf('Frames');
    expect(frames).toHaveLength(session.summary.frames - 1);
    const gaps = frames.filter(({ cat }) => cat === 'gap');
    expect(gaps.map(({ name, dur }) => [name, Math.round(dur / 1000)])).toEqual([
      ['Gap: hidden', 5000],
      ['Gap: hidden', 5000],
    ]);
    const window = { from: session.frames.firstFrame, to: session.frames.endFrame };
    const intervals = readColumn(session.frames, 'interval', window).filter((interval) => !Number.isNaN(interval));
    const drawn = frames.filter(({ cat }) => cat === 'frame').map(({ dur }) => dur / 1000);
    // The first interval lies before the first frame.
    const errors = drawn.map((ms, k) => Math.abs(ms - (intervals[k + 1] as number)));
    expect(drawn).toHaveLength(intervals.length - 1);
    expect(Math.max(...errors)).toBeLessThan(2e-6);
    expect(frames[0]).toMatchObject({ name: `Frame ${session.frames.firstFrame}` });
  });

  it('draws work in its full length: what does not fit into its frame moves the next', () => {
    expect(slicesOf('CPU')).toHaveLength(session.summary.frames);
    const [long, short] = slicesOf('GPU');
    expect([long?.dur, short?.dur]).toEqual([40_000, 2000]);
    expect(short?.ts).toBeCloseTo((long?.ts ?? 0) + 40_000, 3);
  });

  it('draws passes one behind the other', () => {
    const passes = slicesOf('GPU passes');
    expect(passes.map(({ name, dur }) => [name, dur])).toEqual([
      ['shadow', 3000],
      ['main', 4000],
    ]);
    expect(passes[1]?.ts).toBeCloseTo((passes[0]?.ts ?? 0) + 3000, 3);
  });

  it('draws marks, sections that overlap, long frames, and what is open to the end', () => {
    const mark = trace.traceEvents.find(({ ph }) => ph === 'i');
    expect(mark).toMatchObject({ name: 'spawn', cat: 'mark', args: { detail: { wave: 3 } } });
    expect(slicesOf('section').map(({ name }) => name)).toEqual(['level', 'open']);
    expect(slicesOf('section 2').map(({ name }) => name)).toEqual(['fight']);
    expect(slicesOf('section')[1]?.args).toEqual({ open: true });
    expect(slicesOf('long-frame')).toMatchObject([{ name: 'tick', dur: 60_000, args: { detail: { blockingMs: 10 } } }]);
  });

  it('has an event of a counter where it changes, and none where it is missing', () => {
    const counters = trace.traceEvents.filter(({ ph }) => ph === 'C');
    const of = (name: string) => counters.filter((event) => event.name === name);
    expect(of('engine:rendering.draw_calls [count]')).toMatchObject([{ args: { value: 100 } }]);
    expect(of('engine:frames.total [count]')).toHaveLength(session.summary.frames);
    expect(of('engine:rendering.triangles [count]')).toEqual([]);
  });

  it('shows more than it has tracks for as instants', () => {
    const { events } = session.frames;
    const many = Array.from({ length: 100 }, (_, k) => ({
      kind: 'load' as const,
      name: `${k}`,
      timeMs: k,
      durationMs: 1000,
    }));
    const crowded = {
      ...session,
      frames: { ...session.frames, blocks: session.frames.blocks, events: [...events, ...many] },
    };
    const { traceEvents } = JSON.parse([...writeTrace(crowded as unknown as StoredSession)].join(''));
    const loads = (traceEvents as TraceEvent[]).filter(({ cat }) => cat === 'load');
    expect(loads.filter(({ ph }) => ph === 'X')).toHaveLength(32);
    expect(loads.filter(({ ph }) => ph === 'i')).toHaveLength(68);
    expect(loads.find(({ ph }) => ph === 'i')?.args).toEqual({ durationMs: 1000 });
  });
});
