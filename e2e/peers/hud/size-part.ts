import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import type { Browser } from '@playwright/test';
import { onBenchPage, passFrames } from '../bench-page.ts';
import { bundleHud } from './bundle-hud.ts';
import { judge, type Part, type Row } from './row.ts';

const LIMIT_KB = 55;
const LIMIT_WITHOUT_KB = 42;
/** What the HUD's chunk has of the views of sessions, metrics and the GPU; the rest of them is loaded when it is shown. */
const VIEWS = ['MetricList.tsx', 'MetricsView.tsx', 'SourceBanner.tsx', 'metrics.css'];

/** What a page downloads for the HUD: kB = 1000 bytes, gzip of each file at level 9. */
export async function sizePart(browser: Browser): Promise<Part> {
  // Where the program stands, it would not be found.
  const chunks: typeof import('../../../.ci/chunks.mjs') = await import(
    /* @vite-ignore */ pathToFileURL('.ci/chunks.mjs').href
  );
  const collector = chunks.staticClosure('dist/framescope.js');
  const hud = chunks.staticClosure('dist/hud.js').filter((file) => !collector.includes(file));
  const sources = new Set(collector.flatMap(sourcesOf));
  const whole = kilobytes(await bundleHud(sources, []));
  const less = kilobytes(await bundleHud(sources, VIEWS));
  const chunk = hud.reduce((sum, file) => sum + kilobytes(readFileSync(file)), 0);
  return {
    title: 'What the HUD is to download, gzip, kB of 1000 bytes',
    rows: [
      row(
        `HUD chunk with Preact and uPlot: dist/hud.js and its ${hud.length - 1} chunks, less the collector's`,
        chunk,
        LIMIT_KB,
      ),
      row('the same, bundled into one file', whole),
      row(`the same without views of sessions, metrics, GPU (${VIEWS.join(', ')})`, less, LIMIT_WITHOUT_KB),
      row('all scripts that opening the panel downloads, with its lazily loaded parts', await downloads(browser)),
    ],
  };
}

function row(name: string, value: number, limit?: number): Row {
  const goal = limit !== undefined && { goal: `≤ ${limit} kB`, verdict: judge(value, limit) };
  return { case: name, value, unit: 'kB', ratio: null, peer: null, ...goal };
}

function kilobytes(code: string | Buffer): number {
  return gzipSync(code, { level: 9 }).length / 1000;
}

/** Our sources of a built file, as absolute paths; one that only re-exports has none. The build's own folder is gone, so paths to them are not followed. */
function sourcesOf(file: string): string[] {
  if (!existsSync(`${file}.map`)) return [];
  const map = JSON.parse(readFileSync(`${file}.map`, 'utf8')) as { sources: string[] };
  return map.sources
    .flatMap((source) => /(?:^|\.\.\/)(src\/.*)/.exec(source)?.[1] ?? [])
    .map((source) => resolve(source));
}

async function downloads(browser: Browser): Promise<number> {
  return onBenchPage(browser, 'tool=hidden', 60, async (page) => {
    const bodies: Promise<Buffer>[] = [];
    page.on('response', (response) => {
      if (new URL(response.url()).pathname.startsWith('/dist/')) bodies.push(response.body());
    });
    await page.evaluate(() => bench.scope.hud.setMode('panel'));
    await page.locator('framescope-hud .frames .chart canvas').first().waitFor();
    await passFrames(page, 60);
    await page.waitForLoadState('networkidle');
    return (await Promise.all(bodies)).reduce((sum, body) => sum + kilobytes(body), 0);
  });
}
