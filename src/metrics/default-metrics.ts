import type { MetricsConfig } from './metrics-config.ts';

const gauge = (name: string, unit: string, description: string, options: { reset?: 'frame' } = {}) =>
  ({ namespace: 'engine', name, metric_type: 'gauge', unit, description, ...options }) as const;

/** A GPU timer's result comes frames late: a row that has none yet is missing it, instead of repeating the last. */
const LATE = { reset: 'frame' } as const;

/** The engine metrics that Framescope's probes fill, by key, in the shape of a configuration. */
export const DEFAULT_METRICS: MetricsConfig = {
  version: 1,
  metrics: {
    frame_counter: {
      namespace: 'engine',
      name: 'frames.total',
      metric_type: 'counter',
      unit: 'count',
      description: 'Animation frames since the start',
    },
    fps_gauge: gauge('performance.fps', 'fps', 'Frames per second, averaged over the last second'),
    frame_time_gauge: gauge(
      'performance.frame_time_ms',
      'ms',
      'Time between the begin of this frame and of the one before',
    ),
    cpu_time_gauge: gauge('performance.cpu_time_ms', 'ms', 'Wall time of all animation frame callbacks of the frame'),
    gpu_time_gauge: gauge('performance.gpu_time_ms', 'ms', 'Time that the GPU worked for the frame', LATE),
    gpu_main_pass_gauge: gauge(
      'performance.gpu_main_pass_ms',
      'ms',
      'Time that the GPU worked for the pass named "main"',
      LATE,
    ),
    memory_gauge: gauge('memory.usage_mb', 'MiB', 'JavaScript heap in use'),
    vram_usage_gauge: gauge('memory.vram_usage_mb', 'MiB', 'Estimated GPU memory of live resources'),
    vram_peak_gauge: gauge('memory.vram_peak_mb', 'MiB', 'Largest estimate of GPU memory so far'),
    draw_calls_gauge: gauge('rendering.draw_calls', 'count', 'Draw calls of the frame'),
    triangles_gauge: gauge('rendering.triangles', 'count', 'Triangles that the frame asked to be drawn'),
    frame_time_histogram: {
      namespace: 'engine',
      name: 'performance.frame_time',
      metric_type: 'histogram',
      unit: 'ms',
      description: 'Frame times',
    },
    gpu_time_histogram: {
      namespace: 'engine',
      name: 'performance.gpu_time',
      metric_type: 'histogram',
      unit: 'ms',
      description: 'GPU times of frames',
    },
  },
};
