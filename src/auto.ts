import { openWorkerScope, reachWorkers } from './auto-workers.ts';
import { isWorker, openScope } from './create-framescope.ts';
import type { FramescopeOptions } from './scope-options.ts';
import { watchGraphics } from './watch-graphics.ts';

declare global {
  /** Options of the auto script, set before it runs. */
  var FRAMESCOPE_OPTIONS: FramescopeOptions | undefined;
}

/**
 * Instruments any page or worker: every WebGL context and WebGPU device that is made from now on is measured, and the hotkeys show the
 * HUD. Options come from `globalThis.FRAMESCOPE_OPTIONS`, or as JSON from the script tag's `data-framescope`.
 */
function start(): void {
  if (typeof document === 'undefined') {
    if (isWorker()) openWorkerScope(globalThis.FRAMESCOPE_OPTIONS ?? {});
    return;
  }
  openScope(readOptions(), (scope) => {
    const stop = [watchGraphics(scope), reachWorkers(scope)];
    return () => {
      for (const one of stop) one();
    };
  });
}

function readOptions(): FramescopeOptions {
  const text = document.currentScript?.dataset.framescope;
  return { ...(text === undefined ? {} : JSON.parse(text)), ...globalThis.FRAMESCOPE_OPTIONS };
}

try {
  start();
} catch (error) {
  // The page comes first: without measurements it must still start.
  console.warn(`[framescope] Cannot start: ${String(error)}`);
}
