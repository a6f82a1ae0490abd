import { expect, test } from '@playwright/test';
import { openPage } from '../open-page.ts';

test.beforeEach(({ page }) => openPage(page, '/e2e-pages/blank.html'));

test('runs callbacks without a prototype, and with a `call` of their own', async ({ page }) => {
  const ran = await page.evaluate(async () => {
    framescope.createFramescope({ hud: false });
    const ran: string[] = [];
    const bare = () => void ran.push('bare');
    Object.setPrototypeOf(bare, null);
    const own = Object.assign(() => void ran.push('own'), { call: null, apply: null });
    requestAnimationFrame(bare);
    requestAnimationFrame(own as unknown as FrameRequestCallback);
    await new Promise((resolve) => requestAnimationFrame(resolve));
    return ran;
  });
  expect(ran).toEqual(['bare', 'own']);
});

test('counts a frame once when a callback cancels its own id, or a stale one, beside another loop', async ({
  page,
}) => {
  const { real, counted } = await page.evaluate(async () => {
    const scope = framescope.createFramescope({ hud: false });
    let real = 0;
    let id = 0;
    let stale = 0;
    await new Promise<void>((resolve) => {
      const canceller = () => {
        cancelAnimationFrame(id);
        cancelAnimationFrame(stale);
        stale = id;
        if (real < 40) id = requestAnimationFrame(canceller);
      };
      const other = () => {
        real++;
        if (real < 40) requestAnimationFrame(other);
        else resolve();
      };
      id = requestAnimationFrame(canceller);
      requestAnimationFrame(other);
    });
    await new Promise((resolve) => setTimeout(resolve));
    return { real, counted: scope.frames.endFrame };
  });
  expect(counted).toBe(real);
});

for (const how of ['by cancelAnimationFrame', 'by the native function, captured before'] as const) {
  test(`takes a loop that is paused ${how} and resumed for an idle page`, async ({ page }) => {
    const { max, gaps } = await page.evaluate(async (how) => {
      const native = window.cancelAnimationFrame.bind(window);
      const scope = framescope.createFramescope({ hud: false });
      let id = 0;
      const loop = () => {
        id = requestAnimationFrame(loop);
      };
      const frames = async (count: number) => {
        const end = scope.frames.endFrame + count;
        while (scope.frames.endFrame < end) await new Promise((resolve) => setTimeout(resolve, 10));
      };
      loop();
      await frames(10);
      if (how === 'by cancelAnimationFrame') cancelAnimationFrame(id);
      else native(id);
      await new Promise((resolve) => setTimeout(resolve, 1500));
      loop();
      await frames(10);
      return { max: scope.stats().frame.max, gaps: scope.stats().excluded.byReason };
    }, how);
    expect(gaps).toMatchObject({ start: 1, idle: 1 });
    expect(max).toBeLessThan(1000);
  });
}

test('counts a blocked page as slow, although it cancels and asks anew', async ({ page }) => {
  const { intervals, gaps } = await page.evaluate(async () => {
    const scope = framescope.createFramescope({ hud: false });
    let id = 0;
    const loop = () => {
      id = requestAnimationFrame(loop);
    };
    loop();
    while (scope.frames.endFrame < 10) await new Promise((resolve) => setTimeout(resolve, 10));
    const from = scope.frames.endFrame;
    const endMs = performance.now() + 400;
    while (performance.now() < endMs);
    cancelAnimationFrame(id);
    loop();
    while (scope.frames.endFrame < 20) await new Promise((resolve) => setTimeout(resolve, 10));
    const read = new Float64Array(3);
    scope.frames.read('interval', from, from + 3, read);
    return { intervals: [...read], gaps: scope.stats().excluded.byReason };
  });
  expect(gaps).toEqual({ start: 1 });
  // A frame that fell due while the page was blocked comes late, with the time that it was due at, and the next one has the rest.
  expect(intervals.reduce((sum, ms) => sum + ms, 0)).toBeGreaterThan(380);
});

for (const name of ['requestAnimationFrame', 'cancelAnimationFrame'] as const) {
  test(`switches frames off, and nothing else, where ${name} cannot be replaced`, async ({ page }) => {
    const warnings: string[] = [];
    page.on('console', (message) => warnings.push(message.text()));
    const { capability, isNative, hits, listeners } = await page.evaluate((name) => {
      const listeners: string[] = [];
      const { addEventListener, removeEventListener } = document;
      document.addEventListener = function (this: Document, ...args: [string, EventListener]) {
        listeners.push(args[0]);
        addEventListener.apply(this, args);
      } as typeof addEventListener;
      document.removeEventListener = function (this: Document, ...args: [string, EventListener]) {
        listeners.splice(listeners.indexOf(args[0]), 1);
        removeEventListener.apply(this, args);
      } as typeof removeEventListener;
      const natives = [window.requestAnimationFrame, window.cancelAnimationFrame];
      Object.defineProperty(window, name, { value: window[name], writable: false, configurable: false });
      const scope = framescope.createFramescope({ hud: false });
      const hits = scope.metrics.registerCustomCounter('hits', 'game', 'hits', 'Hits');
      hits.increment();
      return {
        capability: scope.metrics.registry.capability('engine:performance.fps'),
        isNative: window.requestAnimationFrame === natives[0] && window.cancelAnimationFrame === natives[1],
        hits: hits.value,
        listeners,
      };
    }, name);
    expect(capability).toEqual({
      status: 'unsupported',
      reason: 'The page does not let Framescope see its animation frames',
    });
    expect({ isNative, hits, listeners }).toEqual({ isNative: true, hits: 1, listeners: [] });
    expect(warnings.filter((text) => text.includes('animation frames'))).toHaveLength(1);
  });
}

test('leaves no chain of patches when isolated scopes end in the order in which they began', async ({ page }) => {
  const { isNative, counted } = await page.evaluate(async () => {
    const natives = [window.requestAnimationFrame, window.cancelAnimationFrame];
    const create = () => framescope.createFramescope({ isolated: true, hud: false });
    let last = create();
    for (let k = 0; k < 50; k++) {
      const next = create();
      last.destroy();
      last = next;
    }
    for (let k = 0; k < 3; k++) await new Promise((resolve) => requestAnimationFrame(resolve));
    await new Promise((resolve) => setTimeout(resolve));
    const counted = last.frames.endFrame;
    last.destroy();
    return {
      isNative: window.requestAnimationFrame === natives[0] && window.cancelAnimationFrame === natives[1],
      counted,
    };
  });
  expect({ isNative, counted }).toEqual({ isNative: true, counted: 3 });
});

test('starts on a page that extends Object.prototype', async ({ page }) => {
  const { frames, isNative } = await page.evaluate(async () => {
    const native = window.requestAnimationFrame;
    const polluted = Object.prototype as { get?: unknown };
    polluted.get = () => undefined;
    const gl = document.createElement('canvas').getContext('webgl2') as WebGL2RenderingContext;
    const scope = framescope.createFramescope({ hud: false, target: gl });
    await new Promise((resolve) => requestAnimationFrame(resolve));
    await new Promise((resolve) => setTimeout(resolve));
    scope.destroy();
    delete polluted.get;
    return { frames: scope.frames.endFrame, isNative: window.requestAnimationFrame === native };
  });
  expect({ frames, isNative }).toEqual({ frames: 1, isNative: true });
});
