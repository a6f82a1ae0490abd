import type { FrameSample } from '../../src/metrics/index.ts';

/** One simulated frame of an engine. */
export interface SimulatedFrame {
  intervalMs: number;
  cpuMs: number;
  gpuMs: number;
  drawCalls: number;
  triangles: number;
  heapMb: number;
  gap: 'none' | 'hidden';
}

/** As what the metrics take. */
export function sampleOf(frame: SimulatedFrame, timeMs: number): FrameSample {
  const { intervalMs, cpuMs, gpuMs, drawCalls, triangles, heapMb, gap } = frame;
  return {
    timeMs,
    frameTimeMs: gap === 'none' ? intervalMs : Number.NaN,
    gap,
    cpuTimeMs: cpuMs,
    gpuTimeMs: gpuMs,
    drawCalls,
    triangles,
    memoryMb: heapMb,
  };
}

/** Frames of a 60 Hz game, the same ones each time: jitter, scenes of different load, some dropped frames, a hitch now and then. */
export function* simulateFrames(scenario: string): Generator<SimulatedFrame, never> {
  let seed = 12_345;
  const random = () => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    return seed / 2 ** 32;
  };
  const noise = () => random() + random() + random() - 1.5;
  for (let frame = 0; ; frame++) {
    const load = 0.5 + 0.35 * Math.sin(frame / 130) + 0.15 * Math.sin(frame / 31);
    const cpuMs = 3.2 + 3 * load + 0.5 * noise();
    let gpuMs = 5 + 7 * load + 0.7 * noise();
    let intervalMs = 1000 / 60 + 0.12 * noise();
    let gap: SimulatedFrame['gap'] = 'none';
    if (scenario === 'slow') {
      gpuMs += 14;
      intervalMs = random() < 0.2 ? 50 : 33.3 + 0.4 * noise();
    } else if (scenario === 'game') {
      if (random() < 0.02 + 0.05 * Math.max(0, load - 0.8)) intervalMs += 1000 / 60;
      if (frame % 420 === 300) intervalMs = 118 + 20 * random();
      if (frame % 420 === 180) intervalMs = 64;
      if (frame % 1500 === 1100) gap = 'hidden';
    }
    yield {
      intervalMs: gap === 'hidden' ? 900 : intervalMs,
      cpuMs: intervalMs > 60 ? intervalMs - 4 : cpuMs,
      gpuMs: scenario === 'no-gpu' ? Number.NaN : gpuMs,
      drawCalls: Math.round(420 + 380 * load + 6 * noise()),
      triangles: Math.round(1.1e6 + 7e5 * load),
      heapMb: 84 + ((frame * 0.06) % 38),
      gap,
    };
  }
}
