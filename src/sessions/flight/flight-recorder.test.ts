import { describe, expect, it } from 'vitest';
import { FrameHistory } from '../../frames/index.ts';
import { createTestRegistry } from '../../metrics/create-test-registry.ts';
import { FlightRecorder } from './flight-recorder.ts';

/** A recorder over frames that are ended by hand; timers run when the frames have come so far. */
function createFlight(thumbnail?: () => Promise<Blob | null>) {
  const { registry } = createTestRegistry();
  const draws = registry.registerGauge('engine', 'draws');
  const frames = new FrameHistory(registry.backend);
  const timers: { atMs: number; run: () => void }[] = [];
  const looks: (() => void)[] = [];
  const errors: unknown[] = [];
  let timeMs = 1000;
  const recorder = new FlightRecorder({
    frames,
    every(_, run) {
      looks.push(run);
      return () => void looks.splice(looks.indexOf(run), 1);
    },
    environment: () => ({ refreshMs: 10, refreshMethod: 'given', budgetMs: Number.NaN }),
    now: () => timeMs,
    later(delayMs, run) {
      const timer = { atMs: timeMs + delayMs, run };
      timers.push(timer);
      return () => void timers.splice(timers.indexOf(timer), 1);
    },
    thumbnail,
    onError: (error) => errors.push(error),
  });
  const frame = (intervalMs = 10) => {
    timeMs += intervalMs;
    draws.set(timeMs);
    registry.endFrame({ timeMs, intervalMs, gap: 'none' });
    for (const timer of timers.filter(({ atMs }) => atMs <= timeMs)) {
      timers.splice(timers.indexOf(timer), 1);
      timer.run();
    }
  };
  const run = (count: number) => {
    for (let k = 0; k < count; k++) frame();
  };
  const look = () => {
    for (const each of looks) each();
  };
  return { recorder, frames, frame, run, look, looks, timers, errors, now: () => timeMs };
}

function latePicture() {
  let resolve: (picture: Blob) => void = () => undefined;
  const promise = new Promise<Blob>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}

describe('FlightRecorder', () => {
  it('takes the frames and events from four seconds before a moment to one after it', async () => {
    const flight = createFlight();
    flight.run(600);
    flight.frames.eventLog.mark('jump', flight.now() - 100);
    flight.frames.eventLog.mark('long ago', flight.now() - 5000);
    const momentMs = flight.now();
    const taken = flight.recorder.take({ kind: 'asked', text: 'Here' });
    flight.run(150);
    const { session, timeMs, cause } = await taken;
    expect([timeMs, session.thumbnail, cause]).toEqual([momentMs, null, { kind: 'asked', text: 'Here' }]);
    expect(session.summary).toMatchObject({ name: 'Here', tags: ['snapshot', 'asked'], frames: 500, durationMs: 4990 });
    expect(session.frames.events.map(({ name }) => name)).toEqual(['jump']);
    expect(session.stats()).toMatchObject({ frames: 500, frame: { p99: 10 } });
    expect(session.environment).toMatchObject({ refreshMs: 10, refreshMethod: 'given', budgetMs: null });
    const draws = new Float64Array(2);
    const { firstFrame, endFrame } = session.frames;
    session.frames.read('engine:draws', firstFrame, firstFrame + 1, draws);
    session.frames.read('engine:draws', endFrame - 1, endFrame, draws, 1);
    expect([...draws]).toEqual([momentMs - 4000, momentMs + 990]);
  });

  it('keeps a snapshot as it is while the history goes on', async () => {
    const flight = createFlight();
    flight.run(300);
    const taken = flight.recorder.take({ kind: 'asked', text: 'Here' });
    flight.run(100);
    const { session } = await taken;
    const before = session.stats();
    flight.run(2000);
    flight.frames.maintain();
    expect(session.stats()).toEqual(before);
  });

  it('waits for its picture, which a busy browser takes long to encode', async () => {
    const picture = latePicture();
    const flight = createFlight(() => picture.promise);
    flight.run(600);
    const taken = flight.recorder.take({ kind: 'asked', text: 'Here' });
    flight.run(500);
    await Promise.resolve();
    expect(flight.recorder.snapshots).toEqual([]);
    picture.resolve(new Blob(['picture'], { type: 'image/jpeg' }));
    const { session } = await taken;
    expect(session.thumbnail).toBe(`data:image/jpeg;base64,${btoa('picture')}`);
    expect(session.summary.durationMs).toBe(4990);
    expect(flight.timers).toEqual([]);
  });

  it.each([
    ['fails', () => Promise.reject(new Error('lost'))],
    ['never comes', () => new Promise<null>(() => undefined)],
    ['is too large', () => Promise.resolve(new Blob([new Uint8Array(49_152)], { type: 'image/jpeg' }))],
  ])('has no picture where it %s', async (_, thumbnail) => {
    const flight = createFlight(thumbnail);
    flight.run(600);
    const taken = flight.recorder.take({ kind: 'asked', text: 'Here' });
    flight.run(100);
    await Promise.resolve();
    flight.run(1000);
    expect(await taken).toMatchObject({ session: { thumbnail: null } });
  });

  it('keeps nothing that waits for its picture when it is destroyed', async () => {
    const picture = latePicture();
    const flight = createFlight(() => picture.promise);
    flight.run(600);
    flight.recorder.take({ kind: 'asked', text: 'Here' });
    flight.run(200);
    flight.recorder.destroy();
    picture.resolve(new Blob(['late']));
    await picture.promise;
    flight.run(2000);
    expect([flight.recorder.snapshots, flight.timers]).toEqual([[], []]);
  });

  it('finds a hitch once, and pauses after it', async () => {
    const flight = createFlight();
    flight.run(500);
    flight.look();
    flight.frame(80);
    flight.run(20);
    flight.look();
    flight.look();
    expect(flight.timers).toHaveLength(1);
    flight.frame(90);
    flight.run(20);
    flight.look();
    expect(flight.timers).toHaveLength(1);
    flight.run(200);
    await Promise.resolve();
    expect(flight.recorder.snapshots.map(({ cause }) => cause)).toEqual([{ kind: 'hitch', text: 'Hitch of 80.0 ms' }]);
    flight.run(500);
    flight.frame(70);
    flight.look();
    flight.run(150);
    expect(flight.recorder.snapshots.map(({ cause }) => cause.text)).toEqual(['Hitch of 80.0 ms', 'Hitch of 70.0 ms']);
  });

  it('takes a page that is slow throughout for no hitch', () => {
    const flight = createFlight();
    for (let k = 0; k < 100; k++) flight.frame(60);
    flight.look();
    for (let k = 0; k < 100; k++) flight.frame(61);
    flight.look();
    // The first frames after the start stand out from nothing.
    expect(flight.timers.length).toBeLessThanOrEqual(1);
  });

  it('keeps eight, and lets those of hitches go first', async () => {
    const flight = createFlight();
    flight.run(10);
    for (let k = 0; k < 5; k++) {
      const kept = [flight.recorder.take({ kind: 'asked', text: `asked ${k}` })];
      kept.push(flight.recorder.take({ kind: 'hitch', text: `hitch ${k}` }));
      flight.run(101);
      await Promise.all(kept);
    }
    const texts = flight.recorder.snapshots.map(({ cause }) => cause.text);
    expect(texts).toEqual(['asked 0', 'asked 1', 'asked 2', 'hitch 2', 'asked 3', 'hitch 3', 'asked 4', 'hitch 4']);
    flight.recorder.clear();
    expect(flight.recorder.snapshots).toEqual([]);
  });

  it('tells listeners, and goes on when one throws', async () => {
    const flight = createFlight();
    let calls = 0;
    flight.recorder.subscribe(() => {
      throw new Error('broken');
    });
    const stop = flight.recorder.subscribe(() => calls++);
    flight.run(10);
    const taken = flight.recorder.take({ kind: 'asked', text: 'Here' });
    flight.run(101);
    await taken;
    expect([calls, flight.errors.length]).toEqual([1, 1]);
    stop();
    flight.recorder.clear();
    expect(calls).toBe(1);
  });

  it('leaves no timer and no task when it is destroyed', () => {
    const flight = createFlight();
    flight.run(10);
    void flight.recorder.take({ kind: 'asked', text: 'Here' });
    flight.recorder.destroy();
    expect([flight.timers, flight.looks]).toEqual([[], []]);
  });
});
