export type {
  FrameBlock,
  FrameReading,
  FrameRecorder,
  FrameSink,
  FrameStamp,
  GapReason,
  MetricsBackend,
  RowSource,
  SlowRows,
} from './backend.ts';
export { GAP_REASONS } from './backend.ts';
export type { Capability } from './capability.ts';
export { READY } from './capability.ts';
export type { Cell } from './cell.ts';
export type { Computation, Evaluate } from './computed-gauge.ts';
export { computationOf } from './computed-metric.ts';
export type { ComputedOp, ComputedSpec, MetricSelection } from './computed-spec.ts';
export type {
  AnyMetricsConfig,
  ComputedConfig,
  FamilyConfig,
  MetricConfig,
  MetricsConfig,
} from './config/metrics-config.ts';
export { MetricsConfigBuilder } from './config/metrics-config-builder.ts';
export type { MetricConfigV1, MetricsConfigV1 } from './config/metrics-config-v1.ts';
export { parseMetricsConfig } from './config/parse-metrics-config.ts';
export type { RuleActionName, RuleCallbackName, RuleConfig, RuleConfigAction } from './config/rule-config.ts';
export type { CounterHandle } from './counter-handle.ts';
export { DEFAULT_METRICS } from './default-metrics.ts';
export type { CustomMetricOptions } from './engine-metrics.ts';
export { EngineMetrics } from './engine-metrics.ts';
export type { FrameColumn, FrameLayout } from './frame-layout.ts';
export type { FrameSample } from './frame-metrics.ts';
export type { GaugeHandle } from './gauge-handle.ts';
export type { HistogramHandle } from './histogram-handle.ts';
export { InMemoryBackend } from './in-memory-backend.ts';
export type { HistoryInterval, MetricDescriptor, MetricOptions, MetricType, Thresholds } from './metric-descriptor.ts';
export { createDescriptor, METRIC_TYPES } from './metric-descriptor.ts';
export type { FamilyOptions, LabelValue, MetricFamily } from './metric-family.ts';
export type { MetricId } from './metric-id.ts';
export { formatMetricId, metricId } from './metric-id.ts';
export type { MetricQuery } from './metric-query.ts';
export type { HistogramValue, MetricValue } from './metric-value.ts';
export type { MetricsErrorCode } from './metrics-error.ts';
export { MetricsError } from './metrics-error.ts';
export type { AnyHandle, HandleOf, MetricMetadata, MetricsRegistryOptions } from './metrics-registry.ts';
export { MetricsRegistry } from './metrics-registry.ts';
export type { MetricsListener, MetricsUpdate, SubscribeOptions } from './metrics-subscription.ts';
export { NullBackend } from './null-backend.ts';
export type { RateHandle } from './rate-handle.ts';
export type { TimerHandle, TimerSpan } from './timer-handle.ts';
export type { KnownUnit, Unit } from './unit.ts';
export { parseUnit } from './unit.ts';
export type { ConnectWorkerOptions } from './workers/connect-worker.ts';
export { connectWorker } from './workers/connect-worker.ts';
export type { WorkerMetricsOptions } from './workers/connect-worker-metrics.ts';
export { connectWorkerMetrics } from './workers/connect-worker-metrics.ts';
export { SharedMemoryBackend } from './workers/shared-memory-backend.ts';
export type { MessageEndpoint } from './workers/worker-messages.ts';
