import { expect, test } from '@playwright/test';
import { collectProblems, openPage } from '../open-page.ts';

type Scope = ReturnType<typeof framescope.createFramescope>;
declare const scope: Scope;
declare const worker: Worker;

test('measures a worker that draws, and shows it in the page under its label, apart from the page itself', async ({
  page,
}) => {
  const problems = collectProblems(page);
  await openPage(page, '/e2e-pages/blank.html');
  await page.evaluate(async () => {
    const { connectWorker } = await import('/dist/metrics.js' as string);
    const worker = new Worker('/e2e-pages/scope-worker.js', { type: 'module' });
    const scope = framescope.createFramescope({ hud: false });
    connectWorker(scope.metrics.registry, worker, { name: 'render' });
    const loop = () => requestAnimationFrame(loop);
    loop();
    Object.assign(globalThis, { scope, worker });
  });
  const read = (id: string) => page.evaluate((wanted) => scope.metrics.registry.get(wanted)?.value, id);
  await expect.poll(() => read('engine:frames.total{worker="render"}')).toBeGreaterThan(60);
  expect(await read('engine:rendering.draw_calls{worker="render"}')).toBe(3);
  expect(await read('engine:rendering.triangles{context="1",worker="render"}')).toBe(6);
  expect(await read('engine:performance.frame_time_ms{worker="render"}')).toBeGreaterThan(1);
  await expect.poll(() => read('engine:performance.gpu_time_ms{worker="render"}')).toBeGreaterThanOrEqual(0);
  // What the worker's own code counts is the page's, too; what probes measure there is not.
  expect(await read('physics:bodies.moved')).toBeGreaterThan(100);
  expect(await read('engine:rendering.draw_calls')).toBeNaN();
  expect(await read('engine:rendering.triangles{context="1"}')).toBeUndefined();

  const ask = (question: string) =>
    page.evaluate(
      (text) =>
        new Promise<Record<string, unknown>>((resolve) => {
          worker.addEventListener('message', ({ data }) => resolve(data), { once: true });
          worker.postMessage(text);
        }),
      question,
    );
  const { stats, mode } = (await ask('stats')) as { stats: ReturnType<Scope['stats']>; mode: string };
  expect(stats.frames).toBeGreaterThan(50);
  expect(stats.frame.p50).toBeGreaterThan(1);
  expect(mode).toBe('hidden');
  expect(await ask('destroy')).toEqual({ restored: true });
  expect(problems).toEqual([]);
});
