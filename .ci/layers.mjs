// The rules about where code may stand and what it may import (src/README.md), as functions over a table of sources, so that
// layers.test.mjs can show each rule refusing something. check-layers.mjs applies them to the repository.

import { posix } from 'node:path';
import { parseSync, Visitor } from 'vite';

const layer0 = ['metrics', 'frames', 'analysis'];
const layer1 = ['probes', 'sessions', 'exporters'];
const browser = [...layer0, ...layer1, 'hud'];
const tooling = [...layer0, 'sessions', 'exporters'];

/**
 * A folder of src/: the other folders and the packages that it may import.
 * @type {Record<string, { folders: string[], packages: string[], node?: true }>}
 */
const rules = {
  metrics: { folders: [], packages: [] },
  analysis: { folders: [], packages: [] },
  frames: { folders: ['metrics'], packages: [] },
  probes: { folders: layer0, packages: [] },
  sessions: { folders: layer0, packages: ['fflate', 'idb-keyval', 'valibot'] },
  exporters: { folders: layer0, packages: [] },
  hud: { folders: [...layer0, ...layer1], packages: ['preact', '@preact/signals', 'uplot'] },
  playwright: { folders: tooling, packages: ['@playwright/test', 'valibot'], node: true },
  vite: { folders: tooling, packages: ['vite', 'valibot'], node: true },
  cli: { folders: tooling, packages: ['valibot'], node: true },
};

/** The configuration of metrics is the one place in layers 0 and 1 that checks a file somebody wrote by hand. */
const metricsConfig = /^src\/metrics\/([a-z-]+-)?config[a-z-]*\.ts$/;

/** What shows the HUD. The composition root imports it lazily; its types and hotkeys it may have at once. */
const lazyModule = /^src\/hud\/(index\.ts|.*\.tsx)$/;

const testPackages = ['vitest', 'fast-check', 'ajv'];

const topLevel = [
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  'vite.config.ts',
  'src',
  'demo',
  'e2e',
  'public',
  'README.md',
  'LICENSE',
  'CHANGELOG.md',
];

const maxLines = 400;

/**
 * What one file of src/ imports that it may not.
 * @param {string} path From the repository's root, with slashes.
 * @param {string} source
 * @returns {string[]} One sentence for each import that breaks a rule.
 */
export function checkImports(path, source) {
  const isTest = /\.test\.tsx?$/.test(path);
  const from = folderOf(path);
  if (from !== '' && !rules[from]) return [`${path}: src/${from}/ is in no layer`];

  return findImports(path, source).flatMap(({ specifier, kind }) => {
    if (specifier === undefined) {
      return rules[from]?.node || isTest ? [] : [`${path}: an import whose name is computed cannot be checked`];
    }
    const target = specifier.replace(/\?.*$/, '');
    const refusal = target.startsWith('.')
      ? checkRelative(path, from, posix.join(posix.dirname(path), target), kind, isTest)
      : checkPackage(path, from, target, isTest);
    return refusal ? [`${path}: imports "${specifier}": ${refusal}`] : [];
  });
}

/**
 * Files at the top level that do not belong there, names that say nothing, and files that are too long.
 * @param {string} path From the repository's root, with slashes.
 * @param {string | undefined} source Undefined for what is not source code; its length is free.
 * @returns {string[]}
 */
export function checkPlace(path, source) {
  const problems = [];
  const segments = path.split('/');
  const [top = ''] = segments;
  if (!topLevel.includes(top) && !top.startsWith('.'))
    problems.push(`${path}: "${top}" does not belong at the top level`);
  for (const segment of segments) {
    if (/^(utils?|common|helpers?)(\.|$)/i.test(segment)) {
      problems.push(`${path}: "${segment}" says nothing; name it after what it does`);
    }
  }
  const lines = source?.split('\n').length ?? 0;
  if (lines - 1 > maxLines) problems.push(`${path}: ${lines - 1} lines, the limit is ${maxLines}`);
  return problems;
}

/**
 * @param {string} path
 * @param {string} from
 * @param {string} target
 * @param {'value' | 'type' | 'dynamic'} kind
 * @param {boolean} isTest
 * @returns {string | undefined}
 */
function checkRelative(path, from, target, kind, isTest) {
  if (target === 'package.json' && from === '') return undefined;
  if (!target.startsWith('src/')) return isTest ? undefined : 'it is outside src/';
  const to = folderOf(target);
  if (to === from && from !== '') return undefined;
  if (from !== '') {
    if (to === '') return `only the files beside it may import src/${posix.basename(target)}`;
    return rules[from]?.folders.includes(to) ? undefined : `${from} may not import ${to}`;
  }
  // The files directly in src/ compose; metrics.ts is the entry of layer 0.
  if (path === 'src/metrics.ts' && !layer0.includes(to)) return 'this entry is layer 0 only';
  if (to === '') return undefined;
  if (!browser.includes(to)) return `${to} runs in Node, the composition root in a page`;
  if (lazyModule.test(target) && kind === 'value' && !isTest) return 'load it with import(), as a chunk of its own';
  return undefined;
}

/**
 * @param {string} path
 * @param {string} from
 * @param {string} specifier
 * @param {boolean} isTest
 * @returns {string | undefined}
 */
function checkPackage(path, from, specifier, isTest) {
  if (specifier.startsWith('node:')) return rules[from]?.node || isTest ? undefined : 'only Node folders import Node';
  const name = specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
  if (name === 'framescope') return 'inside the package, import the file itself';
  if (rules[from]?.packages.includes(name)) return undefined;
  if (name === 'valibot' && metricsConfig.test(path)) return undefined;
  if (isTest && testPackages.includes(name)) return undefined;
  return `${from || 'the composition root'} may not import this package`;
}

/**
 * The folder of src/ that a path is in; empty for a file directly in src/.
 * @param {string} path
 */
function folderOf(path) {
  const [, folder = '', ...rest] = path.split('/');
  return rest.length > 0 ? folder : '';
}

/**
 * Everything that a module names from elsewhere: imports and re-exports, type-only ones too, import(), the type import('x').T,
 * and new URL('x', import.meta.url), by which workers are loaded.
 * @param {string} path
 * @param {string} source
 * @returns {{ specifier: string | undefined, kind: 'value' | 'type' | 'dynamic' }[]} Specifier undefined when it is computed.
 */
function findImports(path, source) {
  const { program, errors } = parseSync(path, source);
  if (errors[0]) throw new Error(`Cannot read ${path}: ${errors[0].message}`);

  /** @type {ReturnType<typeof findImports>} */
  const found = [];
  /**
   * @param {any} node
   * @param {'value' | 'type' | 'dynamic'} kind
   */
  const add = (node, kind) => found.push({ specifier: literalText(node), kind });

  new Visitor({
    ImportDeclaration: (node) => add(node.source, node.importKind === 'type' ? 'type' : 'value'),
    ExportAllDeclaration: (node) => add(node.source, node.exportKind === 'type' ? 'type' : 'value'),
    ExportNamedDeclaration: (node) => node.source && add(node.source, node.exportKind === 'type' ? 'type' : 'value'),
    ImportExpression: (node) => add(node.source, 'dynamic'),
    TSImportType: (node) => add(node.source, 'type'),
    TSExternalModuleReference: (node) => add(node.expression, 'value'),
    NewExpression: ({ callee, arguments: [url, base] }) => {
      const isRelative = base?.type === 'MemberExpression' && base.object.type === 'MetaProperty';
      if (callee.type === 'Identifier' && callee.name === 'URL' && isRelative) add(url, 'dynamic');
    },
    CallExpression: ({ callee }) => {
      const isGlob = callee.type === 'MemberExpression' && callee.object.type === 'MetaProperty';
      if (isGlob && callee.property.type === 'Identifier' && callee.property.name === 'glob') add(undefined, 'dynamic');
    },
  }).visit(program);
  return found;
}

/**
 * @param {any} node
 * @returns {string | undefined}
 */
function literalText(node) {
  if (node?.type === 'Literal' && typeof node.value === 'string') return node.value;
  if (node?.type === 'TemplateLiteral' && node.expressions.length === 0) return node.quasis[0].value.cooked;
  return undefined;
}
