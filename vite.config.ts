import { defineConfig } from 'vitest/config';
import { cli, entries, externalPackages, root } from './.ci/entries.mjs';
import { staticPages } from './e2e/configs/static-pages.ts';

// One file for the four uses of Vite:
//   vite                      the demo (npm start), with `framescope` and `framescope/*` read from src/
//   vite build                the ES modules of the package, from .ci/build.mjs
//   vite build --mode auto    the classic script dist/framescope.auto.js, from .ci/build.mjs
//   vitest                    the unit tests

/** SharedArrayBuffer and the 5 µs clock need a page that is cross-origin isolated. */
export const isolationHeaders = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

const alias = entries
  .map((entry) => ({
    find: new RegExp(`^framescope${entry.subpath.slice(1)}$`),
    replacement: `${root}/${entry.source}`,
  }))
  .reverse();

const external = [/^node:/, ...externalPackages.map((name) => new RegExp(`^${name}(/|$)`))];

export default defineConfig(({ command, mode }) => {
  if (process.env.VITEST) {
    return {
      resolve: { alias },
      test: {
        include: ['src/**/*.test.{ts,tsx}', 'demo/**/*.test.ts', '.ci/**/*.test.mjs'],
        environment: 'node',
      },
    };
  }

  if (command === 'serve') {
    return {
      root: `${root}/demo`,
      publicDir: `${root}/public`,
      resolve: { alias },
      server: { headers: isolationHeaders, fs: { allow: [root] } },
      plugins: [staticPages()],
    };
  }

  const auto = mode === 'auto';
  return {
    publicDir: false,
    build: {
      target: 'es2022',
      sourcemap: true,
      minify: true,
      lib: auto
        ? {
            entry: `${root}/src/auto.ts`,
            formats: ['iife'],
            name: 'framescopeAuto',
            fileName: () => 'framescope.auto.js',
          }
        : {
            entry: Object.fromEntries(
              [...entries, ...(cli ? [cli] : [])].map(({ name, source }) => [name, `${root}/${source}`]),
            ),
            formats: ['es'],
          },
      rolldownOptions: auto
        ? { output: { codeSplitting: false } }
        : { external, output: { chunkFileNames: 'chunks/[name]-[hash].js' } },
    },
  };
});
