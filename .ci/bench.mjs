// npm run bench: the benchmarks of e2e/peers/, each in a process of its own.
//   npm run bench            all of them
//   npm run bench:metrics    the one in e2e/peers/metrics.bench.ts
// A benchmark is a TypeScript program that prints its table and writes bench-results/<name>.json. It is bundled for Node first,
// because Node 20 does not read TypeScript: `framescope` and `framescope/*` are our sources, the peers stay the packages that
// npm installed. It runs in the repository's root, with global.gc.
// One that imports @playwright/test drives a browser; it finds in its environment
//   FRAMESCOPE_CHROMIUM   the browser; its flags are `chromiumArgs` of e2e/configs/browser.mjs
//   FRAMESCOPE_URL        a server as the browser tests have it: the demo, /dist/ (built just before) and /e2e-pages/

import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { build, createServer } from 'vite';
import { ensureChromium } from '../e2e/configs/browser.mjs';
import { aliases, root } from './entries.mjs';

const suffix = '.bench.ts';
const folder = join(root, 'e2e/peers');
const found = existsSync(folder) ? readdirSync(folder).filter((file) => file.endsWith(suffix)) : [];
const names = found.map((file) => file.slice(0, -suffix.length));
const wanted = process.argv.length > 2 ? process.argv.slice(2) : names;

const unknown = wanted.filter((name) => !names.includes(name));
if (unknown.length > 0 || wanted.length === 0) {
  console.error(`Cannot run ${unknown.join(', ') || 'benchmarks'}: e2e/peers/ has ${names.join(', ') || 'none'}`);
  process.exit(1);
}

mkdirSync(join(root, 'bench-results'), { recursive: true });
const failed = [];
/** @type {import('vite').ViteDevServer | undefined} */
let server;
for (const name of wanted) {
  const { file, usesBrowser } = await bundle(name);
  if (usesBrowser) server ??= await prepareBrowser();
  console.log(`\n${name}`);
  if ((await runNode(['--expose-gc', file])) !== 0) failed.push(name);
}
await server?.close();

if (failed.length > 0) {
  console.error(`\nFailed: ${failed.join(', ')}`);
  process.exitCode = 1;
}

/** @param {string} name */
async function bundle(name) {
  const outDir = join(root, '.cache/bench');
  const result = await build({
    root,
    configFile: false,
    logLevel: 'warn',
    resolve: { alias: aliases },
    build: {
      ssr: join(folder, name + suffix),
      outDir,
      emptyOutDir: false,
      target: 'node20',
      sourcemap: 'inline',
      rolldownOptions: {
        // Addresses of the server, in functions that run in the page.
        external: [/^\/(dist|e2e-pages)\//],
        output: { entryFileNames: `${name}.mjs`, codeSplitting: false },
      },
    },
  });
  const chunks = 'output' in result ? result.output : [];
  const usesBrowser = chunks.some((chunk) => chunk.type === 'chunk' && chunk.imports.includes('@playwright/test'));
  return { file: join(outDir, `${name}.mjs`), usesBrowser };
}

/** Builds dist/, finds a browser and starts the server; their addresses go into the environment of the benchmarks. */
async function prepareBrowser() {
  await ensureChromium();
  if ((await runNode(['.ci/build.mjs', '--no-types'])) !== 0) process.exit(1);
  const started = await createServer({
    configFile: join(root, 'vite.config.ts'),
    mode: 'e2e',
    // What Vite has to say of the code of peers is nobody's concern here.
    logLevel: 'error',
    server: { host: '127.0.0.1', port: 5273 },
  });
  await started.listen();
  process.env.FRAMESCOPE_URL = started.resolvedUrls?.local[0];
  return started;
}

/**
 * @param {string[]} args
 * @returns {Promise<number | null>} The exit code, null when a signal ended it.
 */
function runNode(args) {
  return new Promise((resolve) => {
    spawn(process.execPath, args, { cwd: root, stdio: 'inherit' }).on('exit', resolve);
  });
}
