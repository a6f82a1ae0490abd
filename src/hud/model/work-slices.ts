/** Jobs that run one after the other in short slices, each slice after a frame of its own. */
export interface WorkSlices {
  /** Whether jobs wait for the next frame. */
  readonly isBusy: boolean;
  add(job: () => void): void;
  /** Forgets one that waits. */
  remove(job: () => void): void;
  /** Runs as many jobs now as a slice has room for, at least one, and the others after the next frames in the same way. */
  run(): void;
  /** Forgets the jobs that wait. */
  drop(): void;
}

/** As many of the last times of a job tell how long it takes. */
const TIMES = 8;

/**
 * A job has room by how long it takes as a rule: the upper median of its last times, for half of them may be when it has more to do. Not by
 * the clock while it runs: a core that something else takes away makes the job no longer, and each frame in which something of the HUD changed is
 * painted anew, which costs as much as most jobs. A job that is not known yet has a slice of its own.
 *
 * @param sliceMs how long the jobs of a slice take together, in ms
 * @param everyFrame runs something after each frame until what it gives is called
 */
export function createWorkSlices(
  sliceMs: number,
  everyFrame: (run: () => void) => () => void,
  now: () => number = () => performance.now(),
): WorkSlices {
  const jobs: (() => void)[] = [];
  const known = new WeakMap<() => void, JobTime>();
  let next = 0;
  let stop: (() => void) | null = null;
  const drop = () => {
    stop?.();
    stop = null;
    jobs.length = next = 0;
  };
  const usualMs = (job: () => void) => known.get(job)?.usualMs ?? sliceMs;
  const runNext = () => {
    const job = jobs[next++] as () => void;
    let time = known.get(job);
    if (time === undefined) {
      time = new JobTime();
      known.set(job, time);
    }
    const startMs = now();
    job();
    time.add(now() - startMs);
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
    run() {
      let leftMs = sliceMs;
      while (next < jobs.length) {
        const neededMs = usualMs(jobs[next] as () => void);
        if (leftMs < sliceMs && neededMs > leftMs) break;
        leftMs -= neededMs;
        runNext();
      }
      if (next >= jobs.length) drop();
      else stop ??= everyFrame(slices.run);
    },
    drop,
  };
  return slices;
}

class JobTime {
  readonly #times = new Float64Array(TIMES).fill(Number.POSITIVE_INFINITY);
  readonly #sorted = new Float64Array(TIMES);
  #count = 0;
  usualMs = 0;

  add(ms: number): void {
    this.#times[this.#count++ % TIMES] = ms;
    this.#sorted.set(this.#times);
    this.#sorted.sort();
    this.usualMs = this.#sorted[Math.min(this.#count, TIMES) >> 1] as number;
  }
}
