// npm run check: everything that can be said about the code without a browser. All checks run, also after one has failed; the
// output of those that fail is shown.

import { spawn } from 'node:child_process';
import { root } from './entries.mjs';

/**
 * @typedef {object} Check
 * @property {string} name
 * @property {string[]} command Arguments of Node.
 */

/** @type {Check[]} */
const sourceChecks = [
  { name: 'format and lint', command: ['node_modules/@biomejs/biome/bin/biome', 'check', '--error-on-warnings', '.'] },
  { name: 'types', command: ['node_modules/typescript/bin/tsc', '--noEmit'] },
  { name: 'layers', command: ['.ci/check-layers.mjs'] },
  { name: 'lock file', command: ['.ci/check-lock.mjs'] },
  { name: 'dead code', command: ['node_modules/knip/bin/knip.js', '--no-progress'] },
];

/** @type {Check} */
const build = { name: 'build', command: ['.ci/build.mjs'] };

/** @type {Check[]} */
const packageChecks = [
  { name: 'package', command: ['.ci/check-package.mjs'] },
  { name: 'sizes', command: ['node_modules/size-limit/bin.js'] },
];

const started = performance.now();
const [sourceResults, packageResults] = await Promise.all([
  runInTurn(sourceChecks),
  run(build).then(async (built) => [built, ...(built ? await runInTurn(packageChecks) : [])]),
]);
const passed = [...sourceResults, ...packageResults].every(Boolean);
console.log(`${passed ? 'All checks passed' : 'Checks failed'} in ${seconds(started)}`);
process.exitCode = passed ? 0 : 1;

/**
 * One after the other: the source checks and the package checks are two such rows, side by side.
 * @param {Check[]} checks
 */
async function runInTurn(checks) {
  const results = [];
  for (const check of checks) results.push(await run(check));
  return results;
}

/**
 * @param {Check} check
 * @returns {Promise<boolean>} True when it passed.
 */
function run({ name, command }) {
  const start = performance.now();
  return new Promise((resolve) => {
    const child = spawn(process.execPath, command, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text) => (output += text));
    child.on('close', (code) => {
      console.log(`${code === 0 ? 'ok    ' : 'FAILED'} ${name.padEnd(16)} ${seconds(start)}`);
      if (code !== 0) console.log(output.trimEnd());
      resolve(code === 0);
    });
  });
}

/** @param {number} since */
function seconds(since) {
  return `${((performance.now() - since) / 1000).toFixed(1)} s`;
}
