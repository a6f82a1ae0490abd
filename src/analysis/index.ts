export type { FrameHistogramOptions } from './frame-histogram.ts';
export { frameHistogram } from './frame-histogram.ts';
export type {
  ExcludedIntervals,
  FrameStatistics,
  FrameStatisticsOptions,
  StatisticsWindow,
} from './frame-statistics.ts';
export { frameStatistics } from './frame-statistics.ts';
export type { FrameVerdict, FrameVerdictInput, VerdictKind } from './frame-verdict.ts';
export { frameVerdict } from './frame-verdict.ts';
export type { HitchesOptions } from './hitches.ts';
export { hitches } from './hitches.ts';
export { quantile } from './quantile.ts';
export type { StatisticConfidence } from './statistic-confidence.ts';
export { statisticConfidence } from './statistic-confidence.ts';
export type { SummarizeOptions, Summary } from './summarize.ts';
export { summarize } from './summarize.ts';
