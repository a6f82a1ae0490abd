export type { RunAggregate } from './aggregate-runs.ts';
export { aggregateRuns } from './aggregate-runs.ts';
export type { CountComparison } from './compare-counts.ts';
export { compareCounts } from './compare-counts.ts';
export type { Comparison, ComparisonOptions, ComparisonVerdict } from './compare-runs.ts';
export { comparePairs, compareSets, noiseFloor } from './compare-runs.ts';
export { adjustPValues, correctComparisons } from './correct-comparisons.ts';
export type { Fingerprint, FingerprintDifference } from './fingerprint.ts';
export { fingerprintDifferences } from './fingerprint.ts';
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
export type { Hitch, HitchCause, HitchCauseKind, HitchEvent, HitchInput } from './hitch-causes.ts';
export { hitchCauses } from './hitch-causes.ts';
export type { HitchesOptions } from './hitches.ts';
export { hitches } from './hitches.ts';
export type { PercentileCurve, PercentileCurveOptions } from './percentile-curve.ts';
export { percentileCurve } from './percentile-curve.ts';
export { quantile } from './quantile.ts';
export type { StatisticConfidence } from './statistic-confidence.ts';
export { statisticConfidence } from './statistic-confidence.ts';
export type { SteadyGrowth, SteadyGrowthOptions } from './steady-growth.ts';
export { steadyGrowth } from './steady-growth.ts';
export type { SummarizeOptions, Summary } from './summarize.ts';
export { summarize } from './summarize.ts';
export { timeAbove } from './time-above.ts';
