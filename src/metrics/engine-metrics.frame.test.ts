import { describe, expect, it } from 'vitest';
import type { FrameStamp } from './backend.ts';
import type { Cell } from './cell.ts';
import { DEFAULT_METRICS } from './default-metrics.ts';
import { EngineMetrics } from './engine-metrics.ts';
import { InMemoryBackend } from './in-memory-backend.ts';
import { MetricsRegistry } from './metrics-registry.ts';

function createMetrics() {
  const warnings: string[] = [];
  const backend = new InMemoryBackend();
  const registry = new MetricsRegistry(backend, { now: () => 42, warn: (message) => void warnings.push(message) });
  return { metrics: new EngineMetrics(registry), registry, backend, warnings };
}

describe('EngineMetrics', () => {
  describe('updateFrame', () => {
    function createDefaultMetrics() {
      const created = createMetrics();
      created.metrics.initializeWithConfig(DEFAULT_METRICS);
      const frames: FrameStamp[] = [];
      const late: unknown[] = [];
      created.backend.recorder = {
        get nextFrame() {
          return frames.length;
        },
        commit: (frame) => void frames.push({ ...frame }),
        setLate: (cell: Cell, frame, value) => late.push([cell.descriptor.id.name, frame, value]) > 0,
      };
      return { ...created, frames, late };
    }

    it('fills the default metrics and ends the frame', () => {
      const { metrics, frames, late } = createDefaultMetrics();
      metrics.updateFrame({ timeMs: 100, frameTimeMs: Number.NaN, gap: 'start' });
      metrics.updateFrame({
        timeMs: 120,
        frameTimeMs: 20,
        cpuTimeMs: 5,
        gpuTimeMs: 8,
        drawCalls: 100,
        triangles: 5000,
        memoryMb: 64,
      });
      expect(frames).toEqual([
        { timeMs: 100, intervalMs: Number.NaN, gap: 'start' },
        { timeMs: 120, intervalMs: 20, gap: 'none' },
      ]);
      expect(late).toEqual([['performance.gpu_time_ms', 1, 8]]);
      const values = ['fps', 'frame_time', 'cpu_time', 'gpu_time', 'draw_calls', 'triangles', 'memory'].map(
        (name) => metrics.gauge(`${name}_gauge`).value,
      );
      expect(values).toEqual([50, 20, 5, 8, 100, 5000, 64]);
      expect(metrics.counter('frame_counter').value).toBe(2);
      expect(metrics.histogram('frame_time_histogram').value).toMatchObject({ count: 1, sum: 20 });
      expect(metrics.histogram('gpu_time_histogram').value).toMatchObject({ count: 1, sum: 8 });
    });

    it('makes missing what was not measured in this frame', () => {
      const { metrics, warnings } = createDefaultMetrics();
      metrics.updateFrame({ timeMs: 0, frameTimeMs: 16, cpuTimeMs: 5, drawCalls: 3 });
      metrics.updateFrame({ timeMs: 16, frameTimeMs: 16, cpuTimeMs: Number.NaN });
      expect(metrics.gauge('cpu_time_gauge').value).toBeNaN();
      expect(metrics.gauge('draw_calls_gauge').value).toBeNaN();
      expect(metrics.gauge('frame_time_gauge').value).toBe(16);
      expect(warnings).toEqual([]);
    });

    it('takes no gap for a sample, whatever its length says', () => {
      const { metrics, frames } = createDefaultMetrics();
      metrics.updateFrame({ timeMs: 0, frameTimeMs: 20 });
      metrics.updateFrame({ timeMs: 5000, frameTimeMs: 5000, gap: 'hidden' });
      expect(frames[1]).toEqual({ timeMs: 5000, intervalMs: Number.NaN, gap: 'hidden' });
      expect(metrics.histogram('frame_time_histogram').value.count).toBe(1);
      expect(metrics.gauge('frame_time_gauge').value).toBeNaN();
      expect(metrics.gauge('fps_gauge').value).toBe(50);
    });

    it('takes a clock that was set back for a gap, and goes on', () => {
      const { metrics, frames } = createDefaultMetrics();
      metrics.updateFrame({ timeMs: 1000, frameTimeMs: 20 });
      metrics.updateFrame({ timeMs: 400, frameTimeMs: -600 });
      expect(metrics.gauge('frame_time_gauge').value).toBeNaN();
      metrics.updateFrame({ timeMs: 425, frameTimeMs: 25 });
      expect(frames).toEqual([
        { timeMs: 1000, intervalMs: 20, gap: 'none' },
        { timeMs: 1000, intervalMs: Number.NaN, gap: 'start' },
        { timeMs: 1025, intervalMs: 25, gap: 'none' },
      ]);
      expect(metrics.histogram('frame_time_histogram').value).toMatchObject({ count: 2, sum: 45 });
      expect(metrics.registry.get('framescope:dropped_updates{reason="negative"}')).toBeUndefined();
    });

    it('gives a frame without a usable time the clock’s', () => {
      const { metrics, frames } = createDefaultMetrics();
      metrics.updateFrame({ timeMs: undefined as unknown as number, frameTimeMs: undefined as unknown as number });
      expect(frames[0]?.timeMs).toBe(42);
      expect(metrics.histogram('frame_time_histogram').value.count).toBe(0);
    });

    it('ends the frame where the default metrics are not, without a warning', () => {
      const { metrics, registry, backend, warnings } = createMetrics();
      let ended = 0;
      backend.endFrame = () => void ended++;
      metrics.updateFrame({ timeMs: 0, frameTimeMs: 16, gpuTimeMs: 5, cpuTimeMs: 1 });
      expect(ended).toBe(1);
      expect(registry.size).toBe(0);
      expect(warnings).toEqual([]);
    });

    it('finds default metrics that are registered, removed or replaced later', () => {
      const { metrics, registry } = createMetrics();
      const sample = { timeMs: 0, frameTimeMs: 16, cpuTimeMs: 1 };
      metrics.updateFrame(sample);
      metrics.extendWithConfig(DEFAULT_METRICS);
      metrics.updateFrame(sample);
      expect(metrics.counter('frame_counter').value).toBe(1);
      registry.remove('engine:performance.cpu_time_ms');
      metrics.updateFrame(sample);
      expect(metrics.gauge('cpu_time_gauge').value).toBeNaN();
      expect(metrics.counter('frame_counter').value).toBe(2);
    });
  });
});
