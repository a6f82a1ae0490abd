import { expect, type Page, test } from '@playwright/test';
import type { MetricsRegistry } from '../../src/metrics/index.ts';
import { collectProblems, openPage } from '../open-page.ts';

interface TestWorker {
  readonly worker: Worker;
  tell(order: Record<string, unknown>): Promise<void>;
  stop(): void;
}
declare global {
  var workersPage: {
    readonly registry: MetricsRegistry;
    start(name?: string, type?: 'module' | 'classic'): Promise<TestWorker>;
    tick(): Promise<void>;
  };
}

/** The values of some metrics; a histogram's is how many samples it has. */
function valuesOf(page: Page, ...ids: string[]): Promise<(number | null)[]> {
  return page.evaluate(async (wanted) => {
    await workersPage.tick();
    return wanted.map((id) => {
      const value = workersPage.registry.get(id)?.read();
      if (!value) return null;
      return 'quantile' in value || value.type === 'rate'
        ? value.count
        : Number.isNaN(value.value)
          ? null
          : value.value;
    });
  }, ids);
}

for (const [how, folder] of [
  ['shared memory', '/e2e-pages'],
  ['messages', '/shared-nothing'],
] as const) {
  test.describe(`workers over ${how}`, () => {
    test.beforeEach(({ page }) => openPage(page, `${folder}/workers.html`));

    test('count exactly: four of them and the page, ten million each', async ({ page }) => {
      const problems = collectProblems(page);
      const isShared = await page.evaluate(async () => {
        const { registry } = workersPage;
        const steps = registry.registerCounter('physics', 'steps');
        const workers = await Promise.all([1, 2, 3, 4].map(() => workersPage.start()));
        const done = Promise.all(workers.map(({ tell }) => tell({ steps: 10_000_000, samples: 1000 })));
        for (let k = 0; k < 10_000_000; k++) steps.increment();
        await done;
        return globalThis.crossOriginIsolated;
      });
      expect(isShared).toBe(how === 'shared memory');
      await expect(async () =>
        expect(await valuesOf(page, 'physics:steps', 'physics:steps{worker="worker-1"}', 'physics:load')).toEqual([
          50_000_000, 10_000_000, 4000,
        ]),
      ).toPass({ timeout: 15_000 });
      expect(problems).toEqual([]);
    });

    test('are module workers and classic ones', async ({ page }) => {
      await page.evaluate(async () => {
        for (const type of ['module', 'classic'] as const) {
          const { tell } = await workersPage.start(type, type);
          await tell({ steps: 5, bodies: 3 });
        }
      });
      await expect(async () =>
        expect(
          await valuesOf(page, 'physics:steps', 'physics:steps{worker="classic"}', 'physics:bodies{worker="module"}'),
        ).toEqual([10, 5, 3]),
      ).toPass({ timeout: 15_000 });
    });

    test('may be terminated: counts stay, gauges go missing, one of its name goes on', async ({ page }) => {
      await page.evaluate(async () => {
        const first = await workersPage.start('physics');
        await first.tell({ steps: 1000, samples: 10, bodies: 7 });
        await workersPage.tick();
        first.worker.terminate();
      });
      await expect(async () =>
        expect(await valuesOf(page, 'physics:bodies', 'physics:steps', 'physics:load')).toEqual([null, 1000, 10]),
      ).toPass({ timeout: 15_000 });
      await page.evaluate(async () => {
        const second = await workersPage.start('physics');
        await second.tell({ steps: 1, bodies: 9 });
      });
      await expect(async () =>
        expect(await valuesOf(page, 'physics:bodies', 'physics:steps', 'physics:steps{worker="physics"}')).toEqual([
          9, 1001, 1001,
        ]),
      ).toPass({ timeout: 15_000 });
    });

    test('may be terminated before the browser has granted their lock', async ({ page }) => {
      await page.evaluate(async () => {
        const first = await workersPage.start('early');
        await first.tell({ steps: 1000, bodies: 7 });
        await workersPage.tick();
        first.worker.terminate();
      });
      await expect(async () =>
        expect(await valuesOf(page, 'physics:bodies', 'physics:steps')).toEqual([null, 1000]),
      ).toPass({ timeout: 15_000 });
    });

    test('never show a row that is half of one frame and half of another', async ({ page }) => {
      const { seen, torn } = await page.evaluate(async () => {
        const { registry } = workersPage;
        const { tell } = await workersPage.start('fast');
        const seen = new Set<number>();
        let torn = 0;
        let isDone = false;
        void tell({ rows: 1500 }).then(() => {
          isDone = true;
        });
        const value = (name: string) =>
          (registry.get(`tearing:${name}`)?.read() as { value: number } | undefined)?.value;
        while (!isDone) {
          await new Promise((resolve) => setTimeout(resolve));
          for (let k = 0; k < 50; k++) {
            registry.tick();
            if (value('a') !== value('b') && !Number.isNaN(value('a'))) torn++;
            seen.add(value('a') as number);
          }
        }
        return { seen: seen.size, torn };
      });
      expect(torn).toBe(0);
      expect(seen).toBeGreaterThan(how === 'shared memory' ? 20 : 1);
    });
  });
}
