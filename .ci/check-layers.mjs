// Applies the rules of layers.mjs to every file that git knows or would add.

import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './entries.mjs';
import { checkImports, checkPlace } from './layers.mjs';

const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
  cwd: root,
  encoding: 'utf8',
});
const files = listed.split('\0').filter((path) => path !== '' && existsSync(join(root, path)));

const problems = files.flatMap((path) => {
  const isSource = /^(src|demo|e2e|\.ci)\/.*\.(ts|tsx|mjs|js|css|html)$/.test(path);
  const source = isSource ? readFileSync(join(root, path), 'utf8') : undefined;
  const isModule = source !== undefined && /^src\/.*\.tsx?$/.test(path);
  return [...checkPlace(path, source), ...(isModule ? checkImports(path, source) : [])];
});

for (const problem of problems) console.error(problem);
if (files.length === 0) console.error('Cannot check the layers: git lists no files');
process.exitCode = problems.length > 0 || files.length === 0 ? 1 : 0;
