import { FrameHistory } from '../../src/frames/index.ts';
import { EngineMetrics, InMemoryBackend, MetricsRegistry } from '../../src/metrics/index.ts';
import { createSessions } from '../../src/sessions/create-sessions.ts';
import { simulateFrames } from '../pages/hud-frames.ts';

const FRAMES = 1800;
const STARTED_AT = Date.parse('2026-11-20T12:00:00Z');
const NAME = 'Forest, shadows on';

/** A pass of the GPU and its part of the GPU's time. */
const PASSES = { shadow: 0.24, opaque: 0.43, particles: 0.11, post: 0.16 };
/** What a context keeps at first, in kinds of `webgl.*`, and how much more a second. */
const KEPT = {
  buffers: [184, 0],
  buffer_mb: [38.4, 0],
  textures: [96, 0],
  texture_mb: [212, 0],
  renderbuffers: [6, 0],
  renderbuffer_mb: [42.2, 0],
  programs: [31, 0],
  framebuffers: [9, 0],
  vertex_arrays: [120, 1.5],
} as const;

/** The file of a session that is the same each time: what pictures of the HUD show. */
export async function createLooksSession(): Promise<string> {
  let nowMs = 1000;
  const registry = new MetricsRegistry(new InMemoryBackend(), { now: () => nowMs, warn: () => undefined });
  const metrics = EngineMetrics.withDefaultConfig(registry);
  const gauge = (name: string, labels: Record<string, string>) =>
    registry.registerGauge('engine', name, { labels, reset: 'frame' });
  const passes = Object.entries(PASSES).map(
    ([pass, part]) => [gauge('performance.gpu_pass_ms', { pass }), part] as const,
  );
  const context = { context: '1' };
  const draws = gauge('rendering.draw_calls', context);
  const triangles = gauge('rendering.triangles', context);
  const switches = gauge('webgl.program_switches', context);
  const kept = Object.entries(KEPT).map(
    ([name, [first, more]]) => [gauge(`webgl.${name}`, context), first, more] as const,
  );
  const entities = registry.registerGauge('game', 'entities.alive', { labels: { world: 'forest' } });
  const spawned = registry.registerRate('game', 'entities.spawned', {});
  const physics = registry.registerTimer('game', 'physics.step', {});
  const uploads = registry.registerCounter('engine', 'uploads.bytes', { unit: 'bytes' });
  const frames = new FrameHistory(registry.backend);
  const sessions = createSessions({
    metrics,
    frames,
    environment: () => ({ refreshMs: 1000 / 60, refreshMethod: 'given', budgetMs: null, gpu: 'A GPU' }),
    every: () => () => undefined,
  });
  const { eventLog } = frames;

  const { summary } = await sessions.start({ name: NAME, tags: ['looks'] });
  const closing: (() => void)[] = [];
  const source = simulateFrames('game');
  for (let k = 0; k < FRAMES; k++) {
    const { intervalMs, cpuMs, gpuMs, drawCalls, triangles: count, heapMb, gap } = source.next().value;
    nowMs += intervalMs;
    const seconds = k / 60;
    for (const [pass, part] of passes) pass.set(gpuMs * part);
    draws.set(drawCalls);
    triangles.set(count);
    switches.set(Math.round(drawCalls / 11));
    for (const [level, first, more] of kept) level.set(first + Math.floor(more * seconds));
    entities.set(900 + Math.round(200 * Math.sin(k / 200)));
    if (k % 11 === 0) spawned.mark(3);
    physics.record(0.6 + (k % 7) * 0.05);
    uploads.increment(k % 9 === 0 ? 65_536 : 2048);
    metrics.setGauge('vram_usage_gauge', 412 + (Math.floor(k / 240) % 6) * 8);
    metrics.setGauge('vram_peak_gauge', 460);
    metrics.updateFrame({
      timeMs: nowMs,
      frameTimeMs: gap === 'none' ? intervalMs : Number.NaN,
      gap,
      cpuTimeMs: cpuMs,
      gpuTimeMs: gpuMs,
      drawCalls,
      triangles: count,
      memoryMb: heapMb,
    });
    frames.maintain();
    if (k % 420 === 120) eventLog.mark(`wave ${Math.floor(k / 420) + 1}`, nowMs);
    if (k === 200 || k === 900) closing.push(eventLog.section(k === 200 ? 'forest' : 'village', nowMs, () => nowMs));
    if (k === 700 || k === 1500) closing.pop()?.();
    if (k % 420 === 300) {
      const durationMs = intervalMs - 6;
      const scripts = [{ invoker: 'TimerHandler:setTimeout', path: 'assets/level.js', durationMs: durationMs - 20 }];
      eventLog.record({
        kind: 'long-frame',
        name: 'long frame',
        timeMs: nowMs - intervalMs,
        durationMs,
        detail: { scripts },
      });
      eventLog.record({ kind: 'load', name: 'assets/village.glb', timeMs: nowMs - intervalMs - 80, durationMs: 64 });
    }
  }
  await sessions.stop();
  const file = JSON.parse(await (await sessions.export(summary.id)).text());
  const { session, environment } = file;
  Object.assign(session, { id: 'looks', startedAt: STARTED_AT });
  // What the realm says of itself differs from one Node to the next.
  Object.assign(environment, { userAgent: null, url: null, hardwareConcurrency: 8 });
  return JSON.stringify({ ...file, timeOriginMs: STARTED_AT - 1000 });
}
