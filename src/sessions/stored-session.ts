import type { FrameStatistics, FrameVerdict } from '../analysis/index.ts';
import { BlockSource, type FrameEvent, type FrameSource } from '../frames/index.ts';
import type { FrameBlock, MetricDescriptor } from '../metrics/index.ts';
import { columnKeys, metricsOf } from './metric-file.ts';
import { blockSizeBytes } from './numbered-block.ts';
import type { Session, SessionEnvironment, SessionHistogram, SessionSummary, StatsOptions } from './session-types.ts';
import { periodsOf, sourceStatistics } from './source-statistics.ts';
import { sourceVerdict } from './source-verdict.ts';

/** What a session consists of, wherever it is kept. */
export interface SessionContent {
  readonly summary: SessionSummary;
  readonly environment: SessionEnvironment;
  readonly timeOriginMs: number;
  /** Default: none. */
  readonly thumbnail?: string | null;
  readonly histograms: readonly SessionHistogram[];
  readonly events: readonly FrameEvent[];
  /** Ascending, without a hole. */
  readonly blocks: readonly FrameBlock[];
  /** What they take where they are kept. Default: their values, uncompressed. */
  readonly bytes?: number;
}

/** A session that is over, or as far as it was written: all of it is in memory. */
export class StoredSession implements Session {
  readonly summary: SessionSummary;
  readonly environment: SessionEnvironment;
  readonly timeOriginMs: number;
  readonly thumbnail: string | null;
  readonly metrics: readonly MetricDescriptor[];
  readonly histograms: readonly SessionHistogram[];
  readonly frames: BlockSource;

  /** The summary's figures are taken from the blocks, so that they are right also where the recording broke off. */
  constructor(content: SessionContent) {
    const { summary, environment, timeOriginMs, thumbnail, histograms, events, blocks, bytes } = content;
    this.frames = new BlockSource(blocks, events);
    this.metrics = sessionMetrics(this.frames, histograms);
    this.environment = environment;
    this.timeOriginMs = timeOriginMs;
    this.thumbnail = thumbnail ?? null;
    this.histograms = histograms;
    this.summary = {
      ...summary,
      frames: this.frames.endFrame - this.frames.firstFrame,
      durationMs: spanMs(blocks[0]?.timeMs.at(0), blocks.at(-1)?.timeMs.at(-1)),
      bytes: bytes ?? blocks.reduce((sum, block) => sum + blockSizeBytes(block), 0),
    };
  }

  /** The same session under another name, id or state. */
  as(summary: Partial<SessionSummary>): StoredSession {
    const { events, blocks } = this.frames;
    const changed = { ...this.summary, ...summary };
    return new StoredSession({ ...this, summary: changed, events, blocks, bytes: changed.bytes });
  }

  stats(options: StatsOptions = {}): FrameStatistics {
    return sourceStatistics(this.frames, options, periodsOf(this.environment));
  }

  verdict(options: StatsOptions = {}): FrameVerdict {
    return sourceVerdict(this.frames, options, periodsOf(this.environment).refreshMs);
  }
}

/** The metrics that have columns, in their order, then those that have a histogram only. */
export function sessionMetrics(
  frames: Pick<FrameSource, 'columns'>,
  histograms: readonly SessionHistogram[],
): MetricDescriptor[] {
  const metrics = metricsOf(frames);
  for (const { descriptor } of histograms) {
    const [key] = columnKeys(descriptor);
    if (!metrics.has(key)) metrics.set(key, descriptor);
  }
  return [...metrics.values()];
}

/** From the first frame's begin to the last one's; 0 where there are none. */
export function spanMs(firstMs = Number.NaN, lastMs = Number.NaN): number {
  return lastMs > firstMs ? lastMs - firstMs : 0;
}
