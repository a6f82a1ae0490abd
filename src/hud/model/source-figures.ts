import type { FrameStatistics, FrameVerdict, Hitch } from '../../analysis/index.ts';
import type { Steps } from '../../analysis/steps.ts';
import { columnSteps } from '../../frames/column-steps.ts';
import { INTERVAL } from '../../frames/index.ts';
import { CPU, GPU, meanOf } from '../charts/frame-columns.ts';
import type { HudSource } from './hud-source.ts';

/** What the views tell of all frames of a stored session. */
export interface SourceFigures {
  /** Mean frame, CPU and GPU time in ms. */
  readonly recent: readonly number[];
  readonly stats: FrameStatistics;
  readonly verdict: FrameVerdict;
  readonly hitches: readonly Hitch[];
}

/** Reads and counts all frames of a source. */
export function* sourceFigureSteps(source: HudSource): Steps<SourceFigures> {
  const recent: number[] = [];
  for (const key of [INTERVAL, CPU, GPU]) {
    const values = yield* columnSteps(source.frames, key, source.window());
    recent.push(meanOf(values, values.length));
  }
  const stats = yield* source.stats();
  const verdict = yield* source.verdict();
  const hitches = stats.hitch.count > 0 ? yield* source.hitches({}, stats.frame.p50) : [];
  return { recent, stats, verdict, hitches };
}
