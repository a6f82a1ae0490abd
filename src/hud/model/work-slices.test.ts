import { describe, expect, it, vi } from 'vitest';
import { createWorkSlices } from './work-slices.ts';

/** Slices of 1 ms for jobs whose times can be set, in frames that are ended by hand. */
function createRig() {
  let nowMs = 0;
  let afterFrame: (() => void) | null = null;
  const firstOnly = new Set<() => void>();
  const slices = createWorkSlices(
    1,
    (run) => {
      afterFrame = run;
      return () => {
        afterFrame = null;
      };
    },
    (job) => firstOnly.has(job),
    () => nowMs,
  );
  let ran: string[] = [];
  const job = (name: string, ms: number) => {
    const made = {
      ms,
      run() {
        nowMs += made.ms;
        ran.push(name);
      },
    };
    return made;
  };
  /** Runs jobs until they are done, and tells which ran in each slice. */
  const runAll = (...jobs: readonly { run: () => void }[]) => {
    for (const { run } of jobs) slices.add(run);
    const found: string[] = [];
    for (let run: (() => void) | null = slices.run; run !== null; run = afterFrame) {
      ran = [];
      run();
      found.push(ran.join(''));
    }
    return found;
  };
  return {
    slices,
    firstOnly,
    job,
    runAll,
    ran: () => ran.join(''),
    endFrame: () => afterFrame?.(),
    isWaiting: () => afterFrame !== null,
  };
}

describe('createWorkSlices', () => {
  it('runs what it does not know in slices of its own, and together what has room together', () => {
    const { slices, job, runAll } = createRig();
    const jobs = [job('a', 0.3), job('b', 0.3), job('c', 0.3), job('d', 0.3)];
    expect(runAll(...jobs)).toEqual(['a', 'b', 'c', 'd']);
    expect(runAll(...jobs)).toEqual(['abc', 'd']);
    expect(slices.isBusy).toBe(false);
  });

  it('runs at least one job in a slice, however long it takes', () => {
    const { job, runAll } = createRig();
    const jobs = [job('a', 0.1), job('b', 5), job('c', 0.1)];
    runAll(...jobs);
    expect(runAll(...jobs)).toEqual(['a', 'b', 'c']);
  });

  it('has those that are to be first in slices of their own, with others behind them, while they are', () => {
    const { firstOnly, job, runAll } = createRig();
    const jobs = [job('a', 0.1), job('b', 0.1), job('c', 0.1), job('d', 0.1)];
    runAll(...jobs);
    firstOnly.add((jobs[1] as { run: () => void }).run).add((jobs[2] as { run: () => void }).run);
    expect(runAll(...jobs)).toEqual(['a', 'b', 'cd']);
    firstOnly.clear();
    expect(runAll(...jobs)).toEqual(['abcd']);
  });

  it('is not misled by a job that the machine held up now and then', () => {
    const { job, runAll } = createRig();
    const [a, b] = [job('a', 0.4), job('b', 0.4)];
    for (let k = 0; k < 8; k++) runAll(a, b);
    for (let k = 0; k < 4; k++) {
      b.ms = 7;
      expect(runAll(a, b)).toEqual(['ab']);
      b.ms = 0.4;
      for (let n = 0; n < 7; n++) expect(runAll(a, b)).toEqual(['ab']);
    }
  });

  it('begins no more in a slice that took twice its time', () => {
    const { job, runAll } = createRig();
    const [a, b] = [job('a', 0.4), job('b', 0.4)];
    for (let k = 0; k < 8; k++) runAll(a, b);
    a.ms = 7;
    expect(runAll(a, b)).toEqual(['a', 'b']);
  });

  it('knows what jobs take by a clock that is coarser than they are', () => {
    const { job, runAll } = createRig();
    const jobs = Array.from({ length: 10 }, (_, k) => job(String(k), 0));
    for (let k = 0; k < 8; k++) {
      // Each takes 0.25 ms, of which a clock of whole ms tells every fourth time.
      jobs.forEach((one, n) => {
        one.ms = (k + n) % 4 === 0 ? 1 : 0;
      });
      runAll(...jobs);
    }
    for (const one of jobs) one.ms = 0;
    expect(runAll(...jobs).length).toBeGreaterThan(1);
  });

  it('goes on after a job that throws, and reports it', () => {
    const reported = vi.fn();
    vi.stubGlobal('reportError', reported);
    const { slices, job, runAll } = createRig();
    const error = new Error('no');
    const bad = () => ({
      run() {
        throw error;
      },
    });
    expect(runAll(bad(), job('b', 2), bad(), job('c', 0.1))).toEqual(['', 'b', '', 'c']);
    expect(slices.isBusy).toBe(false);
    expect(reported.mock.calls).toEqual([[error], [error]]);
    vi.unstubAllGlobals();
  });

  it('does not run a job that was removed while it waited', () => {
    const { slices, job, ran, endFrame } = createRig();
    const [first, removed, last] = [job('a', 2), job('b', 2), job('c', 0.1)];
    for (const { run } of [first, removed, last]) slices.add(run);
    slices.run();
    slices.remove(removed.run);
    slices.remove(() => undefined);
    expect(slices.isBusy).toBe(true);
    endFrame();
    expect(ran()).toBe('ac');
    expect(slices.isBusy).toBe(false);
  });

  it('has a job wait once, in its place, and has each of those that never end its turn', () => {
    const { slices, job, ran, endFrame } = createRig();
    const [first, second, third] = [job('a', 2), job('b', 2), job('c', 2)];
    const addAll = () => {
      for (const { run } of [first, second, third]) slices.add(run);
    };
    addAll();
    slices.run();
    for (let k = 0; k < 5; k++) {
      addAll();
      endFrame();
    }
    expect(ran()).toBe('abcabc');
    expect(slices.isBusy).toBe(true);
  });

  it('forgets what waits when it is dropped, and begins anew', () => {
    const { slices, job, ran, isWaiting } = createRig();
    const [first, second, third] = [job('a', 2), job('b', 2), job('c', 2)];
    for (const { run } of [first, second]) slices.add(run);
    slices.run();
    slices.drop();
    expect(isWaiting()).toBe(false);
    slices.add(third.run);
    slices.run();
    expect(ran()).toBe('ac');
    expect(slices.isBusy).toBe(false);
  });
});
