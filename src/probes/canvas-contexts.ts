import { patchMethod } from './patch-method.ts';

type Context = WebGLRenderingContext | WebGL2RenderingContext;

/** Whether a value is a WebGL context, of this window or of a frame inside it. */
export function isWebGlContext(value: unknown): value is Context {
  const tag = Object.prototype.toString.call(value);
  return tag === '[object WebGLRenderingContext]' || tag === '[object WebGL2RenderingContext]';
}

/**
 * Tells of every WebGL context that is made on the page from now on.
 *
 * @returns stops that
 */
export function watchContexts(view: typeof globalThis, onContext: (context: Context) => void): () => void {
  let active = true;
  const restore = [view.HTMLCanvasElement, view.OffscreenCanvas].flatMap((canvas) => {
    if (canvas === undefined) return [];
    const prototype = canvas.prototype as { getContext(...args: unknown[]): unknown };
    const getContext = prototype.getContext;
    return patchMethod(prototype, 'getContext', function (this: unknown) {
      // biome-ignore lint/complexity/noArguments: what the native function gets is what the page gave
      const context = Reflect.apply(getContext, this, arguments);
      if (active && isWebGlContext(context)) {
        try {
          onContext(context);
        } catch {
          active = false;
        }
      }
      return context;
    });
  });
  return () => {
    active = false;
    for (const undo of restore) undo();
  };
}
