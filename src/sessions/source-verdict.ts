import { type FrameVerdict, frameVerdict } from '../analysis/index.ts';
import { type FrameSource, readColumn, windowIntervals } from '../frames/index.ts';
import type { StatsOptions } from './session-types.ts';
import { frameWindow } from './source-statistics.ts';
import { valuesAt } from './values-at.ts';

export const CPU = 'engine:performance.cpu_time_ms';
export const GPU = 'engine:performance.gpu_time_ms';

/**
 * What holds back the frames of a source, or of a part of them.
 *
 * @param refreshMs period of the display, NaN where it is not known
 * @throws MetricsError as `sourceStatistics`
 */
export function sourceVerdict(source: FrameSource, options: StatsOptions, refreshMs: number): FrameVerdict {
  const window = frameWindow(source, options);
  const { intervals, frames } = windowIntervals(source, window);
  // An interval lies before its frame's begin: what was done in it is the work of the frame before.
  const before = { from: window.from - 1, to: window.to - 1 };
  const workOf = (key: string) => valuesAt(readColumn(source, key, before), window.from, frames);
  return frameVerdict({ intervals, cpuMs: workOf(CPU), gpuMs: workOf(GPU), refreshMs });
}
