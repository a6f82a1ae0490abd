// Takes the pictures of public/screenshots: `npm run screenshots`. The HUD over the demo as it runs, in the tests' browser, for the
// README; then every view of the HUD over figures that are the same each time, which e2e/hud/looks.spec.ts compares.

import { spawnSync } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { chromium } from '@playwright/test';
import { createServer } from 'vite';
import { chromiumArgs, ensureChromium } from '../e2e/configs/browser.mjs';
import { root } from './entries.mjs';

const pictures = [
  { name: 'hud-panel', query: 'scene=three&load=0.1&hud=panel', colorScheme: 'dark' },
  { name: 'hud-panel-light', query: 'scene=three&load=0.1&hud=panel', colorScheme: 'light' },
  { name: 'hud-graph', query: 'scene=three&load=0.1&hud=graph', colorScheme: 'dark' },
  { name: 'hud-compact', query: 'scene=three&load=0.1&hud=compact', colorScheme: 'dark' },
];
/** Until what compiled at first has left the ten seconds that are shown, and percentiles stand on some ground. */
const frames = 1200;

await ensureChromium();
await takeLivePictures();
process.exitCode = takeComparedPictures();

async function takeLivePictures() {
  const server = await createServer({
    configFile: `${root}/vite.config.ts`,
    mode: 'e2e',
    server: { host: '127.0.0.1', port: 0 },
    logLevel: 'error',
  });
  await server.listen();
  const browser = await chromium.launch({ executablePath: await ensureChromium(), args: chromiumArgs });
  try {
    const folder = `${root}/public/screenshots`;
    await mkdir(folder, { recursive: true });
    for (const { name, query, colorScheme } of pictures) {
      const page = await browser.newPage({ viewport: { width: 1280, height: 720 }, colorScheme });
      await page.goto(`${server.resolvedUrls?.local[0]}?${query}`);
      await page.waitForFunction(
        (count) => (globalThis.__FRAMESCOPE__?.scopes[0]?.frames.endFrame ?? 0) > count,
        frames,
        { timeout: 240_000 },
      );
      await page.screenshot({ path: `${folder}/${name}.png` });
      await page.close();
      console.log(`public/screenshots/${name}.png`);
    }
  } finally {
    await browser.close();
    await server.close();
  }
}

/** The spec itself, told to keep what it would compare; its exit code. */
function takeComparedPictures() {
  const cli = 'node_modules/@playwright/test/cli.js';
  const args = ['test', '--config=e2e/configs/playwright.config.ts', 'hud/looks', '--grep=looks as it did'];
  const env = { ...process.env, FRAMESCOPE_PICTURES: 'renew' };
  return spawnSync(process.execPath, [cli, ...args], { cwd: root, stdio: 'inherit', env }).status ?? 1;
}
