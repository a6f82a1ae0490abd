import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';
import { root } from './entries.mjs';

/** Bundles one import of the built package as a user's bundler does, without what is loaded later by import(); gives the file. */
export async function bundleImport(names, entry) {
  const file = join(root, '.cache', 'sizes', `${names.replace(/\W/g, '')}.js`);
  mkdirSync(join(root, '.cache', 'sizes'), { recursive: true });
  writeFileSync(`${file}.in.js`, `export { ${names} } from ${JSON.stringify(join(root, entry))};\n`);
  const result = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      lib: { entry: `${file}.in.js`, formats: ['es'] },
      rolldownOptions: { external: (id) => /(hud|sessions)\.js$/.test(id), output: { minify: true } },
    },
  });
  const [{ output }] = [result].flat();
  writeFileSync(file, output[0].code);
  return file;
}
