import { spawnSync } from 'node:child_process';

/**
 * Installs a Debian package by apt-get, which only root may: anywhere else it does nothing.
 * @param {string} name
 */
export function installPackage(name) {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return;
  // It changes the machine, and takes a minute.
  console.log(`Installing what the tests need (apt-get install ${name})`);
  if (aptGet('update')) aptGet('install', '-y', name);
}

/** @param {string[]} args */
function aptGet(...args) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  return spawnSync('apt-get', args, { stdio: ['ignore', 'inherit', 'inherit'], env }).status === 0;
}
