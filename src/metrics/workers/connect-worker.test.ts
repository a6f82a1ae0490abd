import { describe, expect, it } from 'vitest';
import type { CounterHandle } from '../counter-handle.ts';
import { createTestRegistry } from '../create-test-registry.ts';
import type { GaugeHandle } from '../gauge-handle.ts';
import type { HistogramHandle } from '../histogram-handle.ts';
import { MetricsRegistry } from '../metrics-registry.ts';
import { connectWorker } from './connect-worker.ts';
import { connectWorkerMetrics } from './connect-worker-metrics.ts';
import { SharedMemoryBackend } from './shared-memory-backend.ts';
import type { MessageEndpoint } from './worker-messages.ts';

/** Long enough for messages of both sides to arrive. */
const delivered = async () => {
  for (let k = 0; k < 5; k++) await new Promise((resolve) => setTimeout(resolve));
};

/** A page's registry, and workers that talk to it over real channels: in this realm, but that is all they share. */
function createPage(shared = true) {
  const page = createTestRegistry();
  const ports: MessagePort[] = [];
  const startWorker = async (name?: string) => {
    const { port1, port2 } = new MessageChannel();
    ports.push(port1, port2);
    const registry = connectWorkerMetrics(port2 as unknown as MessageEndpoint, { everyMs: 0, warn() {} });
    const options = { shared, ...(name !== undefined && { name }) };
    const stop = connectWorker(page.registry, port1 as unknown as MessageEndpoint, options);
    await delivered();
    return { registry, stop, port: port1 };
  };
  const tick = async (...workers: { registry: MetricsRegistry }[]) => {
    for (const { registry } of workers) registry.tick();
    await delivered();
    page.registry.tick();
  };
  const value = (id: string) => (page.registry.get(id) as CounterHandle | GaugeHandle | undefined)?.value;
  return { ...page, startWorker, tick, value, close: () => ports.forEach((port) => void port.close()) };
}

describe.each([true, false])('connectWorker, with shared memory: %s', (shared) => {
  it('adds up what workers and page count, each worker also for itself', async () => {
    const page = createPage(shared);
    const [a, b] = [await page.startWorker('a'), await page.startWorker()];
    page.registry.registerCounter('game', 'steps').increment(1);
    a.registry.registerCounter('game', 'steps').increment(10);
    b.registry.registerCounter('game', 'steps', { labels: {} }).increment(100);
    await page.tick(a, b);
    expect(page.value('game:steps')).toBe(111);
    expect(page.value('game:steps{worker="a"}')).toBe(10);
    expect(page.value('game:steps{worker="worker-1"}')).toBe(100);
    a.registry.registerCounter('game', 'steps').increment(5);
    await page.tick(a, b);
    await page.tick(a, b);
    expect(page.value('game:steps')).toBe(116);
    page.close();
  });

  it('keeps what was counted before it was connected', async () => {
    const page = createPage(shared);
    const { port1, port2 } = new MessageChannel();
    const worker = connectWorkerMetrics(port2 as unknown as MessageEndpoint, { everyMs: 0 });
    const steps = worker.registerCounter('game', 'steps');
    steps.increment(7);
    worker.tick();
    connectWorker(page.registry, port1 as unknown as MessageEndpoint, { shared });
    await delivered();
    await page.tick({ registry: worker });
    expect(page.value('game:steps')).toBe(7);
    port1.close();
  });

  it('merges histograms, timers and rates as if all had been recorded in one', async () => {
    const page = createPage(shared);
    const [a, b] = [await page.startWorker(), await page.startWorker()];
    const reference = new MetricsRegistry().registerHistogram('game', 'load');
    const explicit = { boundaries: [1, 10, 100] };
    for (let k = 0; k < 300; k++) {
      const { registry } = k % 3 === 0 ? page : k % 3 === 1 ? a : b;
      registry.registerHistogram('game', 'load').record(k);
      registry.registerHistogram('game', 'explicit', explicit).record(k);
      registry.registerTimer('game', 'ai').record(k);
      registry.registerRate('game', 'shots').mark();
      reference.record(k);
      if (k % 50 === 0) await page.tick(a, b);
    }
    await page.tick(a, b);
    const load = (page.registry.get('game:load') as HistogramHandle).value;
    expect(load).toMatchObject({ count: 300, sum: 44_850, min: 0, max: 299 });
    expect(load.buckets()).toEqual(reference.value.buckets());
    expect((page.registry.get('game:ai') as HistogramHandle).value.sum).toBe(44_850);
    expect((page.registry.get('game:explicit') as HistogramHandle).value.buckets().map(({ count }) => count)).toEqual([
      2, 9, 90, 199,
    ]);
    expect(page.registry.registerRate('game', 'shots').count).toBe(300);
    page.close();
  });

  it('takes the newest of gauges, and what is left when a worker ends', async () => {
    const page = createPage(shared);
    const [a, b] = [await page.startWorker('a'), await page.startWorker('b')];
    a.registry.registerGauge('game', 'load').set(1);
    await page.tick(a);
    b.registry.registerGauge('game', 'load').set(2);
    await page.tick(b);
    expect(page.value('game:load')).toBe(2);
    a.registry.registerGauge('game', 'load').set(3);
    await page.tick(a, b);
    expect(page.value('game:load')).toBe(3);
    a.stop();
    expect(page.value('game:load')).toBe(2);
    expect(page.value('game:load{worker="a"}')).toBeNaN();
    b.stop();
    expect(page.value('game:load')).toBeNaN();
    page.close();
  });

  it('takes in metrics that come, go and come back', async () => {
    const page = createPage(shared);
    const a = await page.startWorker('a');
    const steps = a.registry.registerCounter('game', 'steps');
    steps.increment(5);
    await page.tick(a);
    for (let k = 0; k < 600; k++) a.registry.registerCounter('game', `many ${k}`).increment(k);
    await page.tick(a);
    await page.tick(a);
    expect(page.value('game:many 599')).toBe(599);
    a.registry.remove(steps.id);
    await page.tick(a);
    a.registry.registerCounter('game', 'steps').increment(2);
    await page.tick(a);
    await page.tick(a);
    expect(page.value('game:steps')).toBe(7);
    page.close();
  });

  it('keeps the counts of a worker that ends, and lets one of its name go on', async () => {
    const page = createPage(shared);
    const first = await page.startWorker('a');
    first.registry.registerCounter('game', 'steps').increment(5);
    await page.tick(first);
    first.port.close();
    await delivered();
    const second = await page.startWorker('a');
    second.registry.registerCounter('game', 'steps').increment(3);
    await page.tick(second);
    expect(page.value('game:steps{worker="a"}')).toBe(8);
    expect(page.value('game:steps')).toBe(8);
    page.close();
  });

  it('goes on with the same totals when a worker is connected again', async () => {
    const page = createPage(shared);
    const a = await page.startWorker();
    const load = a.registry.registerHistogram('game', 'load');
    const steps = a.registry.registerCounter('game', 'steps');
    const speed = a.registry.registerGauge('game', 'speed');
    load.record(3);
    steps.increment(5);
    speed.set(9);
    await page.tick(a);
    a.stop();
    expect(page.value('game:speed')).toBeNaN();
    steps.increment(2);
    a.registry.tick();
    for (const name of [undefined, 'other']) {
      const options = { shared, ...(name !== undefined && { name }) };
      const stop = connectWorker(page.registry, a.port as unknown as MessageEndpoint, options);
      // Ended before the worker answers, it knows nothing that the one before did not.
      if (name === undefined) stop();
    }
    await delivered();
    load.record(4);
    steps.increment(10);
    await page.tick(a);
    expect(page.value('game:steps')).toBe(17);
    expect(page.value('game:steps{worker="worker-1"}')).toBe(5);
    expect(page.value('game:steps{worker="other"}')).toBe(12);
    expect(page.value('game:speed')).toBe(9);
    expect((page.registry.get('game:load') as HistogramHandle).value).toMatchObject({ count: 2, sum: 7 });
    page.close();
  });

  it('does not send more than the page takes', async () => {
    const page = createPage(shared);
    const a = await page.startWorker();
    const load = a.registry.registerHistogram('game', 'load');
    let messages = 0;
    a.port.addEventListener('message', () => messages++);
    await delivered();
    messages = 0;
    for (let k = 0; k < 1000; k++) {
      load.record(k);
      a.registry.tick();
    }
    await delivered();
    expect(messages).toBeLessThanOrEqual(3);
    await page.tick(a);
    expect((page.registry.get('game:load') as HistogramHandle).value.count).toBe(1000);
    page.close();
  });

  it('warns once of a metric that clashes with one of the page, and merges the rest', async () => {
    const page = createPage(shared);
    page.registry.registerGauge('game', 'steps');
    const a = await page.startWorker('a');
    a.registry.registerCounter('game', 'steps').increment();
    a.registry.registerCounter('game', 'other').increment(2);
    await page.tick(a);
    await page.tick(a);
    expect(page.value('game:other')).toBe(2);
    expect(page.warnings).toEqual([
      'Cannot add a metric of worker "a": MetricsError: Cannot register metric "game:steps": type must stay "gauge", current value is "counter"',
    ]);
    page.close();
  });
});

describe('connectWorker', () => {
  it('refuses what is no worker, and more than 64', async () => {
    const page = createPage();
    expect(() => connectWorker(page.registry, {} as never)).toThrow(
      'Cannot connect a worker: it must be a Worker or a MessagePort, current value is object',
    );
    const stops: (() => void)[] = [];
    for (let k = 0; k < 64; k++) stops.push((await page.startWorker()).stop);
    await expect(page.startWorker()).rejects.toThrow(
      'Cannot connect a worker: connected workers must be 64 at most, current value is 65',
    );
    stops[0]?.();
    stops[0]?.();
    await page.startWorker();
    page.close();
  });

  it('gives the default name of a worker that ended to the next, and says when one ends', async () => {
    const page = createPage();
    const [first, second] = [await page.startWorker(), await page.startWorker()];
    for (const { registry } of [first, second]) registry.registerCounter('game', 'steps').increment(5);
    await page.tick(first, second);
    first.port.close();
    await delivered();
    const { size } = page.registry;
    for (let job = 0; job < 10; job++) {
      const worker = await page.startWorker();
      worker.registry.registerCounter('game', 'steps').increment();
      await page.tick(worker);
      worker.stop();
    }
    expect(page.registry.size).toBe(size);
    expect(page.value('game:steps{worker="worker-1"}')).toBe(15);
    expect(page.value('game:steps{worker="worker-2"}')).toBe(5);
    expect(page.value('game:steps')).toBe(20);
    let ended = 0;
    const { port1, port2 } = new MessageChannel();
    const stop = connectWorker(page.registry, port1 as unknown as MessageEndpoint, { onEnd: () => void ended++ });
    port2.close();
    await delivered();
    stop();
    expect(ended).toBe(1);
    page.close();
  });

  it('is a method of SharedMemoryBackend', async () => {
    const backend = new SharedMemoryBackend();
    const { port1, port2 } = new MessageChannel();
    expect(() => backend.connect(port1 as unknown as MessageEndpoint)).toThrow(
      expect.objectContaining({ code: 'invalid-operation' }),
    );
    const registry = new MetricsRegistry(backend);
    const worker = connectWorkerMetrics(port2 as unknown as MessageEndpoint, { everyMs: 0 });
    backend.connect(port1 as unknown as MessageEndpoint, { name: 'physics' });
    worker.registerCounter('game', 'steps').increment(4);
    await delivered();
    worker.tick();
    await delivered();
    registry.tick();
    expect(backend.isShared).toBe(true);
    expect(registry.get('game:steps{worker="physics"}')).toMatchObject({ value: 4 });
    port1.close();
  });
});
