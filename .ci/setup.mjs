// Runs before `npm start` and `npm test`: installs the dependencies when they are missing or not those of the lock file.
// It imports nothing but Node, because npm runs it before node_modules exists.

import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

if (!dependenciesAreInstalled()) {
  console.log('Installing dependencies (npm ci)');
  // npm names its own script when it runs this one; `--include=dev` because the tools are dev dependencies.
  const npm = process.env.npm_execpath;
  const args = ['ci', '--include=dev', '--no-audit', '--no-fund'];
  const { status } = npm?.endsWith('.js')
    ? spawnSync(process.execPath, [npm, ...args], { cwd: root, stdio: 'inherit' })
    : spawnSync('npm', args, { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' });
  if (status !== 0) process.exit(status ?? 1);
}

/**
 * True when each package of the lock file is installed in its version. npm writes what it installed to
 * node_modules/.package-lock.json; comparing contents instead of dates keeps a branch switch from installing anew.
 */
function dependenciesAreInstalled() {
  const wanted = readPackages('package-lock.json');
  const installed = readPackages('node_modules/.package-lock.json');
  if (!wanted || !installed) return false;
  return Object.entries(wanted).every(([path, { version, optional }]) => {
    if (path === '') return true;
    // A package for another platform is in the lock file but is not installed.
    if (!installed[path]) return optional === true;
    return installed[path].version === version;
  });
}

/**
 * @param {string} file
 * @returns {Record<string, { version: string, optional?: boolean }> | undefined}
 */
function readPackages(file) {
  try {
    return JSON.parse(readFileSync(root + file, 'utf8')).packages;
  } catch {
    return undefined;
  }
}
