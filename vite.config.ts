import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';
import { aliases, cli, entries, externalPackages, root } from './.ci/entries.mjs';
import { staticPages } from './e2e/configs/static-pages.ts';

// One file for the five uses of Vite:
//   vite                      the demo (npm start), with `framescope` and `framescope/*` read from src/
//   vite build                the ES modules of the package, from .ci/build.mjs
//   vite build --mode auto    the classic script dist/framescope.auto.js, from .ci/build.mjs
//   vite build --mode viewer  the script of dist/framescope.viewer.html, from .ci/build.mjs
//   vitest                    the unit tests

/** SharedArrayBuffer and the 5 µs clock need a page that is cross-origin isolated. */
export const isolationHeaders = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

const external = [/^node:/, ...externalPackages.map((name) => new RegExp(`^${name}(/|$)`))];

export default defineConfig(({ command, mode }) => {
  if (process.env.VITEST) {
    return {
      resolve: { alias: aliases },
      test: {
        include: ['src/**/*.test.{ts,tsx}', 'demo/**/*.test.ts', '.ci/**/*.test.mjs'],
        environment: 'node',
        setupFiles: [`${root}/.ci/deterministic.ts`],
        // A machine that is busy takes ten times as long for a thousand random programs, and is not wrong for it.
        testTimeout: 60_000,
      },
    };
  }

  if (command === 'serve') {
    const testing = mode === 'e2e';
    return {
      root: `${root}/demo`,
      publicDir: `${root}/public`,
      clearScreen: false,
      cacheDir: `${root}/.cache/vite-${mode}`,
      resolve: { alias: aliases },
      server: {
        headers: isolationHeaders,
        fs: { allow: [root] },
        // A test must not see a page reload because somebody saved a file.
        ...(testing ? { hmr: false, watch: null } : {}),
      },
      // Found before the first page opens; a package found later would reload the page.
      optimizeDeps: { entries: ['**/*.{html,ts,tsx}', '!**/*.test.ts'] },
      plugins: [staticPages(), printAddress()],
    };
  }

  /** Scripts that stand alone, by mode. */
  const classic = {
    auto: { entry: `${root}/src/auto.ts`, name: 'framescopeAuto', fileName: () => 'framescope.auto.js' },
    viewer: { entry: `${root}/src/viewer.ts`, name: 'framescopeViewer', fileName: () => 'framescope.viewer.js' },
  }[mode];
  return {
    publicDir: false,
    build: {
      target: 'es2022',
      sourcemap: mode !== 'viewer',
      minify: true,
      lib: classic
        ? { ...classic, formats: ['iife'] }
        : {
            entry: Object.fromEntries(
              [...entries, ...(cli ? [cli] : [])].map(({ name, source }) => [name, `${root}/${source}`]),
            ),
            formats: ['es'],
          },
      rolldownOptions: classic
        ? // Strict, as modules are: otherwise a wrapper copies the arguments of every call.
          { output: { codeSplitting: false, strict: true } }
        : {
            external,
            output: {
              chunkFileNames: 'chunks/[name]-[hash].js',
              minify: true,
              // Every entry needs most of layer 0: one chunk of it is smaller than the ten that sharing by entry makes.
              codeSplitting: {
                groups: [{ name: 'layer-0', test: /\/src\/(metrics(?!\/conformance)|frames|analysis)\// }],
              },
            },
          },
    },
  };
});

/** Prints one address that opens a scene at once, without the escape codes of Vite's own list. */
function printAddress(): Plugin {
  return {
    name: 'framescope:print-address',
    configureServer(server) {
      server.printUrls = () => console.log(`Framescope demo: ${server.resolvedUrls?.local[0]}?scene=three`);
    },
  };
}
