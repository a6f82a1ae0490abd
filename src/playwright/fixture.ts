import { fileURLToPath } from 'node:url';
import {
  test as base,
  type Page,
  type PlaywrightTestArgs,
  type PlaywrightTestOptions,
  type PlaywrightWorkerArgs,
  type PlaywrightWorkerOptions,
  type TestType,
} from '@playwright/test';
import { parseSnapshot } from '../sessions/index.ts';
import { type Measurement, measurementOf } from './measurement.ts';
import { recordInPage } from './record-in-page.ts';

export interface MeasureOptions {
  /** How many frames to measure, at least. Default 300. */
  frames?: number;
  /** How many frames to let pass before, for shaders to compile and caches to fill. Default 60. */
  warmup?: number;
  /** Names the section in the session and the attachment of the test. Default `'measurement'`. */
  name?: string;
  /** How long all of it may take. Default: what is left of the test's time, so that the error tells what did not come; at most 60 s. */
  timeoutMs?: number;
}

/** Measures pages in a test: the fixture `framescope`. */
export interface FramescopeFixture {
  /**
   * Makes Framescope start in every page that `page` opens from now on, before the page's own scripts: call it before `goto`. A
   * page that has Framescope itself joins the same scope. The fixture does this for the test's own `page`.
   */
  attach(page: Page): Promise<unknown>;
  /** Measures the page's next frames and attaches the session, a snapshot file, to the test. @throws Error when they do not come in time */
  measure(options?: MeasureOptions & { page?: Page }): Promise<Measurement>;
}

/** The script lies beside the built kit. */
const AUTO_SCRIPT = fileURLToPath(new URL(/* @vite-ignore */ './framescope.auto.js', import.meta.url));

const LONGEST_MS = 60_000;
/** Left for the report of a measurement that timed out. */
const REPORT_MS = 2000;

/** Playwright's `test` with the fixture `framescope`. */
export const test: TestType<
  PlaywrightTestArgs & PlaywrightTestOptions & { framescope: FramescopeFixture },
  PlaywrightWorkerArgs & PlaywrightWorkerOptions
> = base.extend<{ framescope: FramescopeFixture }>({
  framescope: async ({ page }, use, testInfo) => {
    const startedMs = performance.now();
    const attach = (target: Page) => target.addInitScript({ path: AUTO_SCRIPT });
    const timeLeftMs = () => {
      const { timeout } = testInfo;
      const leftMs = timeout === 0 ? LONGEST_MS : timeout - (performance.now() - startedMs) - REPORT_MS;
      return Math.round(Math.min(LONGEST_MS, Math.max(0, leftMs)));
    };
    await attach(page);
    await use({
      attach,
      async measure({
        frames = 300,
        warmup = 60,
        name = 'measurement',
        timeoutMs = timeLeftMs(),
        page: target = page,
      } = {}) {
        const text = await target.evaluate(recordInPage, { frames, warmup, name, timeoutMs });
        await testInfo.attach(`${name}.framescope.json`, { body: text, contentType: 'application/json' });
        return measurementOf(parseSnapshot(text), name);
      },
    });
  },
});
