// npm test: unit tests (vitest), then browser tests (Playwright), and one line of totals over both, the last one printed.
//   npm test                      everything
//   npm test -- --unit [filter]   unit tests only; a filter is a part of a file's path
//   npm test -- --e2e [filter]    browser tests only

import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureChromium } from '../e2e/configs/browser.mjs';
import { ensureXvfb } from '../e2e/configs/display.mjs';
import { root } from './entries.mjs';
import { formatTotals, isSuccess, playwrightTotals, sumTotals, vitestTotals, withExitCode } from './totals.mjs';

const args = process.argv.slice(2);
const filters = args.filter((arg) => arg !== '--unit' && arg !== '--e2e');
const onlyUnit = args.includes('--unit') && !args.includes('--e2e');
const onlyE2e = args.includes('--e2e') && !args.includes('--unit');

const reports = join(root, '.cache', `test-${process.pid}`);
mkdirSync(reports, { recursive: true });

/** @type {import('./totals.mjs').Totals[]} */
const parts = [];
try {
  if (!onlyE2e) parts.push(runUnitTests());
  if (!onlyUnit) parts.push(await runBrowserTests());
} catch (error) {
  console.error(error);
  parts.push(withExitCode(undefined, 1));
} finally {
  rmSync(reports, { recursive: true, force: true });
}

const totals = sumTotals(parts);
console.log(`\n${formatTotals(totals)}`);
process.exitCode = isSuccess(totals) ? 0 : 1;

function runUnitTests() {
  const report = join(reports, 'vitest.json');
  const exitCode = runNode('node_modules/vitest/vitest.mjs', [
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
    ...filters,
  ]);
  return withExitCode(readReport(report, vitestTotals), exitCode);
}

async function runBrowserTests() {
  const specs = readdirSync(join(root, 'e2e'), { recursive: true, encoding: 'utf8' });
  if (!specs.some((file) => /\.(spec|perf)\.ts$/.test(file))) return sumTotals([]);

  await ensureChromium();
  ensureXvfb();
  // The pages under test load the built package from /dist/.
  if (runNode('.ci/build.mjs', ['--no-types']) !== 0) return withExitCode(undefined, 1);

  const report = join(reports, 'playwright.json');
  // Screenshots of failures stay; a run without failures leaves nothing behind.
  const output = join(root, 'test-results', String(process.pid));
  const exitCode = runNode(
    'node_modules/@playwright/test/cli.js',
    ['test', '--config=e2e/configs/playwright.config.ts', '--reporter=list,json', `--output=${output}`, ...filters],
    { PLAYWRIGHT_JSON_OUTPUT_FILE: report },
  );
  if (exitCode === 0) rmSync(output, { recursive: true, force: true });
  return withExitCode(readReport(report, playwrightTotals), exitCode);
}

/**
 * Runs a script with the terminal of this one; returns its exit code, null when a signal ended it.
 * @param {string} script
 * @param {string[]} scriptArgs
 * @param {Record<string, string>} [env]
 */
function runNode(script, scriptArgs, env) {
  const options = /** @type {const} */ ({ cwd: root, stdio: 'inherit' });
  return spawnSync(process.execPath, [script, ...scriptArgs], { ...options, env: { ...process.env, ...env } }).status;
}

/**
 * @param {string} file
 * @param {(report: any) => import('./totals.mjs').Totals} read
 */
function readReport(file, read) {
  try {
    return read(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return undefined;
  }
}
