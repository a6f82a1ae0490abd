// The lock file must install everywhere. npm leaves an optional package out of it when the registry that wrote it did not have
// that package (builds for other platforms), and `npm ci` then refuses the whole file. It must not name a registry either.
//   node .ci/check-lock.mjs         says what is wrong
//   node .ci/check-lock.mjs --fix   adds the packages that were left out; run it after `npm install`

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './entries.mjs';

const file = join(root, 'package-lock.json');
const lock = JSON.parse(readFileSync(file, 'utf8'));

const missing = new Map();
for (const [path, { optionalDependencies = {}, engines }] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(optionalDependencies)) {
    if (!resolve(path, name)) missing.set(`node_modules/${name}`, describe(name, version, engines));
  }
}

if (process.argv.includes('--fix')) {
  lock.packages = Object.fromEntries(
    Object.entries({ ...lock.packages, ...Object.fromEntries(missing) }).sort(([a], [b]) => (a < b ? -1 : 1)),
  );
  writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
} else {
  const located = Object.keys(lock.packages).filter((path) => lock.packages[path].resolved);
  for (const path of missing.keys())
    console.error(`package-lock.json: ${path} is missing; run node .ci/check-lock.mjs --fix`);
  for (const path of located)
    console.error(`package-lock.json: ${path} names a registry ("resolved"); remove that line`);
  if (missing.size + located.length > 0) process.exitCode = 1;
}

/**
 * The entry that `name` resolves to from `path`, as Node looks it up: in its own node_modules, then in those above it.
 * @param {string} path
 * @param {string} name
 */
function resolve(path, name) {
  for (let folder = path; ; folder = folder.slice(0, Math.max(folder.lastIndexOf('/node_modules/'), 0))) {
    const entry = lock.packages[`${folder}${folder && '/'}node_modules/${name}`];
    if (entry || folder === '') return entry;
  }
}

/**
 * A lock entry without a checksum, for a package that this registry does not have. Its platform is in its name, which ends in
 * `<os>-<cpu>` or `<os>-<cpu>-<abi>`.
 * @param {string} name
 * @param {unknown} version
 * @param {unknown} engines
 */
function describe(name, version, engines) {
  const match = /(android|darwin|freebsd|linux|openharmony|win32)-([a-z0-9]+)(?:-(\w+))?$/.exec(name);
  if (!match || !/^\d/.test(String(version)))
    throw new Error(`Cannot complete the lock file: "${name}" names no platform`);
  const [, os, cpu, abi = ''] = match;
  const libc = abi.includes('musl') ? 'musl' : abi.includes('gnu') ? 'glibc' : undefined;
  return {
    version,
    cpu: [cpu],
    dev: true,
    ...(libc && os === 'linux' && { libc: [libc] }),
    optional: true,
    os: [os],
    engines,
  };
}
