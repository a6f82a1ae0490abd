import { patchMethod } from '../patch-method.ts';

type Context = WebGLRenderingContext | WebGL2RenderingContext;

/** Whether a value is a WebGL context, of this window or of a frame inside it. */
export function isWebGlContext(value: unknown): value is Context {
  const tag = Object.prototype.toString.call(value);
  return tag === '[object WebGLRenderingContext]' || tag === '[object WebGL2RenderingContext]';
}

/**
 * Tells of every WebGL context that is made on the page from now on, once.
 *
 * @param onContext begins to use the context; what it gives ends that
 * @returns stops that, and ends the use of each context
 */
export function watchContexts(view: typeof globalThis, onContext: (context: Context) => () => void): () => void {
  let active = true;
  const seen = new WeakSet<Context>();
  const undo: (() => unknown)[] = [];
  const tell = (context: Context) => {
    if (seen.has(context)) return;
    seen.add(context);
    try {
      undo.push(onContext(context));
    } catch {
      active = false;
    }
  };
  for (const canvas of [view.HTMLCanvasElement, view.OffscreenCanvas]) {
    if (canvas === undefined) continue;
    const prototype = canvas.prototype as { getContext(...args: unknown[]): unknown };
    const getContext = prototype.getContext;
    const replacement = function (this: unknown) {
      // biome-ignore lint/complexity/noArguments: what the native function gets is what the page gave
      const context = Reflect.apply(getContext, this, arguments);
      if (active && isWebGlContext(context)) tell(context);
      return context;
    };
    try {
      undo.push(patchMethod(prototype, 'getContext', replacement));
    } catch {
      // The page does not let itself be patched: its contexts have to be given as targets.
    }
  }
  return () => {
    active = false;
    for (const one of undo.splice(0)) one();
  };
}
