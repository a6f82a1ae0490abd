import { MetricsError } from './metrics/index.ts';
import { isGpuDevice, isWebGlContext } from './probes/index.ts';

/** What `createFramescope({ target })` and `scope.probe()` take; an array of them, too. */
export type Target =
  | WebGLRenderingContext
  | WebGL2RenderingContext
  | GPUDevice
  /** A canvas that has its context. One without gets a WebGL 2 context with default attributes: see `graphicsOf`. */
  | HTMLCanvasElement
  | OffscreenCanvas
  /** A renderer that gives its context, as three.js' WebGLRenderer does. */
  | { getContext(): unknown }
  /** A renderer that gives its device, as three.js' WebGPURenderer does after `init()`. */
  | { readonly backend: object }
  /** A three.js scene: adds what is in it, and no graphics, which its renderer has. */
  | { readonly isScene: boolean }
  /** A Babylon.js engine, or a scene that gives its engine. */
  | { readonly scenes: readonly object[] }
  | { getEngine(): unknown }
  /** A Babylon.js SceneInstrumentation: adds the times that it captures, and no graphics, which its engine has. */
  | { readonly frameTimeCounter: object; readonly scene: object }
  /** A PlayCanvas application. */
  | { readonly graphicsDevice: object }
  /** A PixiJS application after its `init()`, or a renderer. */
  | { readonly renderer: object }
  | { readonly renderPipes: object }
  /** Its size is measured. */
  | WebAssembly.Memory;

/** What a target draws with. */
export type Graphics = WebGLRenderingContext | WebGL2RenderingContext | GPUDevice;

/** What is measured of a target that draws. The canvas of a device is known only where the target tells it. */
export interface DrawingTarget {
  readonly graphics: Graphics;
  readonly canvas: HTMLCanvasElement | OffscreenCanvas | undefined;
}

/** The parts of a target that are measured. */
export interface MeasuredTarget {
  readonly memory?: WebAssembly.Memory;
  readonly drawing?: DrawingTarget;
  /** The target itself when it may be an engine's object, which knows more than what it draws with. */
  readonly engine?: object;
}

/** What is measured of a target. @throws MetricsError `invalid-operation` for what is neither a memory nor draws nor tells of what does */
export function measuredOf(target: unknown): MeasuredTarget {
  if (isWasmMemory(target)) return { memory: target };
  if (isWithoutGraphics(target)) return { engine: target };
  const graphics = graphicsOf(target);
  const { canvas, domElement } = target as { canvas?: unknown; domElement?: unknown };
  const drawing = {
    graphics,
    canvas: [target, (graphics as { canvas?: unknown }).canvas, domElement, canvas].find(isCanvas),
  };
  return isGraphics(target) || isCanvas(target) ? { drawing } : { drawing, engine: target as object };
}

/** An engine's object that does not draw, but tells of what does. */
function isWithoutGraphics(target: unknown): target is object {
  const { isScene, frameTimeCounter } = Object(target) as { isScene?: unknown; frameTimeCounter?: unknown };
  return isScene === true || typeof frameTimeCounter === 'object';
}

function isWasmMemory(value: unknown): value is WebAssembly.Memory {
  return Object.prototype.toString.call(value) === '[object WebAssembly.Memory]';
}

/**
 * The WebGL context or WebGPU device of a target. The context of a canvas can only be had by `getContext()`, which makes one where
 * there is none: an empty canvas gets a context with the default attributes, and an engine that asks later, for no alpha or for
 * antialiasing, gets that one. So give the context or the renderer, or the canvas after the engine made its context.
 *
 * @throws MetricsError `invalid-operation` for anything that has neither
 */
function graphicsOf(target: unknown): Graphics {
  if (isGraphics(target)) return target;
  const held = graphicsInEngine(Object(target));
  if (held !== undefined) return held;
  if (hasGetContext(target)) {
    const context = isCanvas(target) ? contextOfCanvas(target) : contextOfRenderer(target);
    if (isGraphics(context)) return context;
    const configured = deviceOfContext(context);
    if (isGpuDevice(configured)) return configured;
  }
  throw new MetricsError(
    'invalid-operation',
    `Cannot probe the target: it must be a WebGL context, a GPUDevice, a canvas that has one, an engine’s renderer or application with one that is initialised, or a WebAssembly.Memory, current value is ${nameOf(target)}`,
  );
}

function isGraphics(value: unknown): value is Graphics {
  return isWebGlContext(value) || isGpuDevice(value);
}

/** Where engines keep what they draw with. */
interface EngineParts {
  /** three.js */
  readonly backend?: { readonly device?: unknown };
  /** Babylon.js; a scene has `getEngine`. */
  readonly _gl?: unknown;
  readonly _device?: unknown;
  getEngine?(): unknown;
  /** PlayCanvas */
  readonly graphicsDevice?: { readonly gl?: unknown; readonly wgpu?: unknown };
  /** PixiJS; an application has `renderer`. */
  readonly gl?: unknown;
  readonly gpu?: { readonly device?: unknown } | null;
  readonly renderer?: unknown;
}

function graphicsInEngine(target: EngineParts): Graphics | undefined {
  const engine = typeof target.getEngine === 'function' ? target.getEngine() : undefined;
  for (const owner of [target, engine, target.renderer] as (EngineParts | null | undefined)[]) {
    const { backend, graphicsDevice, _gl, _device, gl, gpu } = owner ?? {};
    const parts = [backend?.device, graphicsDevice?.gl, graphicsDevice?.wgpu, _gl, _device, gl, gpu?.device];
    const found = parts.find(isGraphics);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** On a canvas with a context of one kind, asking for another gives null. */
function contextOfCanvas(canvas: { getContext(kind: string): unknown }): unknown {
  return canvas.getContext('webgl2') ?? canvas.getContext('webgl') ?? canvas.getContext('webgpu');
}

/** One that is not initialised may throw. */
function contextOfRenderer(renderer: { getContext(): unknown }): unknown {
  try {
    return renderer.getContext();
  } catch {
    return undefined;
  }
}

/** The device that a `GPUCanvasContext` is configured for. */
function deviceOfContext(context: unknown): unknown {
  if (Object.prototype.toString.call(context) !== '[object GPUCanvasContext]') return undefined;
  return (context as GPUCanvasContext).getConfiguration?.()?.device;
}

function hasGetContext(value: unknown): value is { getContext(kind?: string): unknown } {
  return (
    typeof value === 'object' && value !== null && typeof (value as { getContext?: unknown }).getContext === 'function'
  );
}

function isCanvas(value: unknown): value is HTMLCanvasElement | OffscreenCanvas {
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
