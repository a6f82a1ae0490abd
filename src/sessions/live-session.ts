import type { FrameStatistics, FrameVerdict } from '../analysis/index.ts';
import { type FrameHistory, readColumn, TIME } from '../frames/index.ts';
import type { MetricDescriptor } from '../metrics/index.ts';
import type { SessionRecorder } from './session-recorder.ts';
import type { Session, SessionEnvironment, SessionHistogram, SessionSummary, StatsOptions } from './session-types.ts';
import { periodsOf, sourceStatistics } from './source-statistics.ts';
import { sourceVerdict } from './source-verdict.ts';
import { sessionMetrics, spanMs } from './stored-session.ts';
import { WindowSource } from './window-source.ts';

/**
 * The session that is being recorded, up to the newest frame. Its frames are those that the history still has: of a long
 * session the last minutes. `open()` gives all of them, from the store.
 */
export class LiveSession implements Session {
  readonly frames: WindowSource;
  readonly timeOriginMs: number;
  readonly thumbnail = null;
  readonly #recorder: SessionRecorder;

  constructor(recorder: SessionRecorder, history: FrameHistory) {
    this.#recorder = recorder;
    this.frames = new WindowSource(history, recorder.startFrame, recorder.startMs);
    this.timeOriginMs = recorder.timeOriginMs;
  }

  get summary(): SessionSummary {
    const { frames } = this;
    const recorder = this.#recorder;
    // A history that no longer has the first frame has been written long since.
    const firstMs = Number.isNaN(recorder.firstMs) ? this.#timeOf(recorder.startFrame) : recorder.firstMs;
    const durationMs = spanMs(firstMs, this.#timeOf(frames.endFrame - 1));
    return { ...recorder.summary, frames: frames.endFrame - recorder.startFrame, durationMs };
  }

  get environment(): SessionEnvironment {
    return this.#recorder.environment;
  }

  get histograms(): readonly SessionHistogram[] {
    return this.#recorder.histograms;
  }

  get metrics(): readonly MetricDescriptor[] {
    return sessionMetrics(this.frames, this.histograms);
  }

  stats(options: StatsOptions = {}): FrameStatistics {
    return sourceStatistics(this.frames, options, periodsOf(this.environment));
  }

  verdict(options: StatsOptions = {}): FrameVerdict {
    return sourceVerdict(this.frames, options, periodsOf(this.environment).refreshMs);
  }

  #timeOf(frame: number): number {
    return readColumn(this.frames, TIME, { from: frame, to: frame + 1 })[0] as number;
  }
}
