import { MetricsError } from './metrics/index.ts';
import { isWebGlContext } from './probes/index.ts';

/** What `createFramescope({ target })` and `scope.probe()` take; an array of them, too. */
export type Target =
  | WebGLRenderingContext
  | WebGL2RenderingContext
  /** A canvas that has its context. One without gets a WebGL 2 context with default attributes: see `contextOf`. */
  | HTMLCanvasElement
  | OffscreenCanvas
  /** A renderer that gives its context, as three.js' WebGLRenderer does. */
  | { getContext(): unknown };

/**
 * The WebGL context of a target. The context of a canvas can only be had by `getContext()`, which makes one where there is none: an
 * empty canvas gets a context with the default attributes, and an engine that asks later, for no alpha or for antialiasing, gets that
 * one. So give the context or the renderer, or the canvas after the engine made its context.
 *
 * @throws MetricsError `invalid-operation` for anything that has no WebGL context
 */
export function contextOf(target: unknown): WebGLRenderingContext | WebGL2RenderingContext {
  if (isWebGlContext(target)) return target;
  if (hasGetContext(target)) {
    const context = isCanvas(target)
      ? (target.getContext('webgl2') ?? target.getContext('webgl'))
      : target.getContext();
    if (isWebGlContext(context)) return context;
  }
  throw new MetricsError(
    'invalid-operation',
    `Cannot probe the target: it must be a WebGL context, a canvas that has one, or a renderer with getContext(), current value is ${nameOf(target)}`,
  );
}

function hasGetContext(value: unknown): value is { getContext(kind?: string): unknown } {
  return (
    typeof value === 'object' && value !== null && typeof (value as { getContext?: unknown }).getContext === 'function'
  );
}

function isCanvas(value: object): boolean {
  const tag = Object.prototype.toString.call(value);
  return tag === '[object HTMLCanvasElement]' || tag === '[object OffscreenCanvas]';
}

/** A value's class, which says more of a wrong object than its text. */
function nameOf(value: unknown): string {
  if (typeof value !== 'object' || value === null)
    return typeof value === 'string' ? JSON.stringify(value) : String(value);
  const name = (value.constructor as { name?: unknown } | undefined)?.name;
  return typeof name === 'string' && name !== '' ? `a ${name}` : Object.prototype.toString.call(value);
}
