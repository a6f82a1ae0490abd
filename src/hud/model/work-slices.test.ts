import { describe, expect, it } from 'vitest';
import { createWorkSlices } from './work-slices.ts';

/** Jobs of so many ms each, in frames that are ended by hand. */
function slicesOf(...jobMs: readonly number[]) {
  let nowMs = 0;
  let afterFrame: (() => void) | null = null;
  const slices = createWorkSlices(
    (run) => {
      afterFrame = run;
      return () => {
        afterFrame = null;
      };
    },
    () => nowMs,
  );
  const done: number[] = [];
  const add = (ms: number) =>
    slices.add(() => {
      nowMs += ms;
      done.push(ms);
    });
  jobMs.forEach(add);
  return { slices, done, add, endFrame: () => afterFrame?.(), isWaiting: () => afterFrame !== null };
}

describe('createWorkSlices', () => {
  it('runs what is short together, and asks for no further frame', () => {
    const { slices, done, isWaiting } = slicesOf(0.2, 0.3, 0.4);
    slices.run(1);
    expect(done).toEqual([0.2, 0.3, 0.4]);
    expect(slices.isBusy).toBe(false);
    expect(isWaiting()).toBe(false);
  });

  it('begins no job once the slice is over, and goes on after the next frames', () => {
    const { slices, done, endFrame, isWaiting } = slicesOf(0.6, 0.6, 0.1, 3, 0.2);
    slices.run(1);
    expect(done).toEqual([0.6, 0.6]);
    expect(slices.isBusy).toBe(true);
    endFrame();
    expect(done).toEqual([0.6, 0.6, 0.1, 3]);
    endFrame();
    expect(done).toEqual([0.6, 0.6, 0.1, 3, 0.2]);
    expect(slices.isBusy).toBe(false);
    expect(isWaiting()).toBe(false);
  });

  it('runs one job a frame without room for more', () => {
    const { slices, done, endFrame } = slicesOf(0.1, 0.1, 0.1);
    slices.run(0);
    expect(done).toHaveLength(1);
    endFrame();
    expect(done).toHaveLength(2);
    endFrame();
    expect(done).toHaveLength(3);
    expect(slices.isBusy).toBe(false);
  });

  it('does not run a job that was removed while it waited', () => {
    const { slices, done, add, endFrame } = slicesOf(2);
    const removed = () => done.push(Number.NaN);
    slices.add(removed);
    add(0.1);
    slices.run(1);
    slices.remove(removed);
    slices.remove(() => undefined);
    endFrame();
    expect(done).toEqual([2, 0.1]);
  });

  it('forgets what waits when it is dropped, and begins anew', () => {
    const { slices, done, add, isWaiting } = slicesOf(2, 2);
    slices.run(1);
    slices.drop();
    expect(isWaiting()).toBe(false);
    add(0.5);
    slices.run(1);
    expect(done).toEqual([2, 0.5]);
    expect(slices.isBusy).toBe(false);
  });
});
