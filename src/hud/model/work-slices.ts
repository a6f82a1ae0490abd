/** Jobs that run one after the other in short slices, each slice after a frame of its own. */
export interface WorkSlices {
  /** Whether jobs wait for the next frame. */
  readonly isBusy: boolean;
  add(job: () => void): void;
  /** Forgets one that waits. */
  remove(job: () => void): void;
  /**
   * Runs jobs now until there are none or `sliceMs` have passed, and the others after the next frames in the same way.
   * At least one runs each time, so 0 is one job a frame.
   */
  run(sliceMs: number): void;
  /** Forgets the jobs that wait. */
  drop(): void;
}

/** @param everyFrame runs something after each frame until what it gives is called */
export function createWorkSlices(
  everyFrame: (run: () => void) => () => void,
  now: () => number = () => performance.now(),
): WorkSlices {
  const jobs: (() => void)[] = [];
  let next = 0;
  let stop: (() => void) | null = null;
  const drop = () => {
    stop?.();
    stop = null;
    jobs.length = next = 0;
  };
  const slices: WorkSlices = {
    get isBusy() {
      return stop !== null;
    },
    add: (job) => void jobs.push(job),
    remove(job) {
      const at = jobs.indexOf(job, next);
      if (at >= 0) jobs.splice(at, 1);
    },
    run(sliceMs) {
      const endMs = now() + sliceMs;
      while (next < jobs.length) {
        (jobs[next++] as () => void)();
        if (now() >= endMs) break;
      }
      if (next >= jobs.length) drop();
      else stop ??= everyFrame(() => slices.run(sliceMs));
    },
    drop,
  };
  return slices;
}
