// npm run build: everything that the package ships, into dist/.
//   node .ci/build.mjs             modules, classic script and declarations
//   node .ci/build.mjs --no-types  without declarations, which the browser tests do not need
// The output is made in a folder of its own and swapped in at the end, so that a page that is being tested from dist/ never
// sees half a build, and a build that fails leaves the last good one in place.

import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';
import { entries, root } from './entries.mjs';
import { viewerPage } from './viewer-page.mjs';

const withTypes = !process.argv.includes('--no-types');
const staging = join(root, '.cache', `build-${process.pid}`);
const outDir = join(staging, 'dist');
const typesDir = join(staging, 'types');

mkdirSync(staging, { recursive: true });
const results = await Promise.allSettled([bundle(), withTypes ? emitDeclarations() : undefined]);
const problems = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
if (problems.length === 0) {
  if (withTypes) renameSync(typesDir, join(outDir, 'types'));
  const dist = join(root, 'dist');
  if (existsSync(dist)) renameSync(dist, join(staging, 'previous'));
  renameSync(outDir, dist);
} else {
  for (const problem of problems) console.error(problem instanceof Error ? problem.message : problem);
  process.exitCode = 1;
}
rmSync(staging, { recursive: true, force: true });

/** The ES modules, the classic script, and the viewer as one file. */
async function bundle() {
  if (entries.length === 0) throw new Error('Cannot build: no entry of .ci/entries.mjs exists in src/');
  await build({ root, logLevel: 'warn', build: { outDir, emptyOutDir: true } });
  if (entries.some((entry) => entry.name === 'auto')) {
    await build({ root, logLevel: 'warn', mode: 'auto', build: { outDir, emptyOutDir: false } });
  }
  const viewer = await build({ root, logLevel: 'warn', mode: 'viewer', build: { write: false } });
  const [script] = [viewer].flat().flatMap((result) => ('output' in result ? result.output : []));
  if (script?.type !== 'chunk') throw new Error('Cannot build the viewer: it is not one script');
  writeFileSync(join(outDir, 'framescope.viewer.html'), viewerPage(script.code));
}

/** @returns {Promise<void>} */
function emitDeclarations() {
  return new Promise((resolve, reject) => {
    const args = ['node_modules/typescript/bin/tsc', '--project', '.ci/tsconfig.build.json', '--outDir', typesDir];
    spawn(process.execPath, args, { cwd: root, stdio: 'inherit' }).on('exit', (code) =>
      code === 0 ? resolve() : reject(new Error(`Cannot emit declarations: tsc ended with ${code}`)),
    );
  });
}
