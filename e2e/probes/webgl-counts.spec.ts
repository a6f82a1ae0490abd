import { expect, test } from '@playwright/test';
import { openPage } from '../open-page.ts';
import type {} from '../pages/webgl-probe.ts';

test.beforeEach(({ page }) => openPage(page, '/e2e-pages/webgl-probe.html'));

/** What a call, made in a frame of its own, must add: draw calls, triangles. */
type Counted = Record<string, [drawCalls: number, triangles: number]>;

test('counts every way to draw of WebGL 2', async ({ page }) => {
  const counted = await page.evaluate(() => {
    const gl = webgl.createContext('webgl2');
    const rig = webgl.createRig();
    rig.probe.add(gl);
    const { UNSIGNED_SHORT: short } = gl;
    const multi = gl.getExtension('WEBGL_multi_draw');
    const calls: Record<string, () => void> = {
      nothing: () => gl.clear(gl.COLOR_BUFFER_BIT),
      triangles: () => gl.drawArrays(gl.TRIANGLES, 0, 9),
      'triangles, one vertex over': () => gl.drawArrays(gl.TRIANGLES, 0, 10),
      'triangles, two vertices': () => gl.drawArrays(gl.TRIANGLES, 0, 2),
      strip: () => gl.drawArrays(gl.TRIANGLE_STRIP, 0, 9),
      'strip, two vertices': () => gl.drawArrays(gl.TRIANGLE_STRIP, 0, 2),
      'strip, no vertices': () => gl.drawArrays(gl.TRIANGLE_STRIP, 0, 0),
      fan: () => gl.drawArrays(gl.TRIANGLE_FAN, 0, 9),
      points: () => gl.drawArrays(gl.POINTS, 0, 9),
      lines: () => gl.drawArrays(gl.LINES, 0, 9),
      'line strip': () => gl.drawArrays(gl.LINE_STRIP, 0, 9),
      'line loop': () => gl.drawArrays(gl.LINE_LOOP, 0, 9),
      'vertices as text': () => gl.drawArrays(gl.TRIANGLES, 0, '9' as unknown as number),
      'vertices as a fraction': () => gl.drawArrays(gl.TRIANGLES, 0, 9.9),
      'an argument too many': () => (gl.drawArrays as (...args: number[]) => void)(gl.TRIANGLES, 0, 9, 5),
      drawElements: () => gl.drawElements(gl.TRIANGLES, 12, short, 0),
      drawRangeElements: () => gl.drawRangeElements(gl.TRIANGLE_STRIP, 0, 50, 12, short, 0),
      drawArraysInstanced: () => gl.drawArraysInstanced(gl.TRIANGLES, 0, 9, 5),
      'no instances': () => gl.drawArraysInstanced(gl.TRIANGLES, 0, 9, 0),
      drawElementsInstanced: () => gl.drawElementsInstanced(gl.TRIANGLE_FAN, 12, short, 0, 5),
      multiDrawArrays: () => multi?.multiDrawArraysWEBGL(gl.TRIANGLES, [0, 0, 0], 0, [3, 6, 10], 0, 3),
      'multiDrawArrays of a part': () =>
        multi?.multiDrawArraysWEBGL(gl.TRIANGLES, new Int32Array(4), 1, new Int32Array([99, 99, 3, 6]), 2, 2),
      multiDrawElements: () =>
        multi?.multiDrawElementsWEBGL(gl.TRIANGLE_STRIP, new Int32Array([99, 3, 6, 2]), 1, short, [0, 0, 0], 0, 3),
      multiDrawArraysInstanced: () =>
        multi?.multiDrawArraysInstancedWEBGL(gl.TRIANGLES, [0, 0], 0, [3, 6], 0, [99, 2, 4], 1, 2),
      multiDrawElementsInstanced: () =>
        multi?.multiDrawElementsInstancedWEBGL(
          gl.TRIANGLES,
          new Int32Array([3, 6]),
          0,
          short,
          new Int32Array([0, 0]),
          0,
          new Int32Array([7, 9]),
          0,
          2,
        ),
      'no draws in a multi-draw': () => multi?.multiDrawArraysWEBGL(gl.TRIANGLES, [0], 0, [3], 0, 0),
      'several at once': () => {
        gl.drawArrays(gl.TRIANGLES, 0, 9);
        multi?.multiDrawArraysWEBGL(gl.TRIANGLES, [0, 0], 0, [3, 6], 0, 2);
        gl.drawElements(gl.TRIANGLES, 12, short, 0);
      },
    };
    const counted: Counted = {};
    for (const [name, call] of Object.entries(calls)) {
      const frame = rig.frame(call);
      counted[name] = [rig.value('rendering.draw_calls', frame), rig.value('rendering.triangles', frame)];
    }
    return { counted, error: gl.getError(), warnings: rig.warnings };
  });
  expect(counted).toEqual({
    counted: {
      nothing: [0, 0],
      triangles: [1, 3],
      'triangles, one vertex over': [1, 3],
      'triangles, two vertices': [1, 0],
      strip: [1, 7],
      'strip, two vertices': [1, 0],
      'strip, no vertices': [1, 0],
      fan: [1, 7],
      points: [1, 0],
      lines: [1, 0],
      'line strip': [1, 0],
      'line loop': [1, 0],
      'vertices as text': [1, 3],
      'vertices as a fraction': [1, 3],
      'an argument too many': [1, 3],
      drawElements: [1, 4],
      drawRangeElements: [1, 10],
      drawArraysInstanced: [1, 15],
      'no instances': [1, 0],
      drawElementsInstanced: [1, 50],
      multiDrawArrays: [1, 6],
      'multiDrawArrays of a part': [1, 3],
      multiDrawElements: [1, 5],
      multiDrawArraysInstanced: [1, 10],
      multiDrawElementsInstanced: [1, 25],
      'no draws in a multi-draw': [1, 0],
      'several at once': [3, 10],
    } satisfies Counted,
    error: 0,
    warnings: [],
  });
});

test('counts every way to draw of WebGL 1 and its extensions', async ({ page }) => {
  const counted = await page.evaluate(() => {
    const gl = webgl.createContext('webgl');
    const rig = webgl.createRig();
    rig.probe.add(gl);
    const { UNSIGNED_SHORT: short } = gl;
    const multi = gl.getExtension('WEBGL_multi_draw');
    const angle = gl.getExtension('ANGLE_instanced_arrays');
    const calls: Record<string, () => void> = {
      drawArrays: () => gl.drawArrays(gl.TRIANGLES, 0, 9),
      drawElements: () => gl.drawElements(gl.TRIANGLE_STRIP, 12, short, 0),
      drawArraysInstancedANGLE: () => angle?.drawArraysInstancedANGLE(gl.TRIANGLES, 0, 9, 5),
      drawElementsInstancedANGLE: () => angle?.drawElementsInstancedANGLE(gl.TRIANGLES, 12, short, 0, 5),
      multiDrawArrays: () => multi?.multiDrawArraysWEBGL(gl.TRIANGLES, [0, 0, 0], 0, [3, 6, 10], 0, 3),
      multiDrawElements: () => multi?.multiDrawElementsWEBGL(gl.TRIANGLES, [3, 6], 0, short, [0, 0], 0, 2),
      multiDrawArraysInstanced: () =>
        multi?.multiDrawArraysInstancedWEBGL(gl.TRIANGLES, [0, 0], 0, [3, 6], 0, [2, 4], 0, 2),
      multiDrawElementsInstanced: () =>
        multi?.multiDrawElementsInstancedWEBGL(gl.TRIANGLES, [3, 6], 0, short, [0, 0], 0, [2, 4], 0, 2),
      'contexts and extensions in turn': () => {
        for (let k = 0; k < 3; k++) {
          gl.drawArrays(gl.TRIANGLES, 0, 3);
          angle?.drawArraysInstancedANGLE(gl.TRIANGLES, 0, 3, 10);
          multi?.multiDrawArraysWEBGL(gl.TRIANGLES, [0], 0, [300], 0, 1);
        }
      },
    };
    const counted: Counted = {};
    for (const [name, call] of Object.entries(calls)) {
      const frame = rig.frame(call);
      counted[name] = [rig.value('rendering.draw_calls', frame), rig.value('rendering.triangles', frame)];
    }
    return { counted, error: gl.getError(), warnings: rig.warnings };
  });
  expect(counted).toEqual({
    counted: {
      drawArrays: [1, 3],
      drawElements: [1, 10],
      drawArraysInstancedANGLE: [1, 15],
      drawElementsInstancedANGLE: [1, 20],
      multiDrawArrays: [1, 6],
      multiDrawElements: [1, 3],
      multiDrawArraysInstanced: [1, 10],
      multiDrawElementsInstanced: [1, 10],
      'contexts and extensions in turn': [9, 333],
    } satisfies Counted,
    error: 0,
    warnings: [],
  });
});

test('sees the extensions that the page fetched before', async ({ page }) => {
  const counted = await page.evaluate(() => {
    const [old, young] = [webgl.createContext('webgl'), webgl.createContext('webgl2')];
    const extensions = [
      old.getExtension('ANGLE_instanced_arrays'),
      old.getExtension('WEBGL_multi_draw'),
      young.getExtension('WEBGL_multi_draw'),
    ] as const;
    const rig = webgl.createRig();
    rig.probe.add(old);
    rig.probe.add(young);
    const frame = rig.frame(() => {
      extensions[0]?.drawArraysInstancedANGLE(4, 0, 3, 2);
      extensions[1]?.multiDrawArraysWEBGL(4, [0], 0, [9], 0, 1);
      extensions[2]?.multiDrawArraysWEBGL(4, [0], 0, [9], 0, 1);
    });
    return [1, 2].map((context) => rig.value(`rendering.triangles{context="${context}"}`, frame));
  });
  expect(counted).toEqual([5, 3]);
});

test('enables no extension that shaders see', async ({ page }) => {
  const compiled = await page.evaluate(() =>
    (['webgl', 'webgl2'] as const).map((kind) => {
      const gl = webgl.createContext(kind);
      webgl.createRig().probe.add(gl);
      const shader = gl.createShader(gl.VERTEX_SHADER) as WebGLShader;
      gl.shaderSource(shader, '#ifdef GL_ANGLE_multi_draw\n#error enabled\n#endif\nvoid main(){}');
      gl.compileShader(shader);
      return [gl.getShaderParameter(shader, gl.COMPILE_STATUS), gl.getError()];
    }),
  );
  expect(compiled).toEqual([
    [true, 0],
    [true, 0],
  ]);
});

test('throws what the browser throws, and counts no call that throws', async ({ page }) => {
  const { natives, patched, drawn, frame } = await page.evaluate(() => {
    const gl = webgl.createContext('webgl2');
    const multi = gl.getExtension('WEBGL_multi_draw') as WEBGL_multi_draw;
    const errorOf = (call: () => void) => {
      try {
        call();
        return 'nothing';
      } catch (error) {
        return String(error);
      }
    };
    // biome-ignore lint/suspicious/noExplicitAny: wrong calls are the point
    const [wrong, wrongMulti] = [gl as any, multi as any];
    const calls = [
      () => wrong.drawArrays(),
      () => wrong.drawArrays(4, 0),
      () => wrong.drawElements(4, 3, 5123),
      () => wrong.drawRangeElements(4, 0, 3, 3, 5123),
      () => wrong.drawArraysInstanced(4, 0, 3),
      () => wrong.drawElementsInstanced(4, 3, 5123, 0),
      () => wrong.drawArrays(4, 0, 3n),
      () => wrong.drawArrays(4, 0, Symbol('three')),
      () => wrong.drawArrays.call({}, 4, 0, 3),
      () => wrong.drawArrays.call(null, 4, 0, 3),
      () => new wrong.drawArrays(4, 0, 3),
      () => wrongMulti.multiDrawArraysWEBGL(4, [0], 0, [3], 0),
      () => wrongMulti.multiDrawArraysWEBGL(4, [0], 0, 3, 0, 1),
      () => wrongMulti.multiDrawArraysWEBGL.call(gl, 4, [0], 0, [3], 0, 1),
      () => wrong.getExtension(),
      () => wrong.beginQuery(0x88bf),
      () => wrong.beginQuery(0x88bf, {}),
      () => wrong.endQuery(),
      () => wrong.getQuery(0x88bf),
      () => wrong.getParameter(),
    ];
    const natives = calls.map(errorOf);
    const rig = webgl.createRig();
    rig.probe.add(gl);
    const patched: string[] = [];
    const frame = rig.frame(() => patched.push(...calls.map(errorOf)));
    return { natives, patched, drawn: rig.value('rendering.draw_calls', frame), frame };
  });
  expect(natives.filter((error) => error === 'nothing')).toEqual([]);
  expect(patched).toEqual(natives);
  expect(drawn).toBe(0);
  expect(frame).toBe(0);
});

test('runs the page’s conversions once, and passes returned values on', async ({ page }) => {
  const result = await page.evaluate(() => {
    const gl = webgl.createContext('webgl2');
    const multi = gl.getExtension('WEBGL_multi_draw');
    const rig = webgl.createRig();
    rig.probe.add(gl);
    let conversions = 0;
    let passes = 0;
    const three = {
      valueOf() {
        conversions++;
        return 3;
      },
    };
    const once = {
      *[Symbol.iterator]() {
        passes++;
        yield 3;
      },
    };
    const frame = rig.frame(() => {
      gl.drawArrays(4, 0, three as unknown as number);
      multi?.multiDrawArraysWEBGL(4, [0], 0, once as unknown as number[], 0, 1);
    });
    const query = gl.createQuery() as WebGLQuery;
    return {
      conversions,
      passes,
      drawn: rig.value('rendering.draw_calls', frame),
      returned: [
        (gl.drawArrays as (...args: number[]) => unknown)(4, 0, 3),
        gl.getExtension('WEBGL_multi_draw') === multi,
        gl.getParameter(gl.MAX_TEXTURE_SIZE) > 0,
        gl.getQuery(gl.ANY_SAMPLES_PASSED, gl.CURRENT_QUERY),
        gl.beginQuery(gl.ANY_SAMPLES_PASSED, query),
        gl.getQuery(gl.ANY_SAMPLES_PASSED, gl.CURRENT_QUERY) === query,
        gl.endQuery(gl.ANY_SAMPLES_PASSED),
      ],
    };
  });
  expect(result).toEqual({
    conversions: 1,
    passes: 1,
    drawn: 2,
    returned: [undefined, true, true, null, undefined, true, undefined],
  });
});
