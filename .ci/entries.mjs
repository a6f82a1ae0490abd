// The package's entry points, one row each: where the source is, and what the build makes of it.
// vite.config.ts, the package check and the size limits read this table; a row whose source does not exist yet is left out.

import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Absolute path of the repository, without a trailing slash. */
export const root = fileURLToPath(new URL('..', import.meta.url)).replace(/[\\/]$/, '');

/**
 * @typedef {object} Entry
 * @property {string} name Name of the output file: `dist/<name>.js`.
 * @property {string} subpath Key in package.json's `exports`.
 * @property {string} source Source file, from the repository's root.
 * @property {'browser' | 'node'} platform Where it runs. Every browser entry must be importable in Node as well.
 */

/** @type {Entry[]} */
const all = [
  { name: 'framescope', subpath: '.', source: 'src/index.ts', platform: 'browser' },
  { name: 'metrics', subpath: './metrics', source: 'src/metrics.ts', platform: 'browser' },
  {
    name: 'conformance',
    subpath: './conformance',
    source: 'src/metrics/conformance/index.ts',
    platform: 'browser',
  },
  { name: 'hud', subpath: './hud', source: 'src/hud/index.ts', platform: 'browser' },
  { name: 'sessions', subpath: './sessions', source: 'src/sessions/index.ts', platform: 'browser' },
  { name: 'exporters', subpath: './exporters', source: 'src/exporters/index.ts', platform: 'browser' },
  { name: 'noop', subpath: './noop', source: 'src/noop.ts', platform: 'browser' },
  { name: 'auto', subpath: './auto', source: 'src/auto.ts', platform: 'browser' },
  { name: 'playwright', subpath: './playwright', source: 'src/playwright/index.ts', platform: 'node' },
  {
    name: 'playwright-reporter',
    subpath: './playwright/reporter',
    source: 'src/playwright/reporter.ts',
    platform: 'node',
  },
  { name: 'vite', subpath: './vite', source: 'src/vite/index.ts', platform: 'node' },
];

/** The command `framescope`; package.json names its output in `bin`. */
const command = { name: 'cli', subpath: 'bin', source: 'src/cli/index.ts' };

/** Entries whose source exists. */
export const entries = all.filter((entry) => existsSync(`${root}/${entry.source}`));

/** The command, or undefined while its source does not exist. */
export const cli = existsSync(`${root}/${command.source}`) ? command : undefined;

/** `framescope` and `framescope/*` as their sources, for everything in this repository that imports the package by its name. */
export const aliases = entries.map(({ subpath, source }) => ({
  find: new RegExp(`^framescope${subpath.slice(1)}$`),
  replacement: `${root}/${source}`,
}));

/** Packages that stay imports in the output: optional peers of the Node entries. Everything else is bundled in. */
export const externalPackages = ['@playwright/test', 'vite'];
