/** The requestAnimationFrame loop of a scene. */
export interface FrameLoop {
  /** Resolves after the first `READY_FRAMES` callbacks. */
  readonly ready: Promise<void>;
  /** Runs a task inside the next callback, before its frame is built. */
  beforeFrame(task: () => void): Promise<void>;
  stop(): void;
}

/** The first frames compile shaders and fill buffers; a test should not meet them. */
const READY_FRAMES = 10;
/** A step is never longer, so that a hidden page does not come back with a jump. */
const MAX_STEP_SECONDS = 0.1;

/** Calls `step` in each animation frame with the scene's time and the time since the frame before, in seconds. */
export function startFrameLoop(
  atSeconds: number,
  step: (timeSeconds: number, deltaSeconds: number) => void,
): FrameLoop {
  const tasks: (() => void)[] = [];
  let timeSeconds = atSeconds;
  let previousMs = Number.NaN;
  let frames = 0;
  let request = requestAnimationFrame(onFrame);
  let resolveReady = () => {};
  const ready = new Promise<void>((resolve) => {
    resolveReady = resolve;
  });

  function onFrame(nowMs: number): void {
    request = requestAnimationFrame(onFrame);
    for (const task of tasks.splice(0)) task();
    const delta = Number.isNaN(previousMs) ? 0 : Math.min((nowMs - previousMs) / 1000, MAX_STEP_SECONDS);
    previousMs = nowMs;
    timeSeconds += delta;
    step(timeSeconds, delta);
    frames += 1;
    if (frames === READY_FRAMES) resolveReady();
  }

  return {
    ready,
    beforeFrame: (task) =>
      new Promise((resolve, reject) => {
        tasks.push(() => {
          try {
            task();
            resolve();
          } catch (error) {
            reject(error);
          }
        });
      }),
    stop: () => cancelAnimationFrame(request),
  };
}
