// Which files of dist/ a page downloads with an entry: the entry and what it imports statically, to any depth. What it
// imports dynamically comes later, if at all.

import { existsSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { parseSync } from 'vite';
import { root } from './entries.mjs';

/**
 * @param {string} file From the repository's root, with slashes.
 * @returns {string[]} The file and those it imports statically; empty when it does not exist.
 */
export function staticClosure(file) {
  if (!existsSync(`${root}/${file}`)) return [];
  const found = new Set([file]);
  // A Set is walked in order of insertion, so what is added here is visited as well.
  for (const path of found) {
    for (const specifier of staticImports(path)) {
      if (specifier.startsWith('.')) found.add(posix.join(posix.dirname(path), specifier));
    }
  }
  return [...found];
}

/** @param {string} path */
function staticImports(path) {
  const { staticImports: imports, staticExports } = parseSync(path, readFileSync(`${root}/${path}`, 'utf8')).module;
  const reExports = staticExports.flatMap(({ entries }) =>
    entries.flatMap((entry) => entry.moduleRequest?.value ?? []),
  );
  return [...imports.map((statement) => statement.moduleRequest.value), ...reExports];
}
