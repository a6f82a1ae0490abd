import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Steps } from '../../analysis/steps.ts';
import { runInSlices } from './run-in-slices.ts';

let nowMs = 0;
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  vi.spyOn(performance, 'now').mockImplementation(() => nowMs);
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

/** Steps of so many ms each, of which the last may throw. */
function run(stepMs: readonly number[], hasFailure = false) {
  const done: (number | string)[] = [];
  let slices = 0;
  function* steps(): Steps<string> {
    for (const ms of stepMs) {
      nowMs += ms;
      done.push(ms);
      yield;
    }
    if (hasFailure) throw new Error('gone');
    return 'end';
  }
  const stop = runInSlices(
    {
      measure(slice) {
        slices++;
        slice();
      },
    },
    {
      steps: steps(),
      onDone: (result) => void done.push(result),
      onFailure: (error) => void done.push((error as Error).message),
    },
  );
  return { done, stop, slices: () => slices };
}

describe('runInSlices', () => {
  it('is done with what is short when it returns', () => {
    const { done, slices } = run([1, 1, 1]);
    expect(done).toEqual([1, 1, 1, 'end']);
    expect(slices()).toBe(1);
  });

  it('goes on with what is long in further tasks', () => {
    const { done, slices } = run([4, 4, 4]);
    expect(done).toEqual([4, 4]);
    vi.runAllTimers();
    expect(done).toEqual([4, 4, 4, 'end']);
    expect(slices()).toBe(2);
  });

  it('does nothing more once it is stopped', () => {
    const { done, stop } = run([8, 8]);
    stop();
    vi.runAllTimers();
    expect(done).toEqual([8]);
  });

  it('tells of what fails, at once or later', () => {
    expect(run([1], true).done).toEqual([1, 'gone']);
    const { done } = run([8], true);
    vi.runAllTimers();
    expect(done).toEqual([8, 'gone']);
  });
});
