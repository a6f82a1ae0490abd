import { createServer } from 'node:net';
import { defineConfig } from '@playwright/test';
import { root } from '../../.ci/entries.mjs';
import { chromiumArgs, findChromium } from './browser.mjs';

// Playwright reads this file once in the runner and again in each worker, which inherits the runner's environment. The port is
// a free one, so that two runs in one working tree do not meet.
process.env.FRAMESCOPE_E2E_PORT ??= String(await findFreePort());
const port = process.env.FRAMESCOPE_E2E_PORT;
const executablePath = await findChromium();
if (!executablePath)
  throw new Error('Cannot find Chromium: run `npm test`, which installs one, or set FRAMESCOPE_CHROMIUM');

export default defineConfig({
  testDir: '..',
  tsconfig: '../../.ci/tsconfig.e2e.json',
  testMatch: ['*.spec.ts', 'perf/*.perf.ts'],
  outputDir: `../../test-results/${port}`,
  // Most of a test is waiting for frames, so two browsers take half of the time, on two cores as well. Each lengthens the other's
  // times, as whatever else runs on the machine does: no test may rely on having the machine to itself.
  workers: 2,
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  // Software GL on a busy machine may take seconds for what takes a frame elsewhere.
  timeout: 180_000,
  expect: { timeout: 20_000 },
  reporter: 'list',
  use: {
    browserName: 'chromium',
    baseURL: `http://127.0.0.1:${port}`,
    launchOptions: { executablePath, args: chromiumArgs },
    // A trace films the page: 37 instead of 14 ms of processor time a frame for a canvas of 800 × 500 on software GL, which
    // would be measured along with it. Ask for one with `npm test -- --e2e --trace on`.
    trace: 'off',
    screenshot: 'only-on-failure',
  },
  webServer: {
    command: `node node_modules/vite/bin/vite.js --mode e2e --host 127.0.0.1 --port ${port} --strictPort`,
    cwd: root,
    url: `http://127.0.0.1:${port}/e2e-pages/`,
    reuseExistingServer: false,
    stdout: 'ignore',
  },
});

function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
