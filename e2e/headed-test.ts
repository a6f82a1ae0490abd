import { test as base } from '@playwright/test';
import { type Display, openDisplay } from './configs/display.mjs';

/** A test in the suite's browser with windows, for what it has none of when headless. Without a display it is skipped. */
export const test = base.extend<{ skipped: undefined }, { display: Display }>({
  display: [
    async ({ browserName: _ }, use) => {
      const display = await openDisplay();
      await use(display);
      if (display.status === 'ready') await display.close();
    },
    { scope: 'worker' },
  ],
  headless: [false, { scope: 'worker' }],
  launchOptions: [
    async ({ launchOptions, display }, use) => {
      const { env } = display.status === 'ready' ? display : {};
      await use({ ...launchOptions, env: { ...process.env, ...env } });
    },
    { scope: 'worker' },
  ],
  // Windows have sizes of their own.
  viewport: async ({ browserName: _ }, use) => use(null),
  // Comes before the page, and so before the browser.
  skipped: [
    async ({ display }, use, testInfo) => {
      if (display.status === 'unsupported') testInfo.skip(true, display.reason);
      await use(undefined);
    },
    { auto: true },
  ],
});
