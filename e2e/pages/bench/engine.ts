import type { StartTool } from './tool.ts';

/** An engine with a scene of its own, and the tools that can be over it. */
export interface Engine {
  readonly tools: Readonly<Record<string, StartTool>>;
  /** Draws in each frame from now on, by the engine's own loop. */
  run(beforeFrame: () => void, afterFrame: () => void): void;
}
