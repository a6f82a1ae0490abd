import { frameVerdictSteps } from '../analysis/frame-verdict.ts';
import type { FrameVerdict } from '../analysis/index.ts';
import { finish, type Steps } from '../analysis/steps.ts';
import { columnSteps } from '../frames/column-steps.ts';
import type { FrameSource } from '../frames/index.ts';
import { windowIntervalSteps } from '../frames/window-intervals.ts';
import type { StatsOptions } from './session-types.ts';
import { frameWindow } from './source-statistics.ts';
import { valuesAtSteps } from './values-at.ts';

export const CPU = 'engine:performance.cpu_time_ms';
export const GPU = 'engine:performance.gpu_time_ms';

/**
 * What holds back the frames of a source, or of a part of them.
 *
 * @param refreshMs period of the display, NaN where it is not known
 * @throws MetricsError as `sourceStatistics`
 */
export function sourceVerdict(source: FrameSource, options: StatsOptions, refreshMs: number): FrameVerdict {
  return finish(sourceVerdictSteps(source, options, refreshMs));
}

/** The same in steps. */
export function* sourceVerdictSteps(
  source: FrameSource,
  options: StatsOptions,
  refreshMs: number,
): Steps<FrameVerdict> {
  const window = frameWindow(source, options);
  const { intervals, frames } = yield* windowIntervalSteps(source, window);
  // An interval lies before its frame's begin: what was done in it is the work of the frame before.
  const before = { from: window.from - 1, to: window.to - 1 };
  function* workOf(key: string): Steps<Float64Array> {
    return yield* valuesAtSteps(yield* columnSteps(source, key, before), window.from, frames);
  }
  return yield* frameVerdictSteps({ intervals, cpuMs: yield* workOf(CPU), gpuMs: yield* workOf(GPU), refreshMs });
}
