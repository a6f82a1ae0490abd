import { createReadStream, readdirSync, statSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { extname, resolve, sep } from 'node:path';
import type { Plugin } from 'vite';
import { root } from '../../.ci/entries.mjs';
import { createPageScripts } from './page-scripts.ts';

// What the demo's server serves besides the demo itself, as it is on disk (Vite would add its own client script to a
// page, which a strict policy forbids):
//   /dist/*         the built package, for pages that load `/dist/framescope.auto.js` or `/dist/framescope.js`
//   /e2e-pages/*    plain pages of e2e/pages/; a .ts file there comes as one script with what it imports, `framescope` from src/;
//                   /e2e-pages/ itself lists them
//   /shared-nothing/* the same pages without cross-origin isolation: no SharedArrayBuffer, a clock of 100 µs
//   /csp/*          the same pages under the strictest policy that still lets them load their own files

const strictPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'self'",
  "require-trusted-types-for 'script'",
].join('; ');

const contentTypes: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
};

const folders = [
  { prefix: '/dist/', folder: resolve(root, 'dist'), headers: {} },
  { prefix: '/e2e-pages/', folder: resolve(root, 'e2e/pages'), headers: {} },
  {
    prefix: '/shared-nothing/',
    folder: resolve(root, 'e2e/pages'),
    headers: { 'Cross-Origin-Opener-Policy': 'unsafe-none', 'Cross-Origin-Embedder-Policy': 'unsafe-none' },
  },
  { prefix: '/csp/', folder: resolve(root, 'e2e/pages'), headers: { 'Content-Security-Policy': strictPolicy } },
];

/** Vite plugin that serves `/dist/`, `/e2e-pages/` and `/csp/` unchanged. */
export function staticPages(): Plugin {
  return {
    name: 'framescope:static-pages',
    configureServer(server) {
      const scripts = createPageScripts();
      server.middlewares.use((request, response, next) => {
        const path = decodeURIComponent(new URL(request.url ?? '/', 'http://server').pathname);
        if (path === '/e2e-pages/') return sendList(response);
        const match = folders.find(({ prefix }) => path.startsWith(prefix));
        if (!match) return next();

        const file = resolve(match.folder, path.slice(match.prefix.length));
        if (!file.startsWith(match.folder + sep)) return sendNotFound(response);
        const headers = (type: string | undefined) => ({
          ...server.config.server.headers,
          ...match.headers,
          'Cache-Control': 'no-store',
          'Content-Type': type ?? 'application/octet-stream',
          'Cross-Origin-Resource-Policy': 'cross-origin',
        });
        if (match.prefix === '/e2e-pages/' && scripts.has(file)) {
          scripts.read(file).then((code) => response.writeHead(200, headers(contentTypes['.js'])).end(code), next);
          return;
        }
        if (!statSync(file, { throwIfNoEntry: false })?.isFile()) return sendNotFound(response);

        response.writeHead(200, headers(contentTypes[extname(file)]));
        createReadStream(file).pipe(response);
      });
    },
  };
}

/** The list of pages; Playwright also asks for it to learn that the server is up. */
function sendList(response: ServerResponse): void {
  const folder = resolve(root, 'e2e/pages');
  const names = statSync(folder, { throwIfNoEntry: false }) ? readdirSync(folder) : [];
  const links = names.filter((name) => name.endsWith('.html')).map((name) => `<li><a href="${name}">${name}</a></li>`);
  response
    .writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' })
    .end(`<!doctype html><ul>${links.join('')}</ul>`);
}

function sendNotFound(response: ServerResponse): void {
  response.writeHead(404, { 'Content-Type': 'text/plain' }).end('Not found');
}
