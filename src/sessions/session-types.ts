import type { FrameStatistics, FrameVerdict } from '../analysis/index.ts';
import type { FrameSource } from '../frames/index.ts';
import type { MetricDescriptor } from '../metrics/index.ts';

/** What a list of sessions shows. */
export interface SessionSummary {
  readonly id: string;
  readonly name: string;
  readonly tags: readonly string[];
  /** What a user wrote about it; empty: nothing. */
  readonly note: string;
  /** Ms since 1970. */
  readonly startedAt: number;
  readonly durationMs: number;
  readonly frames: number;
  /** What the session takes in the store. */
  readonly bytes: number;
  readonly pinned: boolean;
  readonly state: 'recording' | 'complete' | 'recovered';
}

export interface SessionRetention {
  /** How many sessions are kept, pinned ones apart. Default 20. */
  sessions?: number;
  /** How many bytes they may take together, pinned ones apart. Default 256 MiB. */
  bytes?: number;
}

export interface SessionStartOptions {
  /** Default: the page's title and the time. */
  name?: string;
  /** Text of your own, to find the session by. */
  tags?: readonly string[];
  /** What is to be remembered of it, at most 4,096 characters. Default: nothing. */
  note?: string;
  retention?: SessionRetention;
}

/** Where a session was recorded. A value that could not be had is null. */
export interface SessionEnvironment {
  readonly framescope: string;
  readonly url: string | null;
  readonly userAgent: string | null;
  readonly gpu: string | null;
  readonly refreshMs: number | null;
  readonly refreshMethod: string;
  readonly budgetMs: number | null;
  readonly viewport: { readonly widthCssPx: number; readonly heightCssPx: number; readonly pixelRatio: number } | null;
  readonly crossOriginIsolated: boolean;
  readonly hardwareConcurrency: number | null;
}

/** Which frames a statistic is of; default: all there are. */
export interface StatsOptions {
  /** The last so many ms. */
  lastMs?: number;
  /** A span in ms of the source's clock. */
  window?: { fromMs: number; toMs: number };
  /** The newest section of this name; one that was never opened is refused. */
  section?: string;
  /** Default: the source's own budget. */
  budgetMs?: number;
}

/** What a histogram or timer collected during a session. */
export interface SessionHistogram {
  readonly descriptor: MetricDescriptor;
  readonly count: number;
  readonly sum: number;
  /** NaN when the histogram is empty, or held samples of before the session: then the session's own are not known. */
  readonly min: number;
  readonly max: number;
  /** Buckets that hold samples, ascending (all of them where the user chose the boundaries); upper bounds are inclusive. */
  readonly buckets: readonly { readonly upperBound: number; readonly count: number }[];
}

/** One session's data, live or not: the same shape wherever it comes from. */
export interface Session {
  readonly summary: SessionSummary;
  readonly environment: SessionEnvironment;
  /** `performance.timeOrigin` of the page that was recorded: plus a frame's time it is the ms since 1970. */
  readonly timeOriginMs: number;
  /** What the canvas showed, a small JPEG as a `data:` URL. Null but for snapshots of the flight recorder that were asked to have one. */
  readonly thumbnail: string | null;
  readonly metrics: readonly MetricDescriptor[];
  readonly histograms: readonly SessionHistogram[];
  /** Frames keep the numbers that they had on the page. */
  readonly frames: FrameSource;
  stats(options?: StatsOptions): FrameStatistics;
  /** What holds its frames back. @throws MetricsError as `stats` */
  verdict(options?: StatsOptions): FrameVerdict;
}
