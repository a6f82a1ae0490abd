import { startAnimationErrorProbe } from './animation-error.ts';
import { startCanvasProbe } from './canvas.ts';
import { startInputProbe } from './input.ts';
import { startLoadProbe } from './loads.ts';
import { startLongFrameProbe } from './long-frames.ts';
import { startHeapProbe, startUserAgentMemoryProbe, startWasmMemoryProbe } from './memory.ts';
import { PageProbe, type PageProbesOptions } from './page-probe.ts';
import { startPressureProbe } from './pressure.ts';

const PROBES = {
  'The heap probe': startHeapProbe,
  'The user agent memory probe': startUserAgentMemoryProbe,
  'The WebAssembly memory probe': startWasmMemoryProbe,
  'The long frame probe': startLongFrameProbe,
  'The pressure probe': startPressureProbe,
  'The canvas probe': startCanvasProbe,
  'The input probe': startInputProbe,
  'The load probe': startLoadProbe,
  'The animation error probe': startAnimationErrorProbe,
};

/** Starts everything that measures the page around its frames; what it gives ends that, and leaves no observer behind. */
export function startPageProbes(options: PageProbesOptions): () => void {
  const probes = Object.entries(PROBES).map(([title, start]) => new PageProbe(title, options, start));
  return () => {
    for (const probe of probes) probe.stop();
  };
}
