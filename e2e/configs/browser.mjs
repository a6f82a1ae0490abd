// Which Chromium the tests and benchmarks run, and with which flags. Plain JavaScript: .ci/test.mjs and .ci/bench.mjs import
// it as well, and Node 20 does not read TypeScript.

import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { installPackage } from './install-package.mjs';

/** Where Linux distributions put Chromium; looked for last. */
const systemBrowsers = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  ...(process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, 'google-chrome')),
];

/**
 * Flags for real figures without a GPU: WebGL 2 with timer queries and WebGPU with timestamp queries and a canvas, both on
 * SwiftShader, at 60 Hz. Without the two Vulkan flags a WebGPU device that presents to a canvas is lost after two frames.
 */
export const chromiumArgs = [
  '--use-gl=angle',
  '--use-angle=swiftshader',
  '--enable-features=Vulkan',
  '--use-vulkan=swiftshader',
  '--enable-unsafe-swiftshader',
  '--enable-unsafe-webgpu',
  '--use-webgpu-adapter=swiftshader',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
  '--no-first-run',
  // Chromium refuses to run its sandbox as root, the usual user in a container.
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
];

/**
 * Finds a Chromium that starts: the environment variable FRAMESCOPE_CHROMIUM, else Playwright's own, else the system's.
 * The answer is kept in FRAMESCOPE_CHROMIUM, so that processes started from this one need not look again.
 *
 * @returns {Promise<string | undefined>} Absolute path, or undefined when there is none.
 * @throws {Error} When FRAMESCOPE_CHROMIUM names something that does not start.
 */
export async function findChromium() {
  const named = process.env.FRAMESCOPE_CHROMIUM;
  if (named) {
    if (!isExecutable(named)) throw new Error(`Cannot run FRAMESCOPE_CHROMIUM: "${named}" is not an executable file`);
    return named;
  }
  const { chromium } = await import('@playwright/test');
  const found = [chromium.executablePath(), ...systemBrowsers].find((path) => isExecutable(path) && starts(path));
  if (found) process.env.FRAMESCOPE_CHROMIUM = found;
  return found;
}

/**
 * As findChromium, but installs one when there is none: by Playwright, else by apt-get as root.
 *
 * @returns {Promise<string>} Absolute path.
 * @throws {Error} When no browser could be installed.
 */
export async function ensureChromium() {
  const found = await findChromium();
  if (found) return found;

  console.log('Installing Chromium (npx playwright install chromium)');
  const cli = ['node_modules/@playwright/test/cli.js', 'install', 'chromium'];
  spawnSync(process.execPath, cli, { stdio: ['ignore', 'inherit', 'inherit'] });
  const downloaded = await findChromium();
  if (downloaded) return downloaded;

  installPackage('chromium');
  const packaged = await findChromium();
  if (packaged) return packaged;
  throw new Error('Cannot find or install Chromium: name one in the environment variable FRAMESCOPE_CHROMIUM');
}

/** @param {string} path */
function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * False for a download whose libraries are missing and for a stand-in that only says how to install the real one.
 * @param {string} path
 */
function starts(path) {
  return spawnSync(path, ['--version'], { stdio: 'ignore', timeout: 20_000 }).status === 0;
}
