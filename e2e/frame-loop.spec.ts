import { expect, test } from '@playwright/test';
import { openPage } from './open-page.ts';

test.beforeEach(({ page }) => openPage(page, '/e2e-pages/blank.html'));

test('counts several loops on one page as one frame', async ({ page }) => {
  const { frames, ticks } = await page.evaluate(async () => {
    const scope = framescope.createFramescope({ hud: false });
    let ticks = 0;
    await new Promise<void>((resolve) => {
      const first = () => {
        ticks++;
        if (ticks < 60) requestAnimationFrame(first);
        else resolve();
      };
      const second = () => {
        if (ticks < 60) requestAnimationFrame(second);
      };
      requestAnimationFrame(first);
      requestAnimationFrame(second);
    });
    // The second loop's callback may still be running in the frame that resolved.
    await new Promise((resolve) => setTimeout(resolve));
    return { ticks, frames: scope.frames.endFrame };
  });
  expect(frames).toBe(ticks);
});

test('takes the intervals of the animation frame timestamps', async ({ page }) => {
  const { seen, read } = await page.evaluate(async () => {
    const scope = framescope.createFramescope({ hud: false });
    const times: number[] = [];
    await new Promise<void>((resolve) => {
      const loop = (timeMs: number) => {
        times.push(timeMs);
        if (times.length < 40) requestAnimationFrame(loop);
        else resolve();
      };
      requestAnimationFrame(loop);
    });
    await new Promise((resolve) => setTimeout(resolve));
    const window = { from: 0, to: scope.frames.endFrame };
    return {
      seen: times.slice(1).map((timeMs, k) => timeMs - (times[k] as number)),
      read: [...framescope.readColumn(scope.frames, framescope.INTERVAL, window)],
    };
  });
  expect(read[0]).toBeNaN();
  for (const [k, interval] of seen.entries()) expect(read[k + 1]).toBeCloseTo(interval, 2);
});

test('measures the wall time of all callbacks of a frame as its CPU time', async ({ page }) => {
  const { cpuMs, seenMs } = await page.evaluate(async () => {
    const scope = framescope.createFramescope({ hud: false });
    let seenMs = 0;
    const busy = (ms: number) => {
      const endMs = performance.now() + ms;
      while (performance.now() < endMs);
    };
    await new Promise<void>((resolve) => {
      requestAnimationFrame(() => {
        seenMs -= performance.now();
        busy(12);
      });
      requestAnimationFrame(() => {
        busy(9);
        seenMs += performance.now();
        resolve();
      });
    });
    await new Promise((resolve) => setTimeout(resolve));
    return { cpuMs: scope.metrics.gauge('cpu_time_gauge').value, seenMs };
  });
  expect(seenMs).toBeGreaterThanOrEqual(21);
  // In steps of the clock; something else may have run on the core before the first callback or after the last.
  expect(cpuMs).toBeGreaterThan(seenMs - 0.01);
  expect(cpuMs).toBeLessThan(seenMs + 20);
});

test('ends a frame whose callback was cancelled by another', async ({ page }) => {
  const { frames, ran } = await page.evaluate(async () => {
    const scope = framescope.createFramescope({ hud: false });
    let ran = false;
    await new Promise<void>((resolve) => {
      let second = 0;
      requestAnimationFrame(() => {
        cancelAnimationFrame(second);
        resolve();
      });
      second = requestAnimationFrame(() => {
        ran = true;
      });
    });
    await new Promise((resolve) => setTimeout(resolve));
    return { ran, frames: scope.frames.endFrame };
  });
  expect(ran).toBe(false);
  expect(frames).toBe(1);
});

test('lets the error of a callback reach window.onerror unchanged and goes on', async ({ page }) => {
  const { message, same, frames } = await page.evaluate(async () => {
    const scope = framescope.createFramescope({ hud: false });
    const thrown = new Error('the engine failed');
    const caught = await new Promise<ErrorEvent>((resolve) => {
      window.addEventListener('error', (event) => {
        event.preventDefault();
        resolve(event);
      });
      requestAnimationFrame(() => {
        throw thrown;
      });
    });
    await new Promise((resolve) => requestAnimationFrame(resolve));
    await new Promise((resolve) => setTimeout(resolve));
    return { message: caught.message, same: caught.error === thrown, frames: scope.frames.endFrame };
  });
  expect(message).toContain('the engine failed');
  expect(same).toBe(true);
  expect(frames).toBe(2);
});

test('refuses what is no callback with the error of the browser', async ({ page }) => {
  const [before, after] = await page.evaluate(() => {
    const messageOf = () => {
      try {
        requestAnimationFrame(42 as unknown as FrameRequestCallback);
      } catch (error) {
        return String(error);
      }
      return 'nothing thrown';
    };
    const before = messageOf();
    framescope.createFramescope({ hud: false });
    return [before, messageOf()];
  });
  expect(after).toBe(before);
});

test('keeps a page idle that asks for no frames, and calls the pause a gap', async ({ page }) => {
  const { idleFrames, gaps } = await page.evaluate(async () => {
    const scope = framescope.createFramescope({ hud: { mode: 'hidden' } });
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    for (let k = 0; k < 5; k++) await frame();
    await new Promise((resolve) => setTimeout(resolve));
    const before = scope.frames.endFrame;
    await new Promise((resolve) => setTimeout(resolve, 400));
    const idleFrames = scope.frames.endFrame - before;
    for (let k = 0; k < 5; k++) await frame();
    await new Promise((resolve) => setTimeout(resolve));
    const window = { from: 0, to: scope.frames.endFrame };
    const codes = framescope.readColumn(scope.frames, framescope.GAP, window);
    return { idleFrames, gaps: [...codes].map((code) => framescope.GAP_REASONS[code]).filter((gap) => gap !== 'none') };
  });
  expect(idleFrames).toBe(0);
  expect(gaps).toEqual(['start', 'idle']);
});

test('does not call a page idle that asks for its next frame in a promise, however long counting the last one took', async ({
  page,
}) => {
  const gaps = await page.evaluate(async () => {
    const scope = framescope.createFramescope({ hud: false });
    let evaluations = 0;
    scope.metrics.registerComputedGauge('test:slow', () => {
      const endMs = performance.now() + (++evaluations === 3 ? 150 : 0);
      while (performance.now() < endMs);
      return evaluations;
    });
    for (let k = 0; k < 6; k++) await new Promise((resolve) => requestAnimationFrame(resolve));
    await new Promise((resolve) => setTimeout(resolve));
    const window = { from: 0, to: scope.frames.endFrame };
    const codes = framescope.readColumn(scope.frames, framescope.GAP, window);
    return [...codes].map((code) => framescope.GAP_REASONS[code]);
  });
  expect(gaps).toEqual(['start', 'none', 'none', 'none', 'none', 'none']);
});

test('calls a hidden period a gap, never a slow frame', async ({ page, context }) => {
  await page.evaluate(() => {
    const scope = framescope.createFramescope({ hud: false });
    const loop = () => requestAnimationFrame(loop);
    loop();
    Object.assign(globalThis, { scope });
  });
  const frames = () =>
    page.evaluate(() => (globalThis as unknown as { scope: { frames: { endFrame: number } } }).scope.frames.endFrame);
  await expect.poll(frames).toBeGreaterThan(20);
  // Chromium hides a page for real only with a window manager; the lifecycle's own event is what the probe reads.
  await page.evaluate(async () => {
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    Object.defineProperty(document, 'hidden', { configurable: true, get: () => true });
    document.dispatchEvent(new Event('visibilitychange'));
    const endMs = performance.now() + 300;
    while (performance.now() < endMs);
    await frame();
    await frame();
    Object.defineProperty(document, 'hidden', { configurable: true, get: () => false });
    document.dispatchEvent(new Event('visibilitychange'));
  });
  const before = await frames();
  await expect.poll(frames).toBeGreaterThan(before + 20);
  const { excluded, frame } = await page.evaluate(() =>
    (globalThis as unknown as { scope: ReturnType<typeof framescope.createFramescope> }).scope.stats(),
  );
  expect(excluded.byReason.hidden).toBeGreaterThanOrEqual(2);
  expect(frame.max).toBeLessThan(250);
  await context.close();
});

test('takes the frames of a host that drives them by hand', async ({ page }) => {
  const intervals = await page.evaluate(() => {
    const scope = framescope.createFramescope({ hud: false, frame: { clock: 'manual' } });
    for (let k = 0; k < 5; k++) {
      scope.manualFrame.begin(1000 + k * 20);
      scope.manualFrame.end();
    }
    return [...framescope.readColumn(scope.frames, framescope.INTERVAL, { from: 0, to: scope.frames.endFrame })];
  });
  expect(intervals).toEqual([Number.NaN, 20, 20, 20, 20]);
});

test('goes on where it was when the host sets its clock back, and uses its own for what is no time', async ({
  page,
}) => {
  const { intervals, isRising, warnings } = await page.evaluate(() => {
    const warnings: unknown[] = [];
    console.warn = (...args) => warnings.push(args.join(' '));
    const scope = framescope.createFramescope({ hud: false, frame: { clock: 'manual' } });
    for (const time of [5000, 5020, 0, 30, 60, Number.NaN, 5n as unknown as number]) {
      scope.manualFrame.begin(time);
      scope.manualFrame.end();
    }
    const all = { from: 0, to: scope.frames.endFrame };
    const times = framescope.readColumn(scope.frames, framescope.TIME, all);
    return {
      intervals: [...framescope.readColumn(scope.frames, framescope.INTERVAL, all)].slice(0, 5),
      isRising: times.every((time, k) => k === 0 || time >= (times[k - 1] as number)),
      warnings,
    };
  });
  expect(intervals).toEqual([Number.NaN, 20, Number.NaN, 30, 30]);
  expect(isRising).toBe(true);
  expect(warnings).toEqual([
    '[framescope] Cannot begin a frame at the given time: its time must be a finite number of ms, current value is NaN',
  ]);
});
