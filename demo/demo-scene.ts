import type { Framescope } from 'framescope';
import type { DemoParams } from './demo-params.ts';

/** A scene of the gallery. */
export interface SceneEntry {
  /** As in `?scene=name`. */
  readonly name: string;
  readonly title: string;
  /** The engine and its graphics API. */
  readonly engine: string;
  readonly text: string;
  /** Address of the card's picture. */
  readonly picture: string;
  load(): Promise<{ start: StartScene }>;
}

/** Builds the scene inside `stage` and starts its loop; rejects where the browser lacks what it needs. */
export type StartScene = (stage: HTMLElement, params: DemoParams) => Promise<DemoScene>;

/** A running scene, as `globalThis.demo` offers it to tests and to the console. */
export interface DemoScene {
  readonly name: string;
  readonly scope: Framescope;
  /** The engine's own objects. */
  readonly renderer: unknown;
  readonly scene: unknown;
  readonly camera: unknown;
  /** Resolves when the first frames are on the screen; `<html data-ready="true">` says the same. */
  readonly ready: Promise<void>;
  /** How much the scene does, 0 to 1: meshes of their own, and work of the simulation. */
  load: number;
  /** Blocks the main thread for `durationMs` in the next frame's callback; resolves after it. */
  longTask(durationMs: number): Promise<void>;
  /** Makes garbage of about `mebibytes` in the next frame's callback; resolves after it. */
  allocate(mebibytes?: number): Promise<void>;
  /** Draws with a shader program that no frame used before, from the next frame on; resolves after that frame's callback. */
  compileShader(): Promise<void>;
  /** Stops the loop, removes what the scene put on the page and frees its GPU memory. */
  destroy(): void;
}

declare global {
  /** The running scene. */
  var demo: DemoScene | undefined;
}
