import type { MetricConfig, MetricsConfig } from './config/metrics-config.ts';

/** A GPU timer's result comes frames late: a row that has none yet is missing it, instead of repeating the last. */
const LATE = { reset: 'frame' } as const;

/*#__NO_SIDE_EFFECTS__*/
function metric(
  type: MetricConfig['type'],
  name: string,
  unit: string,
  description: string,
  options?: Partial<MetricConfig>,
): MetricConfig {
  return { namespace: 'engine', name, type, unit, description, ...options };
}

/** The engine metrics that Framescope's probes fill, by key, in the shape of a configuration. */
export const DEFAULT_METRICS = {
  version: 2,
  metrics: {
    frame_counter: metric('counter', 'frames.total', 'count', 'Animation frames since the start'),
    fps_gauge: metric('gauge', 'performance.fps', 'fps', 'Frames per second, averaged over the last second'),
    frame_time_gauge: metric('gauge', 'performance.frame_time_ms', 'ms', 'Time since the begin of the frame before'),
    cpu_time_gauge: metric('gauge', 'performance.cpu_time_ms', 'ms', 'Wall time of all callbacks of the frame'),
    gpu_time_gauge: metric('gauge', 'performance.gpu_time_ms', 'ms', 'Time that the GPU worked for the frame', LATE),
    gpu_main_pass_gauge: metric('gauge', 'performance.gpu_main_pass_ms', 'ms', 'GPU time of the pass "main"', LATE),
    memory_gauge: metric('gauge', 'memory.usage_mb', 'MiB', 'JavaScript heap in use'),
    vram_usage_gauge: metric('gauge', 'memory.vram_usage_mb', 'MiB', 'Estimated GPU memory of live resources'),
    vram_peak_gauge: metric('gauge', 'memory.vram_peak_mb', 'MiB', 'Largest estimate of GPU memory so far'),
    draw_calls_gauge: metric('gauge', 'rendering.draw_calls', 'count', 'Draw calls of the frame'),
    triangles_gauge: metric('gauge', 'rendering.triangles', 'count', 'Triangles that the frame asked to be drawn'),
    frame_time_histogram: metric('histogram', 'performance.frame_time', 'ms', 'Frame times'),
    gpu_time_histogram: metric('histogram', 'performance.gpu_time', 'ms', 'GPU times of frames'),
  },
} as const satisfies MetricsConfig;
