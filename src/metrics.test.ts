import { describe, expect, it } from 'vitest';
import * as metrics from './metrics.ts';

describe('framescope/metrics', () => {
  it('exports exactly its public names', () => {
    expect(Object.keys(metrics).sort()).toEqual([
      'BLOCK_FRAMES',
      'BlockSource',
      'DEFAULT_METRICS',
      'EngineMetrics',
      'FrameHistory',
      'GAP',
      'GAP_REASONS',
      'INTERVAL',
      'InMemoryBackend',
      'METRIC_TYPES',
      'MetricsConfigBuilder',
      'MetricsError',
      'MetricsRegistry',
      'NullBackend',
      'READY',
      'SharedMemoryBackend',
      'TIME',
      'computationOf',
      'connectWorker',
      'connectWorkerMetrics',
      'createDescriptor',
      'formatMetricId',
      'frameAt',
      'frameHistogram',
      'frameStatistics',
      'frameVerdict',
      'hitches',
      'lastWindow',
      'metricId',
      'parseMetricsConfig',
      'parseUnit',
      'quantile',
      'readColumn',
      'statisticConfidence',
      'summarize',
      'windowIntervals',
    ]);
  });
});
