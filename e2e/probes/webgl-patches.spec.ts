import { expect, type Page, test } from '@playwright/test';
import { build, type Rollup } from 'vite';
import { openPage } from '../open-page.ts';
import type {} from '../pages/webgl-probe.ts';
import { expectNoTrace } from './expect-no-trace.ts';

test.beforeEach(({ page }) => openPage(page, '/e2e-pages/webgl-probe.html'));

test('leaves the same prototypes as before, once it is destroyed', async ({ page }) => {
  const traces = await page.evaluate(() => {
    const contexts = [webgl.createContext('webgl'), webgl.createContext('webgl2')];
    const prototypes = [
      WebGLRenderingContext.prototype,
      WebGL2RenderingContext.prototype,
      Object.getPrototypeOf(contexts[0]?.getExtension('ANGLE_instanced_arrays')),
      Object.getPrototypeOf(contexts[1]?.getExtension('WEBGL_multi_draw')),
    ];
    return webgl.tracePatches(prototypes, (look) => {
      const rig = webgl.createRig();
      for (const gl of contexts) rig.probe.add(gl);
      look();
      rig.frame(() => contexts[0]?.drawArrays(4, 0, 3));
      rig.probe.destroy();
    });
  });
  expectNoTrace(traces, 150);
});

test('patches again where somebody put back the browser’s own method', async ({ page }) => {
  const result = await page.evaluate(() => {
    const gl = webgl.createContext('webgl2');
    const prototype = WebGL2RenderingContext.prototype;
    const native = prototype.drawArrays;
    const first = webgl.createRig();
    first.probe.add(gl);
    prototype.drawArrays = native;
    first.probe.destroy();
    const second = webgl.createRig();
    second.probe.add(gl);
    const draws = second.value(
      'rendering.draw_calls',
      second.frame(() => gl.drawArrays(4, 0, 3)),
    );
    second.probe.destroy();
    return { draws, isNative: prototype.drawArrays === native };
  });
  expect(result).toEqual({ draws: 1, isNative: true });
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
