import { expect, test } from '@playwright/test';
import { openPage } from '../open-page.ts';
import type {} from '../pages/webgl-probe.ts';

test.beforeEach(({ page }) => openPage(page, '/e2e-pages/webgl-probe.html'));

for (const kind of ['webgl', 'webgl2'] as const)
  test(`answers right and wrong calls of every patched method of ${kind} as the browser does`, async ({ page }) => {
    const { without, counted, walked, warnings } = await page.evaluate((kind) => {
      type Methods = Record<string, unknown>;
      const EXTENSIONS = ['ANGLE_instanced_arrays', 'OES_vertex_array_object', 'WEBGL_multi_draw'];
      // A frame's prototypes are not those of the page: what is patched here is not patched there.
      const inner = document.body.appendChild(document.createElement('iframe')).contentDocument as Document;
      const create = (canvas: HTMLCanvasElement) => {
        const gl = webgl.createContext(kind, canvas) as WebGL2RenderingContext;
        const extensions = EXTENSIONS.map((name) => gl.getExtension(name)).filter((extension) => extension !== null);
        return { gl, targets: [gl, ...extensions] as object[] };
      };
      const prototypeOf = (target: object) => Object.getPrototypeOf(target) as Methods;
      const page = create(document.createElement('canvas'));
      const natives = page.targets.map((target) => ({ ...Object.getOwnPropertyDescriptors(prototypeOf(target)) }));
      const rig = webgl.createRig();
      rig.probe.add(page.gl);
      const patched = page.targets.map((target, k) =>
        Object.entries(Object.getOwnPropertyDescriptors(prototypeOf(target)))
          .filter(([name, { value }]) => typeof value === 'function' && value !== natives[k]?.[name]?.value)
          .map(([name]) => name)
          .sort(),
      );
      const describe = (value: unknown) =>
        typeof value === 'object' && value !== null ? Object.prototype.toString.call(value) : String(value);
      const run = ({ gl, targets }: typeof page, frame: (body: () => void) => void) => {
        // The same lists in both runs.
        let seed = 7;
        const next = (below: number) => {
          seed = (seed * 48271) % 2147483647;
          return seed % below;
        };
        const shader = gl.createShader(gl.VERTEX_SHADER);
        const objects = [
          gl.createBuffer(),
          gl.createTexture(),
          gl.createProgram(),
          gl.createFramebuffer(),
          gl.createRenderbuffer(),
          shader,
          gl.createVertexArray?.() ?? null,
          gl.createQuery?.() ?? null,
        ];
        const enums = [gl.TEXTURE_2D, gl.TEXTURE_CUBE_MAP, 0x806f, 0x8c1a, 0x8515, gl.ARRAY_BUFFER, 0x8893, 0x8a11];
        enums.push(gl.RENDERBUFFER, gl.FRAMEBUFFER, gl.RGBA, 0x8058, gl.UNSIGNED_BYTE, gl.STATIC_DRAW, 0x8b81, 0x8b82);
        const plain = [undefined, null, 0, 1, 4, -1, 1.5, Number.NaN, 2 ** 40, 3n, '3', 'text', true, Symbol.iterator];
        const lists = [
          {},
          [],
          [0],
          () => 1,
          new Float32Array(64),
          new Uint8Array(256),
          new DataView(new ArrayBuffer(8)),
        ];
        const thrower = {
          valueOf() {
            throw new RangeError('the page’s own');
          },
        };
        const values: unknown[] = [...plain, ...lists, ...enums, ...objects, new ImageData(2, 2), thrower];
        const outcomes: string[] = [];
        const call = (target: unknown, method: unknown, name: string, args: unknown[]) => {
          let outcome: string;
          try {
            outcome = describe(Reflect.apply(method as () => unknown, target, args));
          } catch (error) {
            outcome = `threw ${(error as Error).name}: ${(error as Error).message}`;
          }
          outcomes.push(`${name}(${args.length}) → ${outcome}, then ${gl.getError()}`);
        };
        targets.forEach((target, k) => {
          for (const name of patched[k] ?? []) {
            const prototype = prototypeOf(target);
            const method = prototype[name];
            frame(() => {
              call(target, method, name, []);
              for (const value of values) call(target, method, name, [value]);
              for (let n = 0; n < 60; n++) {
                const args = Array.from({ length: 2 + next(11) }, () => values[next(values.length)]);
                // Numbers where most methods want some, so that not all calls end at their first argument.
                if (n % 2 === 0) args[0] = enums[next(enums.length)];
                if (n % 4 === 0) for (let a = 1; a < args.length; a++) args[a] = [0, 1, 2, 4, enums[next(16)]][next(5)];
                // A software GPU would be busy for minutes with that many instances of that many vertices.
                const isDraw = name.includes('raw');
                call(
                  target,
                  method,
                  name,
                  isDraw ? args.map((arg) => (typeof arg === 'number' && arg > 0x1406 ? 4 : arg)) : args,
                );
              }
              for (const wrong of [undefined, null, {}, 3, prototype]) call(wrong, method, name, [1, 1, 1]);
            });
          }
        });
        return outcomes;
      };
      const counted = run(page, (body) => rig.frame(body));
      const without = run(create(inner.createElement('canvas')), (body) => body());
      rig.probe.destroy();
      return { without, counted, walked: patched.flat().length, warnings: rig.warnings };
    }, kind);
    expect(walked).toBeGreaterThan(kind === 'webgl' ? 60 : 90);
    expect(without.length).toBeGreaterThan(walked * 100);
    expect(counted).toEqual(without);
    expect(warnings).toEqual([]);
  });
