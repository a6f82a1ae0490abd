/** Jobs that run one after the other in short slices, each slice in a task of its own after a frame. */
export interface WorkSlices {
  /** Whether jobs wait for the next frame. */
  readonly isBusy: boolean;
  /** Does nothing while the job waits already. */
  add(job: () => void): void;
  /** Forgets one that waits. */
  remove(job: () => void): void;
  /** Runs as many jobs now as a slice has room for, at least one, and the others in the next tasks in the same way. */
  run(): void;
  /** Forgets the jobs that wait. */
  drop(): void;
}

/** As many of the last times of a job tell how long it takes. */
const TIMES = 8;

/**
 * A job has room by how long it takes as a rule: the mean of its last times without the longest one. Not by the clock while it runs, but for twice the time of a
 * slice: a core that something else takes away makes the job no longer, and each frame in which something of the HUD changed is painted anew, which
 * costs as much as most jobs. A job that is not known yet has a slice of its own. One that throws is reported, and the others go on.
 *
 * @param sliceMs how long the jobs of a slice take together, in ms
 * @param everyFrame runs something after each frame until what it gives is called
 * @param isFirstOnly whether a job has to wait for a slice that it is the first of, however short it is
 */
export function createWorkSlices(
  sliceMs: number,
  everyFrame: (run: () => void) => () => void,
  isFirstOnly: (job: () => void) => boolean = () => false,
  now: () => number = () => performance.now(),
): WorkSlices {
  const jobs: (() => void)[] = [];
  const known = new WeakMap<() => void, JobTime>();
  let stop: (() => void) | null = null;
  const drop = () => {
    stop?.();
    stop = null;
    jobs.length = 0;
  };
  const usualMs = (job: () => void) => known.get(job)?.usualMs ?? sliceMs;
  const runNext = () => {
    const job = jobs.shift() as () => void;
    let time = known.get(job);
    if (time === undefined) {
      time = new JobTime();
      known.set(job, time);
    }
    const startMs = now();
    try {
      job();
    } catch (error) {
      reportError(error);
    }
    time.add(now() - startMs);
  };
  const slices: WorkSlices = {
    get isBusy() {
      return stop !== null;
    },
    add(job) {
      if (!jobs.includes(job)) jobs.push(job);
    },
    remove(job) {
      const at = jobs.indexOf(job);
      if (at >= 0) jobs.splice(at, 1);
    },
    run() {
      const lastMs = now() + 2 * sliceMs;
      let leftMs = sliceMs;
      for (let isFirst = true; jobs.length > 0; isFirst = false) {
        const job = jobs[0] as () => void;
        leftMs -= usualMs(job);
        if (!isFirst && (isFirstOnly(job) || leftMs < 0 || now() > lastMs)) break;
        runNext();
      }
      if (jobs.length === 0) drop();
      else stop ??= everyFrame(slices.run);
    },
    drop,
  };
  return slices;
}

class JobTime {
  readonly #times = new Float64Array(TIMES);
  #count = 0;
  usualMs = 0;

  add(ms: number): void {
    this.#times[this.#count++ % TIMES] = ms;
    const known = Math.min(this.#count, TIMES);
    let sum = 0;
    let longest = 0;
    for (let k = 0; k < known; k++) {
      const time = this.#times[k] as number;
      sum += time;
      longest = Math.max(longest, time);
    }
    this.usualMs = known > 1 ? (sum - longest) / (known - 1) : ms;
  }
}
