import { expect, test } from 'framescope/playwright';

test('tells a page that setContent() filled from one that was opened', async ({ page, framescope }) => {
  await page.setContent('<canvas></canvas>');
  await expect(framescope.measure()).rejects.toThrow(
    'Cannot measure the page: it must be opened by page.goto(), which starts Framescope in it, current address is "about:blank"',
  );
});

test('says how many frames came when there are too few', async ({ page, framescope }) => {
  await page.goto('/e2e-pages/blank.html');
  await expect(framescope.measure({ warmup: 7, timeoutMs: 50 })).rejects.toThrow(
    /it must have 7 animation frames \(\d came\) within 50 ms/,
  );
});

test('ends a measurement before the test ends it, so that the error tells why', async ({ page, framescope }) => {
  await page.goto('/e2e-pages/blank.html');
  test.setTimeout(8000);
  await expect(framescope.measure({ frames: 1e6, warmup: 0 })).rejects.toThrow(
    /it must have 1000000 animation frames \(\d+ came\) within [1-5]?\d{1,3} ms/,
  );
});
