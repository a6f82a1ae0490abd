import { basename, dirname, resolve } from 'node:path';
import { build } from 'vite';
import { aliases } from '../../.ci/entries.mjs';

/**
 * The scripts of test pages, each bundled when it is asked for the first time: a page of the HUD has two hundred modules, and every
 * test loads it with an empty cache. What a script imports later is a file beside it.
 */
export interface PageScripts {
  /** Whether it is a script, or a part of one that was bundled. */
  has(file: string): boolean;
  read(file: string): Promise<string>;
}

export function createPageScripts(): PageScripts {
  const scripts = new Map<string, Promise<string>>();
  const parts = new Map<string, string>();

  const bundle = async (file: string) => {
    const result = await build({
      configFile: false,
      logLevel: 'error',
      resolve: { alias: aliases },
      build: {
        write: false,
        target: 'es2022',
        minify: false,
        // What is on the server already stays there.
        rolldownOptions: {
          input: file,
          // A spec may import it.
          preserveEntrySignatures: 'strict',
          external: [/^\/dist\//],
          // Chunks import from the script under the name that the page has it by.
          output: { entryFileNames: '[name].ts', chunkFileNames: '[name]-[hash].js' },
        },
        modulePreload: false,
      },
    });
    const [output] = [result].flat();
    if (output === undefined || !('output' in output))
      throw new Error(`Cannot bundle "${file}": the build gave no output`);
    for (const chunk of output.output)
      if (chunk.type === 'chunk' && !chunk.isEntry) parts.set(resolve(dirname(file), chunk.fileName), chunk.code);
    const entry = output.output.find((chunk) => chunk.type === 'chunk' && chunk.isEntry);
    if (entry?.type !== 'chunk') throw new Error(`Cannot bundle "${basename(file)}": the build has no entry`);
    return entry.code;
  };

  return {
    has: (file) => file.endsWith('.ts') || parts.has(file),
    async read(file) {
      const part = parts.get(file);
      if (part !== undefined) return part;
      const script = scripts.get(file) ?? bundle(file);
      scripts.set(file, script);
      return script;
    },
  };
}
