import { expect, test } from '@playwright/test';
import { openPage } from '../open-page.ts';
import type {} from '../pages/webgl-probe.ts';

test.beforeEach(({ page }) => openPage(page, '/e2e-pages/webgl-probe.html'));

test('leaves the page’s own timer queries as they are without it, and counts their time', async ({ page }) => {
  const result = await page.evaluate(async () => {
    const gl = webgl.createContext('webgl2');
    const load = webgl.createLoad(gl);
    const rig = webgl.createRig();
    rig.probe.add(gl);
    await rig.loop(40, () => load(0.5));
    const elapsed = 0x88bf;
    const current = () => gl.getQuery(elapsed, gl.CURRENT_QUERY);
    const query = gl.createQuery() as WebGLQuery;
    const seen: unknown[] = [];
    const frames = await rig.loop(1, () => {
      load(0.5);
      seen.push(current());
      gl.beginQuery(elapsed, query);
      seen.push(current() === query, gl.getError());
      // A second one at a time is an error of the page's own.
      gl.beginQuery(elapsed, gl.createQuery() as WebGLQuery);
      seen.push(current() === query, gl.getError());
      load(2);
      gl.endQuery(elapsed);
      seen.push(current(), gl.getError());
      load(0.5);
      // Ending what was not begun is one, too.
      gl.endQuery(elapsed);
      seen.push(gl.getError(), current());
      gl.beginQuery(gl.ANY_SAMPLES_PASSED, query);
      seen.push(gl.getError());
    });
    await rig.settle(() => gl.drawArrays(0, 0, 1));
    const pagesMs = gl.getQueryParameter(query, gl.QUERY_RESULT) / 1e6;
    const frameMs = rig.value('performance.gpu_time_ms', frames);

    // As three.js and stats-gl do: read when available, then delete or use again, all inside the frame.
    const pool: WebGLQuery[] = [];
    const waiting: WebGLQuery[] = [];
    let results = 0;
    const timed = (isReused: boolean) => () => {
      while (waiting[0] !== undefined && gl.getQueryParameter(waiting[0], gl.QUERY_RESULT_AVAILABLE)) {
        const done = waiting.shift() as WebGLQuery;
        if (gl.getQueryParameter(done, gl.QUERY_RESULT) > 0) results++;
        if (isReused) pool.push(done);
        else gl.deleteQuery(done);
      }
      const mine = pool.pop() ?? (gl.createQuery() as WebGLQuery);
      gl.beginQuery(elapsed, mine);
      load(2);
      gl.endQuery(elapsed);
      waiting.push(mine);
    };
    const deleted = await rig.loop(30, timed(false));
    const reused = await rig.loop(30, timed(true));
    await rig.settle(() => gl.drawArrays(0, 0, 1));
    // On a busy machine results may be so late that frames are left out, which then have no time at all.
    const timesOf = (first: number) =>
      Array.from({ length: 30 }, (_, k) => rig.value('performance.gpu_time_ms', first + k)).filter(
        (value) => !Number.isNaN(value),
      );
    const times = [timesOf(deleted), timesOf(reused)];
    return { seen, pagesMs, frameMs, results, times, error: gl.getError() };
  });
  expect(result.seen).toEqual([null, true, 0, true, 1282, null, 0, 1282, null, 1282]);
  expect(result.pagesMs).toBeGreaterThan(0);
  expect(result.frameMs).toBeGreaterThan(result.pagesMs);
  expect(result.results).toBeGreaterThan(30);
  for (const times of result.times) {
    expect(times.length).toBeGreaterThan(10);
    // Without the page's part, which is 4 ms, there is next to nothing.
    expect(Math.min(...times)).toBeGreaterThan(1);
  }
  expect(result.error).toBe(0);
});

test('gives no time to a frame that a query of the page’s spans', async ({ page }) => {
  const result = await page.evaluate(async () => {
    const gl = webgl.createContext('webgl2');
    const rig = webgl.createRig();
    const load = webgl.createLoad(gl);
    rig.probe.add(gl);
    await rig.loop(40, () => load(0));
    const query = gl.createQuery() as WebGLQuery;
    const first = await rig.loop(5, (k) => {
      if (k === 1) gl.beginQuery(0x88bf, query);
      load(0.2);
      if (k === 3) gl.endQuery(0x88bf);
    });
    await rig.settle(() => gl.drawArrays(0, 0, 1));
    const isTimed = [0, 1, 2, 3, 4].map((k) => rig.value('performance.gpu_time_ms', first + k) > 0);
    return { isTimed, read: gl.getQueryParameter(query, gl.QUERY_RESULT) > 0, error: gl.getError() };
  });
  expect(result).toEqual({ isTimed: [true, false, false, false, true], read: true, error: 0 });
});

test('has few queries in flight, uses them again, and ends and deletes them all', async ({ page }) => {
  const result = await page.evaluate(async () => {
    const gl = webgl.createContext('webgl2');
    const live = new Set<WebGLQuery>();
    let made = 0;
    const prototype = WebGL2RenderingContext.prototype;
    const { createQuery, deleteQuery } = prototype;
    prototype.createQuery = function () {
      const query = createQuery.call(this) as WebGLQuery;
      live.add(query);
      made++;
      return query;
    };
    prototype.deleteQuery = function (query) {
      live.delete(query as WebGLQuery);
      return deleteQuery.call(this, query);
    };
    const rig = webgl.createRig();
    rig.probe.add(gl);
    await rig.loop(40, () => gl.drawArrays(4, 0, 3));
    await rig.loop(100, () => {
      for (let k = 0; k < 5; k++) rig.gpuPass('main', () => gl.drawArrays(4, 0, 3));
    });
    // More in one frame than there is room for: the frame is left out, later ones are not.
    const full = await rig.loop(1, () => {
      for (let k = 0; k < 400; k++) rig.gpuPass('main', () => gl.drawArrays(4, 0, 3));
    });
    await rig.settle(() => gl.drawArrays(0, 0, 1));
    const later = await rig.loop(1, () => gl.drawArrays(4, 0, 3));
    await rig.settle(() => gl.drawArrays(0, 0, 1));
    await rig.loop(1, () => rig.gpuPass('main', () => rig.probe.destroy()));
    const values = [full, later].map((frame) => rig.value('performance.gpu_time_ms', frame));
    const current = gl.getQuery(0x88bf, gl.CURRENT_QUERY);
    return { made, live: live.size, values, current, error: gl.getError() };
  });
  // Of 1100 segments and 800 in one frame: as many as there is room for.
  expect(result.made).toBeLessThanOrEqual(512);
  expect(result.values[0]).toBeNaN();
  expect(result.values[1]).toBeGreaterThan(0);
  expect(result).toMatchObject({ live: 0, current: null, error: 0 });
});

test('throws pending results away when the GPU’s clock jumped, and lets the page know, too', async ({ page }) => {
  const result = await page.evaluate(async () => {
    const gl = webgl.createContext('webgl2');
    // The one thing that cannot be had for real on demand: the flag.
    const prototype = WebGL2RenderingContext.prototype;
    const { getParameter } = prototype;
    let isDisjoint = false;
    prototype.getParameter = function (name) {
      if (name !== 0x8fbb) return getParameter.call(this, name);
      const value = isDisjoint;
      isDisjoint = false;
      return value;
    };
    const rig = webgl.createRig();
    rig.probe.add(gl);
    await rig.loop(45, () => gl.drawArrays(4, 0, 3));
    const ours = await rig.loop(1, () => {
      gl.drawArrays(4, 0, 3);
      isDisjoint = true;
    });
    const seen: unknown[] = [];
    const then = await rig.loop(15, () => {
      gl.drawArrays(4, 0, 3);
      seen.push(gl.getParameter(0x8fbb));
    });
    await rig.settle(() => gl.drawArrays(0, 0, 1));
    const pages = await rig.loop(1, () => {
      gl.drawArrays(4, 0, 3);
      isDisjoint = true;
      seen.push(gl.getParameter(0x8fbb));
    });
    await rig.settle(() => gl.drawArrays(0, 0, 1));
    const id = 'framescope:gpu_results_discarded{reason="disjoint"}';
    return {
      seen: seen.map(Number).join(''),
      values: [ours, then + 3, pages].map((frame) => rig.value('performance.gpu_time_ms', frame) > 0),
      discarded: Number(rig.metrics.registry.get(id)?.value) > 0,
      warnings: rig.warnings,
    };
  });
  expect(result).toEqual({
    seen: `1${'0'.repeat(14)}1`,
    values: [false, true, false],
    discarded: true,
    warnings: [],
  });
});
