import { expect, test } from '@playwright/test';
import { collectProblems, openPage } from './open-page.ts';

declare const heard: unknown[];
declare const workers: Worker[];

test('reaches the workers that begin with the auto script, counts the others, and leaves their messages alone', async ({
  page,
}) => {
  const problems = collectProblems(page);
  await openPage(page, '/e2e-pages/auto.html');
  const looks = await page.evaluate(() => {
    const heard: unknown[] = [];
    const start = (file: string, options?: WorkerOptions) => {
      const worker = new Worker(`/e2e-pages/${file}`, options);
      worker.onmessage = ({ data }) => void heard.push(data);
      worker.postMessage('hello');
      return worker;
    };
    class OwnWorker extends Worker {}
    const workers = [
      start('auto-worker-module.js', { type: 'module', name: 'module' }),
      start('auto-worker-classic.js', { name: 'classic' }),
      start('auto-worker.js'),
    ];
    const own = new OwnWorker('/e2e-pages/auto-worker.js');
    own.terminate();
    Object.assign(globalThis, { heard, workers });
    return {
      isWorker: workers[0] instanceof Worker && own instanceof OwnWorker && own instanceof Worker,
      isConstructor: workers[0]?.constructor === Worker,
      name: Worker.name,
      length: Worker.length,
    };
  });
  expect(looks).toEqual({ isWorker: true, isConstructor: true, name: 'Worker', length: 1 });

  const read = (id: string) =>
    page.evaluate((wanted) => globalThis.__FRAMESCOPE__?.scopes[0]?.metrics.registry.get(wanted)?.value, id);
  for (const name of ['module', 'classic']) {
    await expect.poll(() => read(`engine:frames.total{worker="${name}"}`)).toBeGreaterThan(30);
    expect(await read(`engine:rendering.triangles{worker="${name}"}`)).toBe(4);
  }
  expect(await read('engine:rendering.draw_calls')).toBe(3);
  expect([await read('engine:workers.made'), await read('engine:workers.reached')]).toEqual([4, 2]);
  await expect
    .poll(() => page.evaluate(() => heard))
    .toEqual([{ echo: 'hello' }, { echo: 'hello' }, { echo: 'hello' }]);
  expect(problems).toEqual([]);
});

test('puts the page’s Worker back', async ({ page }) => {
  await openPage(page, '/e2e-pages/auto.html');
  const after = await page.evaluate(() => {
    const iframe = document.body.appendChild(document.createElement('iframe'));
    const patched = Worker;
    globalThis.__FRAMESCOPE__?.scopes[0]?.destroy();
    const native = Object.getOwnPropertyDescriptor(iframe.contentWindow, 'Worker');
    const ours = Object.getOwnPropertyDescriptor(globalThis, 'Worker');
    const worker = new patched('/e2e-pages/auto-worker.js');
    worker.terminate();
    return {
      isRestored: Worker !== patched && worker instanceof Worker && worker.constructor === Worker,
      hasSameAttributes:
        native?.writable === ours?.writable &&
        native?.enumerable === ours?.enumerable &&
        native?.configurable === ours?.configurable,
    };
  });
  expect(after).toEqual({ isRestored: true, hasSameAttributes: true });
});
