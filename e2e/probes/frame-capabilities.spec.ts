import { expect, test } from '@playwright/test';
import { openPage } from '../open-page.ts';

test.beforeEach(({ page }) => openPage(page, '/e2e-pages/blank.html'));

for (const [name, isCaptured] of [
  ['a loop that took requestAnimationFrame before', true],
  ['a loop that is seen', false],
] as const) {
  test(`tells the CPU time beside ${name} only where it is that of the page`, async ({ page }) => {
    const { cpuMs, capability, fps } = await page.evaluate(async (isCaptured) => {
      const captured = window.requestAnimationFrame.bind(window);
      const gl = document.createElement('canvas').getContext('webgl2') as WebGL2RenderingContext;
      const scope = framescope.createFramescope({ hud: false, target: gl });
      const game = () => {
        gl.drawArrays(gl.POINTS, 0, 1);
        if (isCaptured) captured(game);
        else requestAnimationFrame(game);
      };
      const tween = () => requestAnimationFrame(tween);
      // Draws of a loading page are no sign of anything.
      gl.drawArrays(gl.POINTS, 0, 1);
      game();
      tween();
      while (scope.frames.endFrame < 40) await new Promise((resolve) => setTimeout(resolve, 20));
      return {
        cpuMs: scope.metrics.gauge('cpu_time_gauge').value,
        capability: scope.metrics.registry.capability('engine:performance.cpu_time_ms'),
        fps: scope.metrics.registry.capability('engine:performance.fps'),
      };
    }, isCaptured);
    expect(fps).toEqual({ status: 'ready' });
    if (isCaptured) {
      expect(cpuMs).toBeNaN();
      expect(capability).toEqual({
        status: 'unsupported',
        reason: expect.stringContaining('outside of animation frame callbacks'),
      });
    } else {
      expect(cpuMs).toBeGreaterThanOrEqual(0);
      expect(capability).toEqual({ status: 'ready' });
    }
  });
}

for (const [name, isInput] of [
  ['handlers of input', true],
  ['handlers of messages', false],
] as const) {
  test(`takes draws before each frame in ${name} ${isInput ? 'for no loop' : 'for a loop'}`, async ({ page }) => {
    const status = await page.evaluate(async (isInput) => {
      const canvas = document.createElement('canvas');
      const gl = canvas.getContext('webgl2') as WebGL2RenderingContext;
      const scope = framescope.createFramescope({ hud: false, target: gl });
      const pick = () => gl.drawArrays(gl.POINTS, 0, 1);
      const { port1, port2 } = new MessageChannel();
      canvas.addEventListener('pointermove', pick);
      port1.onmessage = pick;
      const render = () => {
        gl.drawArrays(gl.POINTS, 0, 1);
        requestAnimationFrame(render);
        if (isInput) setTimeout(() => canvas.dispatchEvent(new PointerEvent('pointermove')));
        else port2.postMessage(null);
      };
      render();
      while (scope.frames.endFrame < 40) await new Promise((resolve) => setTimeout(resolve, 20));
      return scope.metrics.registry.capability('engine:performance.cpu_time_ms').status;
    }, isInput);
    expect(status).toBe(isInput ? 'ready' : 'unsupported');
  });
}

test('gives neither the CPU nor the GPU the time of callbacks alone where a loop draws after an await', async ({
  page,
}) => {
  const { gpuMs, capabilities } = await page.evaluate(async () => {
    const gl = document.createElement('canvas').getContext('webgl2') as WebGL2RenderingContext;
    const scope = framescope.createFramescope({ hud: false, target: gl });
    const { registry } = scope.metrics;
    const gpuTime = scope.metrics.gauge('gpu_time_gauge');
    const loop = async () => {
      requestAnimationFrame(loop);
      await null;
      gl.drawArrays(gl.POINTS, 0, 1);
    };
    loop();
    let gpuMs = Number.NaN;
    // 30 frames until the GPU is timed, and as many in which results would come.
    while (scope.frames.endFrame < 60) {
      await new Promise((resolve) => setTimeout(resolve, 20));
      gpuMs = gpuTime.value;
    }
    const capabilities = ['cpu_time_ms', 'gpu_time_ms'].map((name) =>
      registry.capability(`engine:performance.${name}`),
    );
    return { gpuMs, capabilities };
  });
  expect(gpuMs).toBeNaN();
  expect(capabilities).toEqual([
    {
      status: 'unsupported',
      reason:
        'The page draws outside of animation frame callbacks: after an await, or in a loop that took requestAnimationFrame before Framescope ran',
    },
    {
      status: 'unsupported',
      reason: 'Draws outside of animation frame callbacks or manual frames are not timed',
    },
  ]);
});

test('says why there are no frames where the only loop is never seen, and takes it back at the first frame', async ({
  page,
}) => {
  const capabilities = await page.evaluate(async () => {
    const captured = window.requestAnimationFrame.bind(window);
    const gl = document.createElement('canvas').getContext('webgl2') as WebGL2RenderingContext;
    const scope = framescope.createFramescope({ hud: false, target: gl });
    const read = () =>
      ['fps', 'cpu_time_ms'].map((name) => scope.metrics.registry.capability(`engine:performance.${name}`).status);
    const before = read();
    await new Promise((resolve) => captured(resolve));
    gl.drawArrays(gl.POINTS, 0, 1);
    const drawn = read();
    await new Promise((resolve) => requestAnimationFrame(resolve));
    return { before, drawn, after: read() };
  });
  expect(capabilities).toEqual({
    before: ['pending', 'pending'],
    drawn: ['unsupported', 'unsupported'],
    after: ['ready', 'ready'],
  });
});

test('counts what it can where the methods of other contexts are frozen, and says what is missing', async ({
  page,
}) => {
  const warnings: string[] = [];
  page.on('console', (message) => warnings.push(message.text()));
  const { drawCalls, sum, own, gone } = await page.evaluate(async () => {
    Object.freeze(WebGL2RenderingContext.prototype);
    const second = document.createElement('canvas').getContext('webgl2') as WebGL2RenderingContext;
    const first = document.createElement('canvas').getContext('webgl') as WebGLRenderingContext;
    const scope = framescope.createFramescope({ hud: false, target: first });
    const { registry } = scope.metrics;
    const stop = scope.probe(second);
    await new Promise<void>((resolve) => {
      requestAnimationFrame(() => {
        for (const gl of [second, first]) gl.drawArrays(gl.POINTS, 0, 1);
        resolve();
      });
    });
    await new Promise((resolve) => setTimeout(resolve));
    const drawCalls = scope.metrics.gauge('draw_calls_gauge').value;
    const sum = registry.capability('engine:rendering.draw_calls');
    const own = ['1', '2'].map(
      (context) => registry.capability(`engine:rendering.draw_calls{context="${context}"}`).status,
    );
    stop();
    return { drawCalls, sum, own, gone: registry.capability('engine:rendering.draw_calls').status };
  });
  expect(drawCalls).toBe(1);
  expect(sum).toEqual({ status: 'unsupported', reason: 'A WebGL context cannot be measured' });
  expect(own).toEqual(['ready', 'unsupported']);
  expect(gone).toBe('ready');
  expect(warnings.filter((text) => !text.startsWith('WebGL:'))).toEqual([
    expect.stringContaining('A WebGL context cannot be measured'),
  ]);
});
