import type { GaugeHandle } from '../../metrics/index.ts';
import type { PageProbe } from './page-probe.ts';

/** The time that the engine simulates, as the scope was told last. */
export interface Simulation {
  timeMs: number;
  /** Whether it was told since the last frame. */
  isGiven: boolean;
}

/** How far the simulated time runs from the time that passes on the screen. Nothing is registered before the engine tells its time. */
export function startAnimationErrorProbe(probe: PageProbe): void {
  const { simulation, addListener } = probe.options;
  let error: GaugeHandle | null = null;
  let lastMs = Number.NaN;
  let elapsedMs = Number.NaN;
  const step = probe.guard((timeMs: number) => {
    error ??= probe.metric('gauge', 'performance.animation_error_ms', {
      unit: 'ms',
      description:
        'Step of the simulated time less that of the frames, estimated: display times are taken from animation frames',
      history: 'frame',
      reset: 'frame',
    });
    const errorMs = timeMs - lastMs - elapsedMs;
    // After a gap, and at first, there is no step. What is no number the gauge refuses, with a warning.
    if (!Number.isNaN(errorMs) || !Number.isFinite(timeMs)) error.set(errorMs);
    lastMs = timeMs;
    elapsedMs = 0;
  });
  probe.onStop(
    addListener({
      frameBegin: () => undefined,
      frameEnd(_frame, sample) {
        // NaN in a gap, which stays until the next step. Nothing was told before there is a metric: a number that closures share costs an object each time.
        if (error !== null) elapsedMs += sample.frameTimeMs;
        if (!simulation.isGiven) return;
        simulation.isGiven = false;
        step(simulation.timeMs);
      },
    }),
  );
}
