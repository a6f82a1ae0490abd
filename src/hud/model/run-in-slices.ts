import type { Steps } from '../../analysis/steps.ts';
import type { HudModel } from './hud-model.ts';

/** How long work on a stored session, which may be of hours, may hold the page up at a time, in ms. Live frames take less, or are there at once. */
const SLICE_MS = 6;

export interface SlicedWork<T> {
  readonly steps: Steps<T>;
  /** Default: 6 ms. */
  readonly sliceMs?: number;
  readonly onDone: (result: T) => void;
  readonly onFailure: (error: unknown) => void;
}

/**
 * Runs work in tasks of some ms each, the first at once: what is short is done when it returns, and for what is long the page goes on in
 * between. What it gives ends the work where it is.
 */
export function runInSlices<T>(
  hud: Pick<HudModel, 'measure'>,
  { steps, sliceMs = SLICE_MS, onDone, onFailure }: SlicedWork<T>,
): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isStopped = false;
  const runSlice = () => {
    const endMs = performance.now() + sliceMs;
    let step: IteratorResult<void, T>;
    try {
      do step = steps.next();
      while (!step.done && !isStopped && performance.now() < endMs);
    } catch (error) {
      if (!isStopped) onFailure(error);
      return;
    }
    // A step may have ended all of it.
    if (isStopped) return;
    if (step.done) onDone(step.value);
    else timer = setTimeout(() => hud.measure(runSlice));
  };
  hud.measure(runSlice);
  return () => {
    isStopped = true;
    clearTimeout(timer);
  };
}
