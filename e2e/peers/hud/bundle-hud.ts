import { basename, dirname, join, resolve } from 'node:path';
import { build, type Plugin } from 'vite';

/**
 * Bundles the HUD from its sources into one minified file, without what is loaded later by import() and without the modules of the
 * collector, which are there already. Modules of `without`, by their file's name, are replaced by components that show nothing and by empty style sheets.
 */
export async function bundleHud(collector: ReadonlySet<string>, without: readonly string[]): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: 'error',
    plugins: [leaveOut(collector, without)],
    build: {
      write: false,
      target: 'es2022',
      lib: { entry: resolve('src/hud/index.ts'), formats: ['es'] },
      rolldownOptions: { output: { minify: true } },
    },
  });
  const [bundle] = [result].flat();
  if (bundle === undefined || !('output' in bundle)) throw new Error('Cannot bundle the HUD: the build gave no output');
  return bundle.output[0].code;
}

function leaveOut(collector: ReadonlySet<string>, without: readonly string[]): Plugin {
  const isLeftOut = (id: string) => without.includes(basename(id.replace(/\?.*$/, '')));
  return {
    name: 'framescope:leave-out',
    enforce: 'pre',
    resolveId(source, importer) {
      if (importer === undefined || !source.startsWith('.')) return null;
      const path = join(dirname(importer), source);
      return collector.has(path) ? { id: path, external: true } : null;
    },
    resolveDynamicImport: (specifier) => (typeof specifier === 'string' ? { id: specifier, external: true } : null),
    load(id) {
      if (!isLeftOut(id)) return null;
      if (!id.endsWith('.tsx')) return '';
      return `export const ${basename(id, '.tsx')} = () => null`;
    },
  };
}
