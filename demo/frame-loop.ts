import { createTaskQueue } from './task-queue.ts';

/** The frame loop of a scene. */
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

/** Calls back in each frame from now on; what it gives ends that. */
type StartFrames = (onFrame: (nowMs: number) => void) => () => void;

const windowFrames: StartFrames = (onFrame) => {
  let request = requestAnimationFrame(run);
  function run(nowMs: number): void {
    request = requestAnimationFrame(run);
    onFrame(nowMs);
  }
  return () => cancelAnimationFrame(request);
};

/**
 * Calls `step` in each animation frame with the scene's time and the time since the frame before, in seconds. An engine that has
 * frames besides the window's, as in XR, brings them as `startFrames`.
 */
export function startFrameLoop(
  atSeconds: number,
  step: (timeSeconds: number, deltaSeconds: number) => void,
  startFrames: StartFrames = windowFrames,
): FrameLoop {
  const tasks = createTaskQueue();
  let timeSeconds = atSeconds;
  let previousMs = Number.NaN;
  let frames = 0;
  let resolveReady = () => {};
  const ready = new Promise<void>((resolve) => {
    resolveReady = resolve;
  });

  const stop = startFrames((nowMs) => {
    tasks.run();
    const delta = Number.isNaN(previousMs) ? 0 : Math.min((nowMs - previousMs) / 1000, MAX_STEP_SECONDS);
    previousMs = nowMs;
    timeSeconds += delta;
    step(timeSeconds, delta);
    frames += 1;
    if (frames === READY_FRAMES) resolveReady();
  });

  return { ready, beforeFrame: tasks.add, stop };
}
