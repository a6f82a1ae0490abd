// Where browsers open the windows that they have none of when headless.

import { spawn, spawnSync } from 'node:child_process';
import { createInterface } from 'node:readline';
import { chromiumArgs, findChromium } from './browser.mjs';
import { installPackage } from './install-package.mjs';

/**
 * @typedef {{ status: 'ready', env: Record<string, string>, close: () => Promise<void> }
 *   | { status: 'unsupported', reason: string }} Display `env` is what a browser needs in its environment to open there.
 */

/**
 * Gives the display of this environment if Chromium opens there, else starts a virtual one, which `close` ends.
 *
 * @returns {Promise<Display>}
 */
export async function openDisplay() {
  if (process.env.DISPLAY || process.platform !== 'linux') {
    if (await opensChromium()) return { status: 'ready', env: {}, close: async () => undefined };
  }
  return startXvfb();
}

/** Installs Xvfb where root has neither a display nor that. Without it, tests that need one are skipped. */
export function ensureXvfb() {
  if (process.platform !== 'linux' || process.env.DISPLAY) return;
  if (spawnSync('Xvfb', ['-help'], { stdio: 'ignore' }).error) installPackage('xvfb');
}

/** Whether the display is there and lets us in is known when a window opens. */
async function opensChromium() {
  const { chromium } = await import('@playwright/test');
  const executablePath = await findChromium();
  try {
    const options = { args: chromiumArgs, headless: false, ...(executablePath && { executablePath }) };
    await (await chromium.launch(options)).close();
    return true;
  } catch {
    return false;
  }
}

/** @returns {Promise<Display>} */
function startXvfb() {
  // It finds a free number itself and writes it to the descriptor 3 once it can be connected to. Without `-noreset` it refuses
  // connections for a moment whenever its last client has gone.
  const args = ['-displayfd', '3', '-screen', '0', '1600x1200x24', '-nolisten', 'tcp', '-noreset'];
  const xvfb = spawn('Xvfb', args, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  const kill = () => void xvfb.kill();
  process.once('exit', kill);
  const ended = new Promise((resolve) => xvfb.once('close', resolve));
  const close = async () => {
    kill();
    await ended;
    process.off('exit', kill);
  };
  return new Promise((resolve) => {
    const fail = (/** @type {string} */ why) =>
      resolve({ status: 'unsupported', reason: `There is no display, and Xvfb (Debian package "xvfb") ${why}` });
    xvfb.once('error', ({ message }) => fail(`does not start: ${message}`));
    xvfb.once('exit', (code) => fail(`ends with ${code}`));
    const numbers = /** @type {import('node:stream').Readable} */ (xvfb.stdio[3]);
    createInterface(numbers).once('line', (number) =>
      resolve({ status: 'ready', env: { DISPLAY: `:${number}` }, close }),
    );
  });
}
