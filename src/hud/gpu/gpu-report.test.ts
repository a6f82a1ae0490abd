import { describe, expect, it } from 'vitest';
import { BlockSource, FrameHistory, type FrameSource } from '../../frames/index.ts';
import { createTestRegistry } from '../../metrics/create-test-registry.ts';
import { type GpuReport, readGpuReport } from './gpu-report.ts';

function createEngine() {
  const { registry } = createTestRegistry();
  const frames = new FrameHistory(registry.backend);
  const gauge = (name: string, labels: Record<string, string>, unit?: 'bytes') =>
    registry.registerGauge('engine', name, { labels, ...(unit && { unit }) });
  return { registry, frames, gauge };
}

/** @param newest so many frames for times and work; default: all */
function reportOf(frames: FrameSource, newest = Number.POSITIVE_INFINITY): GpuReport {
  const all = { from: frames.firstFrame, to: frames.endFrame };
  const window = { from: Math.max(all.from, all.to - newest), to: all.to };
  const reading = readGpuReport(frames, window, all);
  let step = reading.next();
  while (!step.done) step = reading.next();
  return step.value;
}

describe('readGpuReport', () => {
  it('is empty without any of it', () => {
    const { registry, frames } = createEngine();
    registry.tick(16);
    expect(reportOf(frames)).toEqual({ frameMs: Number.NaN, timed: 0, passes: [], targets: [] });
  });

  it('tells passes by their mean, the longest first, and how many frames were timed', () => {
    const { registry, frames, gauge } = createEngine();
    const total = gauge('performance.gpu_time_ms', {});
    const shadow = gauge('performance.gpu_pass_ms', { pass: 'shadow' });
    const main = gauge('performance.gpu_pass_ms', { pass: 'main' });
    for (let k = 0; k < 4; k++) {
      if (k < 3) total.set(6 + k);
      else total.clear();
      shadow.set(2);
      main.set(4 + k);
      registry.tick(16 * k);
    }
    expect(reportOf(frames)).toMatchObject({
      frameMs: 7,
      timed: 0.75,
      passes: [
        { name: 'main', meanMs: 5.5 },
        { name: 'shadow', meanMs: 2 },
      ],
    });
  });

  it('counts a pass that only some frames have for all of them', () => {
    const { registry, frames, gauge } = createEngine();
    const total = gauge('performance.gpu_time_ms', {});
    const rare = gauge('performance.gpu_pass_ms', { pass: 'rare' });
    gauge('performance.gpu_pass_ms', { pass: 'never' });
    for (let k = 0; k < 20; k++) {
      total.set(6);
      if (k % 10 === 0) rare.set(0.5);
      else rare.clear();
      registry.tick(16 * k);
    }
    expect(reportOf(frames).passes).toEqual([{ name: 'rare', meanMs: 0.05, whileMs: 0.5, part: 0.1 }]);
  });

  it('keeps contexts and devices apart, with what lives there and what their frames do', () => {
    const { registry, frames, gauge } = createEngine();
    const first = { context: '1' };
    gauge('webgl.textures', first).set(12);
    gauge('webgl.texture_mb', first).set(1.5);
    gauge('webgl.programs', first).set(3);
    gauge('webgl.stalls', first).set(0);
    const draws = gauge('rendering.draw_calls', first);
    gauge('webgpu.submits', { device: '1' }).set(2);
    for (let k = 0; k < 3; k++) {
      draws.set(10 * (k + 1));
      registry.tick(16 * k);
    }
    const [webgl, webgpu, ...others] = reportOf(frames).targets;
    expect(others).toEqual([]);
    expect(webgl).toMatchObject({
      name: 'WebGL context 1',
      memory: [
        { title: 'Textures', count: 12, bytes: 1.5 * 2 ** 20, growth: null },
        { title: 'Programs', count: 3, bytes: Number.NaN, growth: null },
      ],
      work: [{ title: 'Draw calls', last: 30, mean: 20, max: 30 }],
    });
    expect(webgpu).toMatchObject({ name: 'WebGPU device 1', memory: [], work: [{ title: 'Submits', mean: 2 }] });
  });

  it('hints at what only ever grows, in bytes or in number', () => {
    const { registry, frames, gauge } = createEngine();
    gauge('webgl.buffers', { context: '1' }).set(4);
    const size = gauge('webgl.buffer_mb', { context: '1' });
    const programs = gauge('webgl.programs', { context: '1' });
    const textures = gauge('webgl.textures', { context: '1' });
    const textureSize = gauge('webgl.texture_mb', { context: '1' });
    for (let k = 0; k < 600; k++) {
      size.set(10 + k / 10);
      programs.set(5 + k);
      textures.set(k);
      textureSize.set(10 + k / 1000);
      registry.tick(100 * k);
    }
    const memory = reportOf(frames).targets[0]?.memory ?? [];
    expect(memory.map(({ title, growth }) => [title, growth?.of])).toEqual([
      ['Textures', 'count'],
      ['Buffers', 'bytes'],
      ['Programs', 'count'],
    ]);
    expect(memory[1]?.growth?.perSecond).toBeCloseTo(2 ** 20, -4);
    expect(memory[1]?.trend).toHaveLength(60);
  });

  it('leaves out what a context kept that is gone, its leak with it, and then the context', () => {
    const { registry, frames, gauge } = createEngine();
    const contexts = ['1', '2'].map((context) => ({
      textures: gauge('webgl.textures', { context }),
      size: gauge('webgl.texture_mb', { context }),
      draws: gauge('rendering.draw_calls', { context }),
    }));
    const run = (count: number, used: typeof contexts) => {
      for (let k = 0; k < count; k++) {
        for (const { textures, size, draws } of used) {
          textures.set(10 + frames.endFrame);
          size.set(10 + frames.endFrame);
          draws.set(5);
        }
        registry.tick(100 * frames.endFrame);
        frames.maintain();
      }
    };
    run(400, contexts);
    for (const { id } of Object.values(contexts[0] ?? {})) registry.remove(id);
    run(60, contexts.slice(1));
    const stored = new BlockSource(frames.blocks({ from: 0, to: frames.endFrame }));
    for (const source of [frames, stored]) {
      const [gone, left] = reportOf(source).targets;
      expect(gone).toMatchObject({ name: 'WebGL context 1', memory: [], work: [{ title: 'Draw calls' }] });
      expect(left?.memory).toMatchObject([{ title: 'Textures', count: 469, growth: { of: 'bytes' } }]);
      expect(reportOf(source, 50).targets.map(({ name }) => name)).toEqual(['WebGL context 2']);
    }
  });

  it('keeps a context that rests, and one that frames have once a second', () => {
    const { registry, frames, gauge } = createEngine();
    const draws = gauge('rendering.draw_calls', { context: '1' });
    gauge('webgl.buffers', { context: '1' }).set(3);
    registry.registerGauge('engine', 'webgl.buffers', { labels: { context: '2' }, history: '1s' }).set(4);
    draws.set(7);
    for (let k = 0; k < 300; k++) {
      if (k === 100) draws.clear();
      // Another series begins a new block of rows.
      if (k === 298) registry.registerGauge('game', 'late', { labels: { zone: 'north' }, history: '1s' });
      registry.tick(30 * k);
    }
    expect(reportOf(frames, 50).targets).toMatchObject([
      { name: 'WebGL context 1', memory: [{ count: 3 }], work: [] },
      { name: 'WebGL context 2', memory: [{ count: 4 }], work: [] },
    ]);
  });
});
