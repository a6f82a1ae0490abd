// Checks the package as its users get it: packed, unpacked into a project that has nothing else, read by publint, imported in
// plain Node and type-checked. Needs dist/.

import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { staticClosure } from './chunks.mjs';
import { cli, entries, root } from './entries.mjs';

const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
/** @type {string[]} */
const problems = [];

checkManifest();
if (staticClosure('dist/framescope.js').some((file) => /\/(hud\.js|create-hud-)/.test(file)))
  problems.push('dist/framescope.js loads the HUD statically');

const project = mkdtempSync(join(tmpdir(), 'framescope-consumer-'));
try {
  const pkgDir = unpackInto(project);
  const { messages, pkg } = await publint({ pkgDir, pack: false, strict: true });
  for (const message of messages) problems.push(`package.json: ${formatMessage(message, pkg, { color: false })}`);
  for (const { subpath } of entries) checkImport(project, `framescope${subpath.slice(1)}`);
  if (cli)
    check('the command framescope --help', [
      join(project, 'node_modules/framescope', manifest.bin.framescope),
      '--help',
    ]);
  checkTypes(project);
} finally {
  rmSync(project, { recursive: true, force: true });
}

for (const problem of problems) console.error(problem);
process.exitCode = problems.length > 0 ? 1 : 0;

/** Every entry that has a source is exported, with its types, and so are three files; nothing else is. */
function checkManifest() {
  /** @type {Record<string, string | { types: string, default: string }>} */
  const wanted = Object.fromEntries(
    entries.map(({ subpath, name, source }) => [
      subpath,
      { types: source.replace(/^src\/(.*)\.ts$/, './dist/types/$1.d.ts'), default: `./dist/${name}.js` },
    ]),
  );
  // For tools that want a file's path: a page gets the classic script by its address.
  for (const file of ['./package.json', './dist/framescope.auto.js', './dist/framescope.viewer.html'])
    wanted[file] = file;
  if (JSON.stringify(manifest.exports) !== JSON.stringify(wanted)) {
    problems.push(`package.json: "exports" must be\n${JSON.stringify(wanted, null, 2)}`);
  }
  if (manifest.bin?.framescope !== (cli && `dist/${cli.name}.js`))
    problems.push('package.json: "bin" does not match src/cli/');
}

/**
 * Puts the package where `npm install` would, with the packages that its Node entries take from the project.
 * @param {string} folder
 * @returns {string} Where it is.
 */
function unpackInto(folder) {
  const pack = ['pack', '--json', '--ignore-scripts', '--pack-destination', folder];
  const shell = process.platform === 'win32';
  const [{ filename }] = JSON.parse(execFileSync('npm', pack, { cwd: root, encoding: 'utf8', shell, stdio: 'pipe' }));
  const target = join(folder, 'node_modules/framescope');
  mkdirSync(target, { recursive: true });
  execFileSync('tar', ['-xzf', join(folder, filename), '-C', target, '--strip-components=1']);

  for (const name of ['@playwright/test', 'vite', '@types/node']) {
    const link = join(folder, 'node_modules', name);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(join(root, 'node_modules', name), link, 'junction');
  }
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, type: 'module' }));
  return target;
}

/**
 * A page's package must also be importable where there is no page: by a server that renders, by a test, by a bundler.
 * @param {string} folder
 * @param {string} specifier
 */
function checkImport(folder, specifier) {
  const isRoot = specifier === 'framescope';
  const call = isRoot ? 'module.createFramescope().destroy();' : '';
  check(
    `import "${specifier}" in Node`,
    ['--input-type=module', '-e', `const module = await import('${specifier}'); ${call}`],
    folder,
  );
}

/**
 * The declarations must hold without skipLibCheck, in both ways in which projects resolve them.
 * @param {string} folder
 */
function checkTypes(folder) {
  const lines = entries.map(({ subpath }, i) => `export * as entry${i} from 'framescope${subpath.slice(1)}';`);
  writeFileSync(join(folder, 'entries.ts'), lines.join('\n'));
  if (entries.some(({ subpath }) => subpath === '.')) {
    writeFileSync(join(folder, 'consumer.ts'), readFileSync(join(root, '.ci/consumer.ts')));
  }
  const common = {
    strict: true,
    exactOptionalPropertyTypes: true,
    target: 'es2022',
    noEmit: true,
    types: ['node'],
    skipLibCheck: false,
  };
  for (const [module, moduleResolution] of [
    ['nodenext', 'nodenext'],
    ['esnext', 'bundler'],
  ]) {
    const compilerOptions = { ...common, lib: ['es2023', 'dom', 'dom.iterable'], module, moduleResolution };
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['*.ts'] }));
    check(`declarations, moduleResolution ${moduleResolution}`, [
      join(root, 'node_modules/typescript/bin/tsc'),
      '-p',
      folder,
    ]);
  }
}

/**
 * Runs Node and notes a problem unless it ends by itself, well and soon: an import must not keep the process alive.
 * @param {string} what
 * @param {string[]} args
 * @param {string} [cwd]
 */
function check(what, args, cwd = root) {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd, encoding: 'utf8', timeout: 60_000 });
  if (status !== 0) problems.push(`${what}: ${status === null ? 'did not end' : `exit ${status}`}\n${stdout}${stderr}`);
}
