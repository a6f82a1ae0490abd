import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';
import { root } from './entries.mjs';

const ENTRY = 'entry';

/**
 * Bundles one import of the built package as a user's bundler does, without what is loaded later by import().
 * @param {string} name What is imported.
 * @param {string} entry The built entry, from the repository's root.
 * @returns {Promise<string>} The file that was written.
 */
export async function bundleImport(name, entry) {
  const folder = join(root, '.cache', 'sizes');
  mkdirSync(folder, { recursive: true });
  const result = await build({
    configFile: false,
    logLevel: 'error',
    plugins: [
      {
        name: 'framescope:one-import',
        resolveId: (id) => (id === ENTRY ? ENTRY : null),
        resolveDynamicImport: (id) => (typeof id === 'string' ? { id, external: true } : null),
        load: (id) => (id === ENTRY ? `export { ${name} } from ${JSON.stringify(join(root, entry))};` : null),
      },
    ],
    build: {
      write: false,
      // As a library, because Vite adds to a page what preloads the chunks of all import()s, once and whoever's they are.
      lib: { entry: ENTRY, formats: ['es'] },
      rolldownOptions: { input: ENTRY, output: { minify: true } },
    },
  });
  const [bundle] = [result].flat();
  if (!bundle || !('output' in bundle)) throw new Error(`Cannot bundle ${name}: the build gave no output`);
  const file = join(folder, `${name}.js`);
  writeFileSync(file, bundle.output[0].code);
  return file;
}
