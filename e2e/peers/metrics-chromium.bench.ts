// npm run bench:metrics, its second half: the updates of bench:metrics in Chromium, beside the libraries that run in a page.
import { writeFileSync } from 'node:fs';
import type {} from '../pages/bench-metrics.ts';
import { launchBrowser } from './bench-page.ts';

const ROUNDS = 101;

const browser = await launchBrowser();
try {
  const page = await browser.newPage();
  await page.goto(`${process.env.FRAMESCOPE_URL}e2e-pages/bench-metrics.html`);
  await page.waitForSelector('html[data-ready="true"]', { state: 'attached' });
  const times = await page.evaluate((rounds) => measureMetrics(rounds), ROUNDS);
  const environment = { browser: browser.version(), rounds: ROUNDS };
  console.log(`Chromium ${environment.browser}; median of ${ROUNDS} interleaved rounds`);
  console.table(
    times.map(({ case: name, peer, nanoseconds, ratio }) => ({
      case: name,
      library: peer ?? (ratio === 1 ? '' : 'framescope'),
      'ns/op': Number(nanoseconds.toFixed(2)),
      '÷ floor': Number(ratio.toFixed(1)),
    })),
  );
  const rows = times.map(({ nanoseconds, ...row }) => ({ ...row, value: nanoseconds, unit: 'ns/op' }));
  writeFileSync(
    'bench-results/metrics-chromium.json',
    `${JSON.stringify({ name: 'metrics-chromium', environment, rows }, null, 2)}\n`,
  );
} finally {
  await browser.close();
}
