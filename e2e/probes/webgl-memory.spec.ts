import { expect, test } from '@playwright/test';
import { openPage } from '../open-page.ts';
import type {} from '../pages/webgl-probe.ts';

test.beforeEach(({ page }) => openPage(page, '/e2e-pages/webgl-probe.html'));

test('knows the bytes of every uncompressed format of WebGL 2, however its storage is given', async ({ page }) => {
  const { wrong, count, error, warnings } = await page.evaluate(() => {
    const canvas = new OffscreenCanvas(8, 8);
    const gl = canvas.getContext('webgl2') as WebGL2RenderingContext;
    const rig = webgl.createRig();
    rig.probe.add(gl);
    // Internal format, format, type, bytes of a texel.
    const formats: [number, number, number, number][] = [
      [gl.R8, gl.RED, gl.UNSIGNED_BYTE, 1],
      [gl.R8_SNORM, gl.RED, gl.BYTE, 1],
      [gl.R8UI, gl.RED_INTEGER, gl.UNSIGNED_BYTE, 1],
      [gl.R8I, gl.RED_INTEGER, gl.BYTE, 1],
      [gl.R16F, gl.RED, gl.HALF_FLOAT, 2],
      [gl.R16UI, gl.RED_INTEGER, gl.UNSIGNED_SHORT, 2],
      [gl.R16I, gl.RED_INTEGER, gl.SHORT, 2],
      [gl.R32F, gl.RED, gl.FLOAT, 4],
      [gl.R32UI, gl.RED_INTEGER, gl.UNSIGNED_INT, 4],
      [gl.R32I, gl.RED_INTEGER, gl.INT, 4],
      [gl.RG8, gl.RG, gl.UNSIGNED_BYTE, 2],
      [gl.RG8_SNORM, gl.RG, gl.BYTE, 2],
      [gl.RG8UI, gl.RG_INTEGER, gl.UNSIGNED_BYTE, 2],
      [gl.RG8I, gl.RG_INTEGER, gl.BYTE, 2],
      [gl.RG16F, gl.RG, gl.HALF_FLOAT, 4],
      [gl.RG16UI, gl.RG_INTEGER, gl.UNSIGNED_SHORT, 4],
      [gl.RG16I, gl.RG_INTEGER, gl.SHORT, 4],
      [gl.RG32F, gl.RG, gl.FLOAT, 8],
      [gl.RG32UI, gl.RG_INTEGER, gl.UNSIGNED_INT, 8],
      [gl.RG32I, gl.RG_INTEGER, gl.INT, 8],
      [gl.RGB8, gl.RGB, gl.UNSIGNED_BYTE, 3],
      [gl.SRGB8, gl.RGB, gl.UNSIGNED_BYTE, 3],
      [gl.RGB565, gl.RGB, gl.UNSIGNED_SHORT_5_6_5, 2],
      [gl.RGB8_SNORM, gl.RGB, gl.BYTE, 3],
      [gl.R11F_G11F_B10F, gl.RGB, gl.FLOAT, 4],
      [gl.RGB9_E5, gl.RGB, gl.FLOAT, 4],
      [gl.RGB16F, gl.RGB, gl.HALF_FLOAT, 6],
      [gl.RGB32F, gl.RGB, gl.FLOAT, 12],
      [gl.RGB8UI, gl.RGB_INTEGER, gl.UNSIGNED_BYTE, 3],
      [gl.RGB8I, gl.RGB_INTEGER, gl.BYTE, 3],
      [gl.RGB16UI, gl.RGB_INTEGER, gl.UNSIGNED_SHORT, 6],
      [gl.RGB16I, gl.RGB_INTEGER, gl.SHORT, 6],
      [gl.RGB32UI, gl.RGB_INTEGER, gl.UNSIGNED_INT, 12],
      [gl.RGB32I, gl.RGB_INTEGER, gl.INT, 12],
      [gl.RGBA8, gl.RGBA, gl.UNSIGNED_BYTE, 4],
      [gl.SRGB8_ALPHA8, gl.RGBA, gl.UNSIGNED_BYTE, 4],
      [gl.RGBA8_SNORM, gl.RGBA, gl.BYTE, 4],
      [gl.RGB5_A1, gl.RGBA, gl.UNSIGNED_SHORT_5_5_5_1, 2],
      [gl.RGBA4, gl.RGBA, gl.UNSIGNED_SHORT_4_4_4_4, 2],
      [gl.RGB10_A2, gl.RGBA, gl.UNSIGNED_INT_2_10_10_10_REV, 4],
      [gl.RGBA16F, gl.RGBA, gl.HALF_FLOAT, 8],
      [gl.RGBA32F, gl.RGBA, gl.FLOAT, 16],
      [gl.RGBA8UI, gl.RGBA_INTEGER, gl.UNSIGNED_BYTE, 4],
      [gl.RGBA8I, gl.RGBA_INTEGER, gl.BYTE, 4],
      [gl.RGB10_A2UI, gl.RGBA_INTEGER, gl.UNSIGNED_INT_2_10_10_10_REV, 4],
      [gl.RGBA16UI, gl.RGBA_INTEGER, gl.UNSIGNED_SHORT, 8],
      [gl.RGBA16I, gl.RGBA_INTEGER, gl.SHORT, 8],
      [gl.RGBA32UI, gl.RGBA_INTEGER, gl.UNSIGNED_INT, 16],
      [gl.RGBA32I, gl.RGBA_INTEGER, gl.INT, 16],
      [gl.DEPTH_COMPONENT16, gl.DEPTH_COMPONENT, gl.UNSIGNED_SHORT, 2],
      [gl.DEPTH_COMPONENT24, gl.DEPTH_COMPONENT, gl.UNSIGNED_INT, 4],
      [gl.DEPTH_COMPONENT32F, gl.DEPTH_COMPONENT, gl.FLOAT, 4],
      [gl.DEPTH24_STENCIL8, gl.DEPTH_STENCIL, gl.UNSIGNED_INT_24_8, 4],
      [gl.DEPTH32F_STENCIL8, gl.DEPTH_STENCIL, gl.FLOAT_32_UNSIGNED_INT_24_8_REV, 5],
      // Without a size of their own.
      [gl.RGBA, gl.RGBA, gl.UNSIGNED_BYTE, 4],
      [gl.RGBA, gl.RGBA, gl.UNSIGNED_SHORT_4_4_4_4, 2],
      [gl.RGB, gl.RGB, gl.UNSIGNED_BYTE, 3],
      [gl.RGB, gl.RGB, gl.UNSIGNED_SHORT_5_6_5, 2],
      [gl.LUMINANCE_ALPHA, gl.LUMINANCE_ALPHA, gl.UNSIGNED_BYTE, 2],
      [gl.LUMINANCE, gl.LUMINANCE, gl.UNSIGNED_BYTE, 1],
      [gl.ALPHA, gl.ALPHA, gl.UNSIGNED_BYTE, 1],
    ];
    const wrong: unknown[] = [];
    const textureBytes = (make: () => void) => {
      const texture = gl.createTexture();
      gl.bindTexture(gl.TEXTURE_2D, texture);
      const bytes = rig.value('webgl.texture_mb{context="1"}', rig.frame(make)) * 2 ** 20;
      gl.deleteTexture(texture);
      return bytes;
    };
    const expectBytes = (what: string, format: number, bytes: number, expected: number) => {
      if (bytes !== expected) wrong.push([what, format.toString(16), bytes, expected]);
    };
    for (const [internal, format, type, texel] of formats) {
      const image = textureBytes(() => gl.texImage2D(gl.TEXTURE_2D, 0, internal, 8, 4, 0, format, type, null));
      expectBytes('texImage2D', internal, image, 32 * texel);
      if (internal === format) continue;
      const storage = textureBytes(() => gl.texStorage2D(gl.TEXTURE_2D, 4, internal, 8, 4));
      expectBytes('texStorage2D', internal, storage, (32 + 8 + 2 + 1) * texel);
    }
    const frame = rig.frame();
    const left = rig.value('webgl.textures{context="1"}', frame) + rig.value('webgl.texture_mb{context="1"}', frame);
    return { wrong, count: formats.length, error: gl.getError() + left, warnings: rig.warnings };
  });
  expect(wrong).toEqual([]);
  expect(count).toBe(61);
  expect(error).toBe(0);
  expect(warnings).toEqual([]);
});

test('adds up mip levels, cube faces, layers, depth, samples, copies and blocks', async ({ page }) => {
  const result = await page.evaluate(() => {
    const gl = webgl.createContext('webgl2');
    const rig = webgl.createRig();
    rig.probe.add(gl);
    const { TEXTURE_2D, TEXTURE_3D, TEXTURE_CUBE_MAP, TEXTURE_2D_ARRAY, RGBA8, RGBA, UNSIGNED_BYTE } = gl;
    const image = (target: number, level: number, width: number, height: number) =>
      gl.texImage2D(target, level, RGBA8, width, height, 0, RGBA, UNSIGNED_BYTE, null);
    const volume = (target: number, depth: number) =>
      gl.texImage3D(target, 0, RGBA8, 4, 4, depth, 0, RGBA, UNSIGNED_BYTE, null);
    const textures: Record<string, [target: number, make: () => void]> = {
      'an image': [TEXTURE_2D, () => image(TEXTURE_2D, 0, 8, 4)],
      'the same image again': [
        TEXTURE_2D,
        () => {
          image(TEXTURE_2D, 0, 64, 64);
          image(TEXTURE_2D, 0, 8, 4);
        },
      ],
      'levels one by one': [TEXTURE_2D, () => [0, 1, 2, 3].map((k) => image(TEXTURE_2D, k, 8 >> k, 4 >> k || 1))],
      'levels made by the browser': [
        TEXTURE_2D,
        () => {
          image(TEXTURE_2D, 0, 8, 4);
          gl.generateMipmap(TEXTURE_2D);
          gl.generateMipmap(TEXTURE_2D);
        },
      ],
      'cube map': [
        TEXTURE_CUBE_MAP,
        () => {
          for (let face = 0; face < 6; face++) image(gl.TEXTURE_CUBE_MAP_POSITIVE_X + face, 0, 4, 4);
          gl.generateMipmap(TEXTURE_CUBE_MAP);
        },
      ],
      'cube map at once': [TEXTURE_CUBE_MAP, () => gl.texStorage2D(TEXTURE_CUBE_MAP, 3, RGBA8, 4, 4)],
      volume: [TEXTURE_3D, () => volume(TEXTURE_3D, 4)],
      'volume with levels': [
        TEXTURE_3D,
        () => {
          volume(TEXTURE_3D, 4);
          gl.generateMipmap(TEXTURE_3D);
        },
      ],
      'volume at once': [TEXTURE_3D, () => gl.texStorage3D(TEXTURE_3D, 3, RGBA8, 4, 4, 4)],
      layers: [TEXTURE_2D_ARRAY, () => volume(TEXTURE_2D_ARRAY, 3)],
      'layers with levels': [TEXTURE_2D_ARRAY, () => gl.texStorage3D(TEXTURE_2D_ARRAY, 3, RGBA8, 4, 4, 3)],
      copy: [TEXTURE_2D, () => gl.copyTexImage2D(TEXTURE_2D, 0, RGBA, 0, 0, 8, 4, 0)],
      'another unit': [
        TEXTURE_2D,
        () => {
          gl.activeTexture(gl.TEXTURE5);
          gl.bindTexture(TEXTURE_2D, null);
          gl.activeTexture(gl.TEXTURE0);
          image(TEXTURE_2D, 0, 8, 4);
        },
      ],
      'compressed in blocks': [
        TEXTURE_2D,
        () => {
          const etc = gl.getExtension('WEBGL_compressed_texture_etc');
          if (etc !== null) gl.texStorage2D(TEXTURE_2D, 2, etc.COMPRESSED_RGB8_ETC2, 6, 4);
        },
      ],
      'an impossible size': [TEXTURE_2D, () => image(TEXTURE_2D, 0, 2 ** 30, 4)],
      'a negative size': [TEXTURE_2D, () => image(TEXTURE_2D, 0, -1, 4)],
    };
    const bytes: Record<string, number> = {};
    for (const [name, [target, make]] of Object.entries(textures)) {
      const texture = gl.createTexture();
      gl.bindTexture(target, texture);
      bytes[name] = rig.value('webgl.texture_mb{context="1"}', rig.frame(make)) * 2 ** 20;
      gl.deleteTexture(texture);
    }
    const renderbuffer = gl.createRenderbuffer();
    gl.bindRenderbuffer(gl.RENDERBUFFER, renderbuffer);
    const renderbuffers = [
      () => gl.renderbufferStorage(gl.RENDERBUFFER, RGBA8, 8, 4),
      () => gl.renderbufferStorageMultisample(gl.RENDERBUFFER, 4, RGBA8, 8, 4),
      () => gl.renderbufferStorageMultisample(gl.RENDERBUFFER, 0, gl.DEPTH_COMPONENT16, 8, 4),
      () => gl.renderbufferStorage(gl.RENDERBUFFER, gl.DEPTH_STENCIL, 8, 4),
      () => gl.deleteRenderbuffer(renderbuffer),
    ].map((make) => rig.value('webgl.renderbuffer_mb{context="1"}', rig.frame(make)) * 2 ** 20);
    return { bytes, renderbuffers, hasEtc: gl.getExtension('WEBGL_compressed_texture_etc') !== null };
  });
  expect(result.bytes).toEqual({
    'an image': 128,
    'the same image again': 128,
    'levels one by one': 4 * (32 + 8 + 2 + 1),
    'levels made by the browser': 4 * (32 + 8 + 2 + 1),
    'cube map': 6 * 4 * (16 + 4 + 1),
    'cube map at once': 6 * 4 * (16 + 4 + 1),
    volume: 4 * 64,
    'volume with levels': 4 * (64 + 8 + 1),
    'volume at once': 4 * (64 + 8 + 1),
    layers: 4 * 16 * 3,
    'layers with levels': 4 * 3 * (16 + 4 + 1),
    copy: 128,
    'another unit': 128,
    'compressed in blocks': result.hasEtc ? 2 * 8 + 8 : 0,
    'an impossible size': 0,
    'a negative size': 0,
  });
  expect(result.renderbuffers).toEqual([128, 512, 64, 128, 0]);
});

test('counts what lives: made, deleted, made before the probe, collected, and lost with its context', async ({
  page,
}) => {
  const client = await page.context().newCDPSession(page);
  const { rows, lost } = await page.evaluate(async () => {
    const canvas = document.createElement('canvas');
    const gl = canvas.getContext('webgl2') as WebGL2RenderingContext;
    const old = gl.createBuffer();
    const rig = webgl.createRig();
    rig.probe.add(gl);
    const kinds = ['buffers', 'textures', 'renderbuffers', 'programs', 'framebuffers', 'queries', 'vertex_arrays'];
    const live = (work: () => void) => {
      const frame = rig.frame(work);
      return kinds.map((kind) => rig.value(`webgl.${kind}{context="1"}`, frame));
    };
    const bytes = () => rig.value('memory.vram_usage_mb', rig.frame()) * 2 ** 20;
    const make = () => [
      gl.createBuffer(),
      gl.createTexture(),
      gl.createRenderbuffer(),
      gl.createProgram(),
      gl.createFramebuffer(),
      gl.createQuery(),
      gl.createVertexArray(),
    ];
    const remove = ([a, b, c, d, e, f, g]: ReturnType<typeof make>) => {
      gl.deleteBuffer(a as WebGLBuffer);
      gl.deleteTexture(b as WebGLTexture);
      gl.deleteRenderbuffer(c as WebGLRenderbuffer);
      gl.deleteProgram(d as WebGLProgram);
      gl.deleteFramebuffer(e as WebGLFramebuffer);
      gl.deleteQuery(f as WebGLQuery);
      gl.deleteVertexArray(g as WebGLVertexArrayObject);
    };
    let made: ReturnType<typeof make>[] = [];
    const rows: Record<string, number[]> = {};
    rows.nothing = live(() => undefined);
    rows.made = live(() => {
      made = [make(), make()];
    });
    rows.deleted = live(() => remove(made[0] as ReturnType<typeof make>));
    rows['deleted again'] = live(() => remove(made[0] as ReturnType<typeof make>));
    rows.old = live(() => {
      gl.bindBuffer(gl.ARRAY_BUFFER, old);
      gl.bufferData(gl.ARRAY_BUFFER, 1000, gl.STATIC_DRAW);
    });
    rows.bytes = [bytes()];
    rows['deleted, bound'] = live(() => gl.deleteBuffer(old));
    rows['sized when gone'] = live(() => {
      gl.bindBuffer(gl.ARRAY_BUFFER, old);
      gl.bufferData(gl.ARRAY_BUFFER, 1000, gl.STATIC_DRAW);
    });
    gl.bindBuffer(gl.ARRAY_BUFFER, made[1]?.[0] as WebGLBuffer);
    gl.bufferData(gl.ARRAY_BUFFER, new Float32Array(16), gl.STATIC_DRAW);
    rows['bytes then'] = [bytes()];
    const lose = gl.getExtension('WEBGL_lose_context');
    canvas.addEventListener('webglcontextlost', (event) => event.preventDefault());
    const isLost = new Promise((resolve) => canvas.addEventListener('webglcontextlost', resolve));
    rows['lost within the frame'] = live(() => {
      lose?.loseContext();
      make();
    });
    await isLost;
    const lost = { ...rows, lost: live(() => remove(made[1] as ReturnType<typeof make>)), bytes: [bytes()] };
    await new Promise((resolve) => setTimeout(resolve));
    const restored = new Promise((resolve) => canvas.addEventListener('webglcontextrestored', resolve));
    lose?.restoreContext();
    await restored;
    rows.restored = live(() => {
      made = [make()];
    });
    rows['used of the old'] = live(() => {
      gl.bindBuffer(gl.ARRAY_BUFFER, old);
      gl.bufferData(gl.ARRAY_BUFFER, 1000, gl.STATIC_DRAW);
    });
    made = [];
    Object.assign(globalThis, { live, gl });
    return { rows, lost };
  });
  const one = [1, 1, 1, 1, 1, 1, 1];
  expect(rows).toEqual({
    nothing: [0, 0, 0, 0, 0, 0, 0],
    made: [2, 2, 2, 2, 2, 2, 2],
    deleted: one,
    'deleted again': one,
    old: [2, 1, 1, 1, 1, 1, 1],
    bytes: [1000],
    'deleted, bound': one,
    'sized when gone': one,
    'bytes then': [64],
    'lost within the frame': one,
    restored: one,
    'used of the old': one,
  });
  expect(lost).toMatchObject({ lost: [0, 0, 0, 0, 0, 0, 0], bytes: [0] });
  await expect
    .poll(async () => {
      await client.send('HeapProfiler.collectGarbage');
      return page.evaluate(() =>
        (globalThis as unknown as { live: (work: () => void) => number[] }).live(() => undefined),
      );
    })
    .toEqual([0, 0, 0, 0, 0, 0, 0]);
});

test('counts a context twice never, though probes come and go ten times over', async ({ page }) => {
  const rows = await page.evaluate(() => {
    const gl = webgl.createContext('webgl2');
    const native = Object.getOwnPropertyDescriptors(WebGL2RenderingContext.prototype);
    const rows: number[][] = [];
    for (let k = 0; k < 10; k++) {
      const rig = webgl.createRig();
      rig.probe.add(gl);
      const buffer = gl.createBuffer();
      const frame = rig.frame(() => {
        gl.bindBuffer(gl.COPY_WRITE_BUFFER, buffer);
        gl.bufferData(gl.COPY_WRITE_BUFFER, 1000, gl.STATIC_DRAW);
        gl.useProgram(null);
        gl.drawArrays(0, 0, 5);
      });
      rows.push(
        ['rendering.draw_calls', 'rendering.points', 'webgl.buffers', 'webgl.program_switches'].map((key) =>
          rig.value(`${key}${key === 'rendering.draw_calls' ? '' : '{context="1"}'}`, frame),
        ),
      );
      rows.at(-1)?.push(rig.value('memory.vram_usage_mb', frame) * 2 ** 20);
      rig.probe.destroy();
    }
    const now = Object.getOwnPropertyDescriptors(WebGL2RenderingContext.prototype);
    const changed = Object.keys(native).filter(
      (name) => native[name as keyof typeof native]?.value !== now[name as keyof typeof now]?.value,
    );
    return { rows, changed };
  });
  expect(rows.changed).toEqual([]);
  expect(rows.rows).toEqual(Array.from({ length: 10 }, () => [1, 5, 1, 0, 1000]));
});

test('counts the samples of renderbuffers that an extension sizes, which desktop browsers do not have', async ({
  page,
}) => {
  const bytes = await page.evaluate(() => {
    class MultisampledRenderToTexture {
      renderbufferStorageMultisampleEXT(..._args: number[]): void {}
    }
    const { getExtension } = WebGL2RenderingContext.prototype;
    WebGL2RenderingContext.prototype.getExtension = function (this: WebGL2RenderingContext, name: string) {
      return name === 'WEBGL_multisampled_render_to_texture'
        ? new MultisampledRenderToTexture()
        : getExtension.call(this, name as 'OCULUS_multiview');
    } as typeof getExtension;
    const gl = webgl.createContext('webgl2');
    const rig = webgl.createRig();
    rig.probe.add(gl);
    const extension = gl.getExtension('WEBGL_multisampled_render_to_texture') as MultisampledRenderToTexture;
    const frame = rig.frame(() => {
      gl.bindRenderbuffer(gl.RENDERBUFFER, gl.createRenderbuffer());
      extension.renderbufferStorageMultisampleEXT(gl.RENDERBUFFER, 4, gl.DEPTH24_STENCIL8, 8, 4);
    });
    return rig.value('webgl.renderbuffer_mb{context="1"}', frame) * 2 ** 20;
  });
  expect(bytes).toBe(512);
});
