import { describe, expect, it } from 'vitest';
import { MetricsRegistry } from './metrics-registry.ts';

function createTimer(unit?: string) {
  const clock = { ms: 100 };
  const registry = new MetricsRegistry(undefined, { now: () => clock.ms, warn() {} });
  return { clock, timer: registry.registerTimer('engine', 'load', unit === undefined ? {} : { unit }) };
}

describe('TimerHandle', () => {
  it('records a span once, however it is stopped', () => {
    const { clock, timer } = createTimer();
    const span = timer.start();
    clock.ms += 5;
    expect(span()).toBe(5);
    clock.ms += 5;
    expect(span.stop()).toBe(5);
    span[Symbol.dispose]();
    expect(timer.value).toMatchObject({ type: 'timer', count: 1, sum: 5 });
  });

  it.each([
    ['s', 0.25],
    ['ms', 250],
    ['microseconds', 250_000],
    ['ns', 250_000_000],
    ['frames', 250],
  ])('records in its unit what it measures, %s, and tells it in ms', (unit, wanted) => {
    const { clock, timer } = createTimer(unit);
    const stop = timer.start();
    clock.ms += 250;
    expect(stop()).toBe(250);
    expect(timer.value.sum).toBe(wanted);
  });

  it('lets spans overlap', () => {
    const { clock, timer } = createTimer();
    const outer = timer.start();
    clock.ms += 5;
    const inner = timer.start();
    clock.ms += 5;
    inner();
    outer();
    expect(timer.value).toMatchObject({ count: 2, min: 5, max: 10 });
  });

  it('records at the end of a using block', () => {
    const { clock, timer } = createTimer();
    {
      using _span = timer.start();
      clock.ms += 3;
    }
    expect(timer.value).toMatchObject({ count: 1, sum: 3 });
  });

  it('times a function and gives what it gives', () => {
    const { clock, timer } = createTimer();
    expect(
      timer.time(() => {
        clock.ms += 7;
        return 'done';
      }),
    ).toBe('done');
    expect(timer.value).toMatchObject({ count: 1, sum: 7 });
  });

  it('times a function that throws, and lets the error through', () => {
    const { clock, timer } = createTimer();
    const error = new Error('broken');
    expect(() =>
      timer.time(() => {
        clock.ms += 7;
        throw error;
      }),
    ).toThrow(error);
    expect(timer.value).toMatchObject({ count: 1, sum: 7 });
  });

  it('times a promise until it settles', async () => {
    const { clock, timer } = createTimer();
    let resolve: (value: string) => void = () => {};
    const result = timer.time(() => new Promise<string>((done) => (resolve = done)));
    clock.ms += 9;
    expect(timer.value.count).toBe(0);
    resolve('done');
    expect(await result).toBe('done');
    expect(timer.value).toMatchObject({ count: 1, sum: 9 });
  });

  it('times a promise that rejects, and leaves the rejection to whoever handles what it gave', async () => {
    const { clock, timer } = createTimer();
    const unhandled: unknown[] = [];
    const note = (reason: unknown) => unhandled.push(reason);
    process.on('unhandledRejection', note);
    try {
      const result = timer.time(async () => {
        clock.ms += 2;
        throw new Error('broken');
      });
      await expect(result).rejects.toThrow('broken');
      expect(timer.value).toMatchObject({ count: 1, sum: 2 });

      timer.time(() => Promise.reject(new Error('nobody looks')));
      await new Promise((resolve) => setTimeout(resolve));
      expect(unhandled).toEqual([new Error('nobody looks')]);
    } finally {
      process.off('unhandledRejection', note);
    }
  });

  it('drops a span over which the clock went back', () => {
    const { clock, timer } = createTimer();
    const span = timer.start();
    clock.ms -= 50;
    span();
    expect(timer.value.count).toBe(0);
  });
});
