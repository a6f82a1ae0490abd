import { pathToFileURL } from 'node:url';
import { expect, type Page, test } from '@playwright/test';
import { root } from '../../.ci/entries.mjs';
import { formatMs } from '../../src/hud/parts/format-value.ts';
import { createExamplePage } from '../../src/sessions/example-session.ts';
import { collectProblems } from '../open-page.ts';
import { violations } from './violations.ts';

/** A session of some seconds, and what its statistics are. */
async function createFile(name = 'Level 2') {
  const { sessions, run } = createExamplePage();
  const { summary } = await sessions.start({ name });
  run(900);
  await sessions.stop();
  const { frame } = (await sessions.open(summary.id)).stats();
  return { text: await (await sessions.export(summary.id)).text(), frame };
}

async function drop(page: Page, ...texts: string[]): Promise<void> {
  await page.evaluate((contents) => {
    const dataTransfer = new DataTransfer();
    contents.forEach((text, k) => void dataTransfer.items.add(new File([text], `${k}.json`)));
    const options = { dataTransfer, bubbles: true, cancelable: true };
    for (const type of ['dragenter', 'dragover', 'drop']) document.body.dispatchEvent(new DragEvent(type, options));
  }, texts);
}

/** The viewer on a page of its own, once it takes files. */
async function openViewer(page: Page) {
  await page.goto('/viewer.html');
  const viewer = viewerOf(page);
  await expect(viewer.getByRole('heading', { name: 'Open a session' })).toBeVisible();
  return viewer;
}

const viewerOf = (page: Page) => page.getByRole('region', { name: 'Framescope' });

test('opens the file that is dropped on it, with the statistics of its page', async ({ page }) => {
  const problems = collectProblems(page);
  const { text, frame } = await createFile('<img src=x onerror=alert(1)>');
  const viewer = await openViewer(page);
  await expect(viewer.getByRole('button', { name: 'Record' })).toHaveCount(0);
  await expect(viewer.getByRole('tab')).toHaveCount(0);
  await drop(page, text);
  await expect(viewer.getByText('Stored session: <img src=x onerror=alert(1)>')).toBeVisible();
  await viewer.getByRole('tab', { name: 'Distribution' }).click();
  const p99 = viewer.locator('.figure, .key-figures > *').filter({ hasText: /^p99/ }).first();
  await expect(p99).toContainText(formatMs(frame.p99));
  await viewer.getByRole('tab', { name: 'Metrics' }).click();
  const row = viewer.getByRole('listitem').filter({ hasText: 'frames.total' });
  await expect(row).toContainText('900');
  await viewer.getByRole('searchbox', { name: 'Search metrics' }).fill('pass_ms');
  await expect(row).toHaveCount(0);
  await expect(viewer.getByRole('listitem').filter({ hasText: 'game:pass_ms' })).toBeVisible();
  await viewer.getByRole('button', { name: 'Close' }).click();
  await expect(viewer.getByRole('heading', { name: 'Open a session' })).toBeVisible();
  expect(problems).toEqual([]);
});

test('shows the picture of a session, and nothing for one that is broken', async ({ page }) => {
  const { text } = await createFile();
  const viewer = await openViewer(page);
  const picture = viewer.getByRole('img', { name: 'The canvas at that moment' });
  const jpeg = await page.evaluate(() => {
    const canvas = document.createElement('canvas');
    canvas.width = 160;
    canvas.height = 90;
    const context = canvas.getContext('2d');
    if (context !== null) context.fillStyle = 'red';
    context?.fillRect(0, 0, 160, 90);
    return canvas.toDataURL('image/jpeg');
  });
  await drop(page, JSON.stringify({ ...JSON.parse(text), thumbnail: jpeg }));
  await expect(picture).toBeVisible();
  const [width, height, red] = await picture.evaluate((canvas: HTMLCanvasElement) => [
    canvas.width,
    canvas.height,
    canvas.getContext('2d')?.getImageData(80, 45, 1, 1).data[0],
  ]);
  expect([width, height]).toEqual([160, 90]);
  expect(red).toBeGreaterThan(250);
  await drop(page, JSON.stringify({ ...JSON.parse(text), thumbnail: 'data:image/jpeg;base64,AAAA' }));
  await expect(picture).toHaveCount(0);
  await expect(viewer.getByText('Stored session: Level 2')).toBeVisible();
});

test('keeps what it has opened, and shows it again after a reload', async ({ page }) => {
  const files = await Promise.all(['One', 'Two'].map((name) => createFile(name)));
  const viewer = await openViewer(page);
  await drop(page, ...files.map(({ text }) => text));
  await expect(viewer.getByText('Stored session: One')).toBeVisible();
  await expect(viewer.getByRole('button', { name: 'Sessions 2' })).toBeVisible();
  await page.reload();
  // Scrolls without the list of metrics, which brings styles of its own.
  await expect(viewer.getByRole('list', { name: 'Sessions, newest first' })).toHaveCSS('overflow-y', 'auto');
  await viewer.getByRole('button', { name: 'Show Two' }).click();
  await expect(viewer.getByText('Stored session: Two')).toBeVisible();
});

test('says what is wrong with a file, and stays as it was', async ({ page }) => {
  const viewer = await openViewer(page);
  await drop(page, '{"format":"other"}');
  await expect(viewer.getByRole('alert')).toContainText('Cannot read the session: format must be "framescope-session"');
  await expect(viewer.getByRole('heading', { name: 'Open a session' })).toBeVisible();
});

for (const theme of ['dark', 'light'] as const) {
  test(`has no violation that axe finds, ${theme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: theme });
    const { text } = await createFile();
    const viewer = await openViewer(page);
    expect(await violations(page)).toEqual([]);
    await drop(page, text);
    await expect(viewer.getByText(/^Stored session/)).toBeVisible();
    for (const tab of await viewer.getByRole('tab').all()) {
      await tab.click();
      expect(await violations(page)).toEqual([]);
    }
  });
}

test('is one file that needs no server and may load and send nothing', async ({ page }) => {
  const problems = collectProblems(page);
  const requests: string[] = [];
  page.on('request', (request) => requests.push(request.url()));
  const { text } = await createFile();
  const url = pathToFileURL(`${root}/dist/framescope.viewer.html`).href;
  await page.goto(url);
  const viewer = viewerOf(page);
  const chooser = page.waitForEvent('filechooser');
  await viewer.getByRole('button', { name: 'Choose a file' }).click();
  await (await chooser).setFiles({ name: 'a.json', mimeType: 'application/json', buffer: Buffer.from(text) });
  await expect(viewer.getByText('Stored session: Level 2')).toBeVisible();
  await expect(viewer.locator('.chart canvas').first()).toBeVisible();
  expect(requests).toEqual([url]);
  expect(problems).toEqual([]);
  const wasRefused = await page.evaluate(() =>
    fetch('http://localhost:9/').then(
      () => false,
      () => true,
    ),
  );
  expect(wasRefused).toBe(true);
  expect(problems.some((problem) => problem.includes('Content Security Policy'))).toBe(true);
});

test('shows the session that a report has put into it', async ({ page }) => {
  const { text } = await createFile('From a report');
  await page.route('**/dist/framescope.viewer.html', async (route) => {
    const response = await route.fetch();
    const data = `<script type="application/json" id="framescope-session">${text.replaceAll('<', '\\u003c')}</script>`;
    await route.fulfill({ response, body: (await response.text()).replace('<body>', () => `<body>${data}`) });
  });
  await page.goto('/dist/framescope.viewer.html');
  await expect(viewerOf(page).getByText('Stored session: From a report')).toBeVisible();
});
