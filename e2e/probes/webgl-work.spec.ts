import { expect, test } from '@playwright/test';
import { openPage } from '../open-page.ts';
import type {} from '../pages/webgl-probe.ts';

test.beforeEach(({ page }) => openPage(page, '/e2e-pages/webgl-probe.html'));

test('counts lines, points and instances of every way to draw', async ({ page }) => {
  const counted = await page.evaluate(() => {
    const gl = webgl.createContext('webgl2');
    const rig = webgl.createRig();
    rig.probe.add(gl);
    const multi = gl.getExtension('WEBGL_multi_draw');
    const { POINTS, LINES, LINE_LOOP, LINE_STRIP, TRIANGLES, UNSIGNED_SHORT: short } = gl;
    const calls: Record<string, () => void> = {
      triangles: () => gl.drawArrays(TRIANGLES, 0, 9),
      points: () => gl.drawArrays(POINTS, 0, 9),
      lines: () => gl.drawElements(LINES, 9, short, 0),
      loop: () => gl.drawArrays(LINE_LOOP, 0, 9),
      strip: () => gl.drawRangeElements(LINE_STRIP, 0, 50, 9, short, 0),
      'a strip of one': () => gl.drawArrays(LINE_STRIP, 0, 1),
      'points, instanced': () => gl.drawArraysInstanced(POINTS, 0, 9, 5),
      'lines, instanced': () => gl.drawElementsInstanced(LINES, 8, short, 0, 5),
      'triangles, instanced': () => gl.drawArraysInstanced(TRIANGLES, 0, 9, 5),
      'no instances': () => gl.drawArraysInstanced(TRIANGLES, 0, 9, -5),
      'multi-draw': () => multi?.multiDrawArraysWEBGL(LINES, [0, 0], 0, [4, 6], 0, 2),
      'multi-draw, instanced': () => multi?.multiDrawArraysInstancedWEBGL(POINTS, [0, 0], 0, [4, 6], 0, [1, 2], 0, 2),
    };
    return Object.fromEntries(
      Object.entries(calls).map(([name, call]) => {
        const frame = rig.frame(call);
        return [name, ['lines', 'points', 'instances'].map((key) => rig.value(`rendering.${key}{context="1"}`, frame))];
      }),
    );
  });
  expect(counted).toEqual({
    triangles: [0, 0, 0],
    points: [0, 9, 0],
    lines: [4, 0, 0],
    loop: [9, 0, 0],
    strip: [8, 0, 0],
    'a strip of one': [0, 0, 0],
    'points, instanced': [0, 45, 5],
    'lines, instanced': [20, 0, 5],
    'triangles, instanced': [0, 0, 5],
    'no instances': [0, 0, 0],
    'multi-draw': [5, 0, 0],
    'multi-draw, instanced': [0, 16, 3],
  });
});

test('counts switches, uniforms and uploads, by their bytes', async ({ page }) => {
  const counted = await page.evaluate(() => {
    const canvas = new OffscreenCanvas(8, 4);
    canvas.getContext('2d');
    const gl = webgl.createContext('webgl2');
    const rig = webgl.createRig();
    rig.probe.add(gl);
    const { TEXTURE_2D, TEXTURE_3D, RGBA, RGBA8, UNSIGNED_BYTE, ARRAY_BUFFER, STATIC_DRAW } = gl;
    const program = gl.getParameter(gl.CURRENT_PROGRAM) as WebGLProgram;
    const framebuffer = gl.createFramebuffer();
    const vertexArray = gl.createVertexArray();
    const texture = gl.createTexture();
    const volume = gl.createTexture();
    gl.bindTexture(TEXTURE_3D, volume);
    gl.texStorage3D(TEXTURE_3D, 1, RGBA8, 4, 4, 4);
    const unpack = gl.createBuffer();
    const etc = gl.getExtension('WEBGL_compressed_texture_etc');
    const bytes = new Uint8Array(256);
    rig.frame();
    const work: Record<string, () => void> = {
      nothing: () => undefined,
      programs: () => {
        for (const one of [program, program, null, program]) gl.useProgram(one);
      },
      'vertex arrays': () => {
        for (const one of [vertexArray, vertexArray, null]) gl.bindVertexArray(one);
      },
      framebuffers: () => {
        for (const one of [framebuffer, framebuffer, null]) gl.bindFramebuffer(gl.FRAMEBUFFER, one);
        gl.bindFramebuffer(gl.READ_FRAMEBUFFER, framebuffer);
        gl.bindFramebuffer(gl.DRAW_FRAMEBUFFER, null);
        gl.bindFramebuffer(gl.FRAMEBUFFER, null);
      },
      textures: () => {
        gl.bindTexture(TEXTURE_2D, texture);
        gl.bindTexture(TEXTURE_2D, texture);
      },
      uniforms: () => {
        gl.uniform1f(null, 1);
        gl.uniform2i(null, 1, 2);
        gl.uniform3ui(null, 1, 2, 3);
        gl.uniform4f(null, 1, 2, 3, 4);
        gl.uniform4fv(null, [1, 2, 3, 4]);
        gl.uniform4fv(null, new Float32Array(8), 4, 4);
        gl.uniformMatrix4fv(null, false, new Float32Array(16));
        gl.uniformMatrix2x3fv(null, false, new Float32Array(12), 6, 6);
      },
      buffers: () => {
        gl.bindBuffer(ARRAY_BUFFER, unpack);
        gl.bufferData(ARRAY_BUFFER, 1000, STATIC_DRAW);
        gl.bufferData(ARRAY_BUFFER, new Float32Array(64), STATIC_DRAW);
        gl.bufferData(ARRAY_BUFFER, new Float32Array(64), STATIC_DRAW, 60);
        gl.bufferData(ARRAY_BUFFER, new ArrayBuffer(256), STATIC_DRAW);
        gl.bufferSubData(ARRAY_BUFFER, 0, new Float32Array(4));
        gl.bufferSubData(ARRAY_BUFFER, 0, new Float32Array(4), 1, 2);
        gl.bufferSubData(ARRAY_BUFFER, 0, new DataView(new ArrayBuffer(4)));
      },
      images: () => {
        gl.texImage2D(TEXTURE_2D, 0, RGBA, 8, 4, 0, RGBA, UNSIGNED_BYTE, null);
        gl.texImage2D(TEXTURE_2D, 0, RGBA, 8, 4, 0, RGBA, UNSIGNED_BYTE, bytes);
        gl.texImage2D(TEXTURE_2D, 0, RGBA, 8, 4, 0, RGBA, UNSIGNED_BYTE, bytes, 4);
        gl.texImage2D(TEXTURE_2D, 0, RGBA, RGBA, UNSIGNED_BYTE, canvas as unknown as HTMLCanvasElement);
        gl.texImage2D(TEXTURE_2D, 0, RGBA, RGBA, UNSIGNED_BYTE, new ImageData(8, 4));
        gl.texImage2D(TEXTURE_2D, 0, RGBA, 8, 4, 0, RGBA, UNSIGNED_BYTE, new ImageData(8, 4));
      },
      'parts of images': () => {
        gl.texSubImage2D(TEXTURE_2D, 0, 1, 1, 2, 2, RGBA, UNSIGNED_BYTE, bytes);
        gl.texSubImage2D(TEXTURE_2D, 0, 1, 1, 2, 2, RGBA, UNSIGNED_BYTE, bytes, 4);
        gl.texSubImage2D(TEXTURE_2D, 0, 0, 0, RGBA, UNSIGNED_BYTE, new ImageData(4, 2));
        gl.texSubImage3D(TEXTURE_3D, 0, 0, 0, 0, 2, 2, 2, RGBA, UNSIGNED_BYTE, bytes);
      },
      volumes: () => {
        gl.bindTexture(TEXTURE_3D, null);
        gl.bindTexture(TEXTURE_3D, gl.createTexture());
        gl.texImage3D(TEXTURE_3D, 0, RGBA8, 2, 2, 2, 0, RGBA, UNSIGNED_BYTE, bytes);
      },
      'out of a buffer': () => {
        gl.bindBuffer(gl.PIXEL_UNPACK_BUFFER, unpack);
        gl.texImage2D(TEXTURE_2D, 0, RGBA, 8, 4, 0, RGBA, UNSIGNED_BYTE, 0);
        gl.bindBuffer(gl.PIXEL_UNPACK_BUFFER, null);
      },
      'compressed images': () => {
        if (etc === null) return;
        const format = etc.COMPRESSED_RGB8_ETC2;
        gl.compressedTexImage2D(TEXTURE_2D, 0, format, 8, 4, 0, new Uint8Array(16));
        gl.compressedTexSubImage2D(TEXTURE_2D, 0, 0, 0, 4, 4, format, new Uint8Array(8));
      },
    };
    const counted: Record<string, number[]> = {};
    const keys = ['program_switches', 'vertex_array_switches', 'framebuffer_switches', 'texture_switches'];
    keys.push('uniform_calls', 'buffer_upload_bytes', 'texture_upload_bytes');
    for (const [name, call] of Object.entries(work)) {
      const frame = rig.frame(call);
      counted[name] = keys.map((key) => rig.value(`webgl.${key}{context="1"}`, frame));
    }
    return { counted, hasEtc: etc !== null, error: gl.getError(), warnings: rig.warnings };
  });
  expect(counted).toEqual({
    counted: {
      nothing: [0, 0, 0, 0, 0, 0, 0],
      programs: [3, 0, 0, 0, 0, 0, 0],
      'vertex arrays': [0, 2, 0, 0, 0, 0, 0],
      framebuffers: [0, 0, 4, 0, 0, 0, 0],
      textures: [0, 0, 0, 2, 0, 0, 0],
      uniforms: [0, 0, 0, 0, 8, 0, 0],
      buffers: [0, 0, 0, 0, 0, 256 + 16 + 256 + 16 + 8 + 4, 0],
      images: [0, 0, 0, 0, 0, 0, 5 * 128],
      'parts of images': [0, 0, 0, 0, 0, 0, 16 + 16 + 32 + 32],
      volumes: [0, 0, 0, 2, 0, 0, 32],
      'out of a buffer': [0, 0, 0, 0, 0, 0, 0],
      'compressed images': [0, 0, 0, 0, 0, 0, counted.hasEtc ? 24 : 0],
    },
    hasEtc: counted.hasEtc,
    error: 0,
    warnings: [],
  });
});

test('times what compiles and what waits for the GPU', async ({ page }) => {
  const counted = await page.evaluate(() => {
    const gl = webgl.createContext('webgl2');
    const rig = webgl.createRig();
    rig.probe.add(gl);
    const pack = gl.createBuffer();
    const { RGBA, UNSIGNED_BYTE } = gl;
    rig.frame();
    const work: Record<string, () => void> = {
      nothing: () => gl.drawArrays(4, 0, 3),
      compile: () => webgl.prepareToDraw(gl),
      'pixels into memory': () => gl.readPixels(0, 0, 1, 1, RGBA, UNSIGNED_BYTE, new Uint8Array(4)),
      'pixels into a buffer': () => {
        gl.bindBuffer(gl.PIXEL_PACK_BUFFER, pack);
        gl.bufferData(gl.PIXEL_PACK_BUFFER, 16, gl.STREAM_READ);
        gl.readPixels(0, 0, 1, 1, RGBA, UNSIGNED_BYTE, 0);
      },
      'buffer into memory': () => gl.getBufferSubData(gl.PIXEL_PACK_BUFFER, 0, new Uint8Array(4)),
      finish: () => gl.finish(),
      getError: () => gl.getError(),
      'a parameter': () => gl.getParameter(gl.VIEWPORT),
    };
    const counted: Record<string, unknown[]> = {};
    const keys = ['shader_compiles', 'program_links', 'stalls', 'readbacks'];
    for (const [name, call] of Object.entries(work)) {
      const frame = rig.frame(call);
      const value = (key: string) => rig.value(`webgl.${key}{context="1"}`, frame);
      counted[name] = [...keys.map(value), value('compile_ms') > 0, value('stall_ms') > 0];
    }
    return { counted, error: gl.getError() };
  });
  // Compiled, linked, stalls, readbacks, and whether compiling and stalling took time.
  expect(counted).toEqual({
    counted: {
      nothing: [0, 0, 0, 0, false, false],
      compile: [2, 1, 0, 0, true, false],
      'pixels into memory': [0, 0, 1, 1, false, true],
      'pixels into a buffer': [0, 0, 0, 1, false, false],
      'buffer into memory': [0, 0, 1, 1, false, true],
      finish: [0, 0, 1, 0, false, true],
      getError: [0, 0, 1, 0, false, true],
      'a parameter': [0, 0, 0, 0, false, false],
    },
    error: 0,
  });
});
