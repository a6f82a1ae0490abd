import { expect, type Page, test } from '@playwright/test';
import { build, type Rollup } from 'vite';
import { openPage } from '../open-page.ts';
import type {} from '../pages/webgl-probe.ts';

test.beforeEach(({ page }) => openPage(page, '/e2e-pages/webgl-probe.html'));

test('leaves the same prototypes as before, once it is destroyed', async ({ page }) => {
  const { before, during, after, again } = await page.evaluate(() => {
    const contexts = [webgl.createContext('webgl'), webgl.createContext('webgl2')];
    const prototypes = [
      WebGLRenderingContext.prototype,
      WebGL2RenderingContext.prototype,
      Object.getPrototypeOf(contexts[0]?.getExtension('ANGLE_instanced_arrays')),
      Object.getPrototypeOf(contexts[1]?.getExtension('WEBGL_multi_draw')),
    ];
    const descriptors = () => prototypes.map((prototype) => Object.getOwnPropertyDescriptors(prototype));
    const isSame = (one: object[], other: object[]) =>
      one.every((all, k) =>
        Object.entries(all).every(([name, descriptor]) =>
          Object.entries(descriptor).every(
            ([key, value]) => (other[k] as Record<string, Record<string, unknown>>)[name]?.[key] === value,
          ),
        ),
      );
    const names = () => prototypes.map((prototype) => Object.getOwnPropertyNames(prototype).join());
    const texts = () => prototypes.map(webgl.describePrototype);
    const [native, nativeNames, nativeTexts] = [descriptors(), names(), texts()];
    const measure = () => {
      const rig = webgl.createRig();
      for (const gl of contexts) rig.probe.add(gl);
      const during = { isSame: isSame(native, descriptors()), texts: texts() };
      rig.frame(() => contexts[0]?.drawArrays(4, 0, 3));
      rig.probe.destroy();
      return during;
    };
    const first = measure();
    const after = { isSame: isSame(native, descriptors()), isSameOrder: names().join() === nativeNames.join() };
    measure();
    const again = { isSame: isSame(native, descriptors()), isSameOrder: names().join() === nativeNames.join() };
    return { before: nativeTexts, during: first, after, again };
  });
  expect(during.isSame).toBe(false);
  expect(during.texts).toEqual(before);
  expect(after).toEqual({ isSame: true, isSameOrder: true });
  expect(again).toEqual({ isSame: true, isSameOrder: true });
});

test('counts beneath and above somebody else’s patch, and is inert when that outlives it', async ({ page }) => {
  const result = await page.evaluate(() => {
    const gl = webgl.createContext('webgl2');
    const prototype = WebGL2RenderingContext.prototype;
    const native = prototype.drawArrays;
    let seen = 0;
    const patch = () => {
      const below = prototype.drawArrays;
      prototype.drawArrays = function (...args) {
        seen++;
        return below.apply(this, args);
      };
      return () => {
        prototype.drawArrays = below;
      };
    };
    const drawsOf = (rig: ReturnType<typeof webgl.createRig>) =>
      rig.value(
        'rendering.draw_calls',
        rig.frame(() => gl.drawArrays(4, 0, 3)),
      );
    // Ours, then theirs on top.
    const first = webgl.createRig();
    first.probe.add(gl);
    const restoreOver = patch();
    const beneath = drawsOf(first);
    first.probe.destroy();
    gl.drawArrays(4, 0, 3);
    const seenBeneath = seen;
    // Ours is still there, under theirs, and is used again.
    const second = webgl.createRig();
    second.probe.add(gl);
    const beneathAgain = drawsOf(second);
    restoreOver();
    second.probe.destroy();
    const isRestored = prototype.drawArrays === native;
    // Theirs, then ours on top.
    seen = 0;
    const restoreUnder = patch();
    const theirs = prototype.drawArrays;
    const third = webgl.createRig();
    third.probe.add(gl);
    const above = drawsOf(third);
    third.probe.destroy();
    const isTheirs = prototype.drawArrays === theirs;
    restoreUnder();
    // Theirs is taken away with the native they knew, which takes ours away, too: a new probe patches again.
    const fourth = webgl.createRig();
    fourth.probe.add(gl);
    prototype.drawArrays = native;
    fourth.probe.destroy();
    const fifth = webgl.createRig();
    fifth.probe.add(gl);
    const repaired = drawsOf(fifth);
    fifth.probe.destroy();
    return {
      beneath,
      seenBeneath,
      beneathAgain,
      isRestored,
      above,
      seenAbove: seen,
      isTheirs,
      repaired,
      isNative: prototype.drawArrays === native,
    };
  });
  expect(result).toEqual({
    beneath: 1,
    seenBeneath: 2,
    beneathAgain: 1,
    isRestored: true,
    above: 1,
    seenAbove: 1,
    isTheirs: true,
    repaired: 1,
    isNative: true,
  });
});

test('shares its patches with other probes', async ({ page }) => {
  const result = await page.evaluate(() => {
    const gl = webgl.createContext('webgl2');
    const native = WebGL2RenderingContext.prototype.drawArrays;
    const rigs = [webgl.createRig(), webgl.createRig()] as const;
    for (const rig of rigs) rig.probe.add(gl);
    const drawn = () => {
      const frames = rigs.map((rig) => {
        const frame = rig.frames.nextFrame;
        rig.probe.frameBegin(frame);
        return frame;
      });
      gl.drawArrays(4, 0, 3);
      return rigs.map((rig, k) => {
        const sample = { timeMs: 0, frameTimeMs: 16, drawCalls: Number.NaN };
        rig.probe.frameEnd(frames[k] as number, sample);
        return sample.drawCalls;
      });
    };
    const both = drawn();
    // Only one of them can time a context; the other says why it does not.
    for (let k = 0; k < 40; k++) drawn();
    const reasons = rigs.map((rig) => rig.reason('performance.gpu_time_ms'));
    rigs[0].probe.destroy();
    const one = drawn();
    drawn();
    reasons.push(rigs[1].reason('performance.gpu_time_ms'));
    rigs[1].probe.destroy();
    const isNative = WebGL2RenderingContext.prototype.drawArrays === native;
    return { both, one, reasons, isNative, error: gl.getError() };
  });
  expect(result).toEqual({
    both: [1, 1],
    one: [Number.NaN, 1],
    reasons: ['ready', 'pending: Another timer query runs, or results are late', 'ready'],
    isNative: true,
    error: 0,
  });
});

test('works beside a second copy of the package, GPU time included', async ({ page }) => {
  await addSecondCopy(page);
  const result = await page.evaluate(async () => {
    const { SecondCopy } = globalThis as unknown as { SecondCopy: { WebGlProbe: typeof webgl.WebGlProbe } };
    const gl = webgl.createContext('webgl2');
    const multi = gl.getExtension('WEBGL_multi_draw');
    const load = webgl.createLoad(gl);
    const rigs = [webgl.createRig(), webgl.createRig(SecondCopy.WebGlProbe)] as const;
    for (const rig of rigs) rig.probe.add(gl);
    // A frame whose results have come to both.
    const timedFrame = () => {
      for (let frame = 35; frame < rigs[0].frames.nextFrame; frame++)
        if (rigs.every((rig) => rig.value('performance.gpu_time_ms', frame) > 0)) return frame;
      return -1;
    };
    for (let k = 0; k < 60 || (k < 300 && timedFrame() < 0); k++) {
      await new Promise(requestAnimationFrame);
      // As hooks of the frame loop nest: who came first begins first and ends last.
      rigs[0].frame(() =>
        rigs[1].frame(() => {
          load(1);
          multi?.multiDrawArraysWEBGL(4, [0], 0, [3], 0, 1);
        }),
      );
    }
    const rows = rigs.map((rig) =>
      ['rendering.draw_calls', 'rendering.triangles', 'performance.gpu_time_ms'].map((key) =>
        rig.value(key, timedFrame()),
      ),
    );
    rigs[0].probe.destroy();
    const alone = rigs[1].value(
      'rendering.draw_calls',
      rigs[1].frame(() => load(0)),
    );
    rigs[1].probe.destroy();
    return { rows, alone, error: gl.getError(), warnings: rigs.map((rig) => rig.warnings) };
  });
  const [[draws, triangles, first], [, , second]] = result.rows as [number[], number[]];
  expect([draws, triangles]).toEqual([2, 2]);
  expect(result.rows[1]?.slice(0, 2)).toEqual([2, 2]);
  expect(second).toBeGreaterThan(0);
  expect(first).toBeGreaterThanOrEqual(second as number);
  expect(first).toBeLessThan(2 * (second as number));
  expect(result).toMatchObject({ alone: 1, error: 0, warnings: [[], []] });
});

test('refuses what cannot be measured with one warning, and measures on', async ({ page }) => {
  const result = await page.evaluate(() => {
    const gl = webgl.createContext('webgl2');
    const rig = webgl.createRig();
    for (const wrong of [null, {}, document.createElement('canvas')]) rig.probe.add(wrong as unknown as typeof gl)();
    rig.probe.add(gl);
    const drawn = rig.value(
      'rendering.draw_calls',
      rig.frame(() => gl.drawArrays(4, 0, 3)),
    );
    return { contexts: rig.probe.contexts, drawn, warnings: rig.warnings.length };
  });
  expect(result).toEqual({ contexts: 1, drawn: 1, warnings: 1 });
});

test('switches itself off with one warning when it fails, and leaves the page as it was', async ({ page }) => {
  const result = await page.evaluate(() => {
    const gl = webgl.createContext('webgl2');
    const native = gl.drawArrays;
    const rig = webgl.createRig();
    rig.probe.add(gl);
    Object.defineProperty(rig, 'isGpuTimeWanted', {
      get() {
        throw new Error('the host failed');
      },
    });
    const missing = rig.value(
      'rendering.draw_calls',
      rig.frame(() => gl.drawArrays(4, 0, 3)),
    );
    rig.frame();
    const passed = rig.gpuPass('main', () => 42);
    const { warnings, probe } = rig;
    const isNative = gl.drawArrays === native;
    return {
      missing,
      passed,
      warnings,
      contexts: probe.contexts,
      isNative,
      reason: rig.reason('rendering.draw_calls'),
    };
  });
  expect(result).toEqual({
    missing: Number.NaN,
    passed: 42,
    warnings: ['The WebGL probe failed and is switched off: Error: the host failed'],
    contexts: 0,
    isNative: true,
    reason: 'unsupported: The WebGL probe failed and is switched off',
  });
});

/** The same source as a script of its own, with state of its own, minified. */
async function addSecondCopy(page: Page): Promise<void> {
  const [output] = (await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      minify: true,
      lib: { entry: 'src/probes/webgl/index.ts', formats: ['iife'], name: 'SecondCopy' },
    },
  })) as Rollup.RollupOutput[];
  await page.addScriptTag({ content: output?.output[0].code ?? '' });
}
