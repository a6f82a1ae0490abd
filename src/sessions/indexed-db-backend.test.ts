import { describe, expect, it } from 'vitest';
import { FrameHistory } from '../frames/index.ts';
import { backendConformance } from '../metrics/conformance/index.ts';
import { EngineMetrics, InMemoryBackend, MetricsRegistry } from '../metrics/index.ts';
import { IndexedDbBackend } from './indexed-db-backend.ts';

// In Node it keeps everything in memory; e2e/sessions/recording.spec.ts tests it with a store.

describe('IndexedDbBackend', () => {
  const quiet = { warn: () => undefined };
  for (const { name, run } of backendConformance(() => new IndexedDbBackend(quiet))) it(name, run);
  for (const { name, run } of backendConformance(
    () => new IndexedDbBackend({ ...quiet, over: new IndexedDbBackend(quiet) }),
  ))
    it(`${name}, two of them stacked`, run);

  it('is a backend like any other: values live in the one below', () => {
    const over = new InMemoryBackend();
    const registry = new MetricsRegistry(new IndexedDbBackend({ over, warn: () => undefined }));
    const gauge = registry.registerGauge('a', 'b');
    gauge.set(5);
    expect(gauge.value).toBe(5);
    expect(over.describe().map(({ id }) => id.name)).toEqual(['b']);
    expect(registry.backend.rows).toBe(over.rows);
    expect(registry.remove('a:b')).toBe(true);
    expect(over.describe()).toEqual([]);
  });

  it('adds one sink to the backend below, and takes away only its own', async () => {
    const over = new InMemoryBackend();
    const [first, second] = [1, 2].map(() => new IndexedDbBackend({ over, warn: () => undefined }));
    expect(over.sinks.size).toBe(2);
    await first?.close();
    expect(over.sinks.size).toBe(1);
    await second?.close();
    expect(over.sinks.size).toBe(0);
  });

  it('counts the frames that end, from its construction to its end', async () => {
    const warnings: string[] = [];
    const over = new InMemoryBackend();
    new FrameHistory(over);
    const metrics = EngineMetrics.withDefaultConfig(new MetricsRegistry(over));
    for (let k = 0; k < 10; k++) metrics.registry.tick(16 * k);
    const backend = new IndexedDbBackend({
      over,
      name: 'Backend',
      tags: ['x'],
      warn: (message) => warnings.push(message),
    });
    for (let k = 10; k < 600; k++) metrics.registry.tick(16 * k);
    await backend.flush();
    expect(backend.session).toMatchObject({ name: 'Backend', tags: ['x'], frames: 590, state: 'recording' });
    await backend.close();
    for (let k = 600; k < 700; k++) metrics.registry.tick(16 * k);
    expect(backend.session).toMatchObject({ frames: 590, durationMs: 589 * 16, state: 'complete' });
    expect(warnings).toHaveLength(1);
  });
});
