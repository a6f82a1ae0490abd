import { test as base } from '@playwright/test';

/** A test in the suite's browser with canvases that the processor draws: the GPU rounds the edge of a line now and then otherwise. */
export const test = base.extend({
  launchOptions: [
    async ({ launchOptions }, use) => {
      await use({ ...launchOptions, args: [...(launchOptions.args ?? []), '--disable-accelerated-2d-canvas'] });
    },
    { scope: 'worker' },
  ],
});
