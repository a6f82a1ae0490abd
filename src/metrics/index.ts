export type {
  FrameBlock,
  FrameRecorder,
  FrameSink,
  FrameStamp,
  GapReason,
  MetricsBackend,
  RowSource,
} from './backend.ts';
export { GAP_REASONS } from './backend.ts';
export type { Capability } from './capability.ts';
export { READY } from './capability.ts';
export type { Cell } from './cell.ts';
export type { Evaluate } from './computed-gauge.ts';
export type { CounterHandle } from './counter-handle.ts';
export { DEFAULT_METRICS } from './default-metrics.ts';
export type { CustomMetricOptions, FrameSample } from './engine-metrics.ts';
export { EngineMetrics } from './engine-metrics.ts';
export type { FrameColumn, FrameLayout } from './frame-layout.ts';
export type { GaugeHandle } from './gauge-handle.ts';
export type { HistogramHandle } from './histogram-handle.ts';
export { InMemoryBackend } from './in-memory-backend.ts';
export type { HistoryInterval, MetricDescriptor, MetricOptions, MetricType } from './metric-descriptor.ts';
export { createDescriptor, METRIC_TYPES } from './metric-descriptor.ts';
export type { MetricId } from './metric-id.ts';
export { formatMetricId, metricId } from './metric-id.ts';
export type { HistogramValue, MetricValue } from './metric-value.ts';
export type { MetricConfig, MetricsConfig } from './metrics-config.ts';
export { parseMetricsConfig } from './metrics-config.ts';
export type { MetricsErrorCode } from './metrics-error.ts';
export { MetricsError } from './metrics-error.ts';
export type { AnyHandle, HandleOf, MetricQuery, MetricsRegistryOptions } from './metrics-registry.ts';
export { MetricsRegistry } from './metrics-registry.ts';
export type { RateHandle } from './rate-handle.ts';
export type { TimerHandle, TimerSpan } from './timer-handle.ts';
export type { KnownUnit, Unit } from './unit.ts';
export { parseUnit } from './unit.ts';
