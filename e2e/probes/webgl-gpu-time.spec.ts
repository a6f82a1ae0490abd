import { expect, test } from '@playwright/test';
import { openPage } from '../open-page.ts';
import type {} from '../pages/webgl-probe.ts';
import { expectProportion } from './expect-proportion.ts';

test.beforeEach(({ page }) => openPage(page, '/e2e-pages/webgl-probe.html'));

test('gives each frame the time of its own work, and twice the work twice the time', async ({ page }) => {
  const times = await page.evaluate(async () => {
    const gl = webgl.createContext('webgl2');
    const load = webgl.createLoad(gl);
    const rig = webgl.createRig();
    rig.probe.add(gl);
    await rig.loop(40, () => load(0));
    const { least, lastRound } = await webgl.leastGpuTimes(rig, [0, 2, 0, 4], load);
    const [none, once, noneEither, twice] = least as [number, number, number, number];
    const labelled = rig.value('performance.gpu_time_ms{context="1"}', lastRound + 1);
    return {
      none,
      noneEither,
      once,
      twice,
      isSameLabelled: labelled === rig.value('performance.gpu_time_ms', lastRound + 1),
      latest: rig.metrics.gauge('gpu_time_gauge').value,
      recorded: rig.metrics.histogram('gpu_time_histogram').value.count,
      reason: rig.reason('performance.gpu_time_ms'),
      error: gl.getError(),
    };
  });
  expectProportion(times);
  expect(times.recorded).toBeGreaterThan(60);
  expect(times.latest).toBeGreaterThan(0);
  expect(times).toMatchObject({ isSameLabelled: true, reason: 'ready', error: 0 });
});

test('waits for 30 frames with draws and for somebody who wants the time', async ({ page }) => {
  const result = await page.evaluate(async () => {
    const gl = webgl.createContext('webgl2');
    const asked: string[] = [];
    const { getExtension } = WebGL2RenderingContext.prototype;
    WebGL2RenderingContext.prototype.getExtension = function (this: WebGL2RenderingContext, name: 'OCULUS_multiview') {
      asked.push(name);
      return getExtension.call(this, name);
    } as typeof getExtension;
    const rig = webgl.createRig();
    const { seen: reasons, note } = rig.reasonsOf('performance.gpu_time_ms');
    rig.isGpuTimeWanted = false;
    const stop = rig.probe.add(gl);
    note();
    await rig.loop(20, note);
    await rig.loop(30, () => {
      gl.drawArrays(4, 0, 3);
      note();
    });
    await rig.loop(5, note);
    const before = asked.length;
    rig.isGpuTimeWanted = true;
    await rig.loop(5, note);
    rig.isGpuTimeWanted = false;
    await rig.loop(5, note);
    stop();
    note();
    return { reasons, before, asked };
  });
  expect(result).toEqual({
    reasons: [
      'unsupported: No WebGL context or WebGPU device is measured: give it as target',
      'pending: Waiting for 30 frames with draws',
      'pending: Measured only while somebody reads it',
      'ready',
      'pending: Measured only while somebody reads it',
      'unsupported: No WebGL context or WebGPU device is measured: give it as target',
    ],
    before: 0,
    asked: ['EXT_disjoint_timer_query_webgl2'],
  });
});

test('times named passes, whose sum with the rest is the frame', async ({ page }) => {
  const result = await page.evaluate(async () => {
    const gl = webgl.createContext('webgl2');
    const load = webgl.createLoad(gl);
    const rig = webgl.createRig();
    rig.probe.add(gl);
    const early = rig.gpuPass('main', () => 'outside');
    await rig.loop(40, () => load(0));
    const reason = rig.reason('performance.gpu_main_pass_ms');
    let first = 0;
    const least = { shadow: Number.POSITIVE_INFINITY, main: Number.POSITIVE_INFINITY, bloom: Number.POSITIVE_INFINITY };
    let rest: number[] = [];
    let isMainGauge = true;
    for (let round = 0; round < 10 && !(least.shadow / least.main > 1.7 && least.shadow / least.main < 2.3); round++) {
      first = await rig.loop(30, () => {
        rig.gpuPass('shadow', () => load(2));
        rig.gpuPass('main', () => {
          load(1);
          rig.gpuPass('bloom', () => load(1));
        });
      });
      await rig.settle(() => gl.drawArrays(0, 0, 1));
      for (let k = 0; k < 30; k++) {
        const value = (key: string) => rig.value(`performance.${key}`, first + k);
        const passes = ['shadow', 'main', 'bloom'].map((name) => value(`gpu_pass_ms{pass="${name}"}`));
        const [shadow, main, bloom] = passes as [number, number, number];
        if (shadow < least.shadow) least.shadow = shadow;
        if (main < least.main) least.main = main;
        if (bloom < least.bloom) least.bloom = bloom;
        // What is left of the frame without its passes.
        rest.push(value('gpu_time_ms') - shadow - main - bloom);
        isMainGauge &&= Object.is(value('gpu_main_pass_ms'), main);
      }
      rest = rest.filter((ms) => !Number.isNaN(ms));
    }
    return {
      early,
      reason,
      reasonThen: rig.reason('performance.gpu_main_pass_ms'),
      ...least,
      rest: Math.min(...rest),
      isMainGauge,
      without: rig.value('performance.gpu_main_pass_ms', first + 31),
      error: gl.getError(),
    };
  });
  test.info().annotations.push({ type: 'ms', description: JSON.stringify(result) });
  expect(result.shadow / result.main).toBeGreaterThan(1.6);
  expect(result.shadow / result.main).toBeLessThan(2.4);
  expect(result.bloom / result.main).toBeGreaterThan(0.6);
  expect(result.bloom / result.main).toBeLessThan(1.6);
  // A whole frame is the sum of its segments: what is not in a pass may be too short for the timer, and is never less than nothing.
  expect(result.rest).toBeGreaterThan(-1e-9);
  expect(result.rest).toBeLessThan(result.main / 2);
  expect(result).toMatchObject({
    early: 'outside',
    reason: 'pending: No GPU pass was named "main" yet',
    reasonThen: 'ready',
    isMainGauge: true,
    without: Number.NaN,
    error: 0,
  });
});

test('passes on what a pass gives and throws', async ({ page }) => {
  const result = await page.evaluate(async () => {
    const gl = webgl.createContext('webgl2');
    const rig = webgl.createRig();
    rig.probe.add(gl);
    await rig.loop(40, () => gl.drawArrays(4, 0, 3));
    let given = 0;
    let thrown: unknown;
    const failure = new Error('the engine failed');
    const first = await rig.loop(3, () => {
      try {
        given = rig.gpuPass('main', () => 42);
        rig.gpuPass('main', () => {
          throw failure;
        });
      } catch (error) {
        thrown = error;
      }
    });
    await rig.settle(() => gl.drawArrays(0, 0, 1));
    return {
      given,
      isSame: thrown === failure,
      isTimed: rig.value('performance.gpu_pass_ms{pass="main"}', first) >= 0,
      warnings: rig.warnings,
    };
  });
  expect(result).toEqual({ given: 42, isSame: true, isTimed: true, warnings: [] });
});

test('adds up the contexts that draw, and gives no sum of only some', async ({ page }) => {
  const result = await page.evaluate(async () => {
    const contexts = [webgl.createContext('webgl2'), webgl.createContext('webgl2')] as const;
    const old = webgl.createContext('webgl');
    const loads = contexts.map((gl) => webgl.createLoad(gl));
    const rig = webgl.createRig();
    for (const gl of contexts) rig.probe.add(gl);
    await rig.loop(40, () => loads.map((load) => load(0.5)));
    const both = await rig.loop(20, () => loads.map((load) => load(0.5)));
    rig.probe.add(old);
    const idle = await rig.loop(20, () => loads.map((load) => load(0.5)));
    const some = await rig.loop(20, () => {
      old.drawArrays(4, 0, 3);
      for (const load of loads) load(0.5);
    });
    await rig.settle(() => contexts[0].drawArrays(0, 0, 1));
    const row = (frame: number) =>
      ['', '{context="1"}', '{context="2"}', '{context="3"}'].map((labels) =>
        rig.value(`performance.gpu_time_ms${labels}`, frame),
      ) as [number, number, number, number];
    return { both: row(both), idle: row(idle + 5), some: row(some + 5), reason: rig.reason('performance.gpu_time_ms') };
  });
  for (const [sum, first, second, third] of [result.both, result.idle]) {
    expect(sum).toBeCloseTo(first + second, 2);
    expect(third).toBeNaN();
  }
  const [sum, first, second] = result.some;
  expect(first).toBeGreaterThan(0);
  expect(second).toBeGreaterThan(0);
  expect(sum).toBeNaN();
  expect(result.reason).toBe('unsupported: WebGL 1 has no timer query to use');
});

test('gives no time to a frame beside which it draws, says why, and times the next one', async ({ page }) => {
  const result = await page.evaluate(async () => {
    const [seen, stray] = [webgl.createContext('webgl2'), webgl.createContext('webgl2')];
    const rig = webgl.createRig();
    for (const gl of [seen, stray]) rig.probe.add(gl);
    const drawBoth = () => {
      for (const gl of [seen, stray]) gl.drawArrays(4, 0, 3);
    };
    await rig.loop(40, drawBoth);
    // As of a loop that awaits something before it draws.
    stray.drawArrays(4, 0, 3);
    const beside = await rig.loop(1, () => seen.drawArrays(4, 0, 3));
    const reason = rig.reason('performance.gpu_time_ms');
    stray.drawArrays(4, 0, 3);
    const both = await rig.loop(1, drawBoth);
    const next = await rig.loop(1, drawBoth);
    const reasonThen = rig.reason('performance.gpu_time_ms');
    await rig.settle(drawBoth);
    const times = [beside, both, next].map((frame) =>
      ['', '{context="1"}', '{context="2"}'].map((labels) => rig.value(`performance.gpu_time_ms${labels}`, frame) >= 0),
    );
    return { reason, reasonThen, times, error: [seen, stray].map((gl) => gl.getError()) };
  });
  expect(result).toEqual({
    reason: 'unsupported: Draws outside of animation frame callbacks or manual frames are not timed',
    reasonThen: 'ready',
    times: [
      [false, true, false],
      [false, true, false],
      [true, true, true],
    ],
    error: [0, 0],
  });
});
