// The page of the browser benchmarks: one small WebGL 2 loop, and over it the tool that ?tool= names, set up as its README says.
import { framescopeStates } from './bench/framescope-states.ts';
import { chosen, type StartTool } from './bench/tool.ts';
import { createWebGlScene } from './bench/webgl-scene.ts';

const canvas = document.querySelector('canvas') as HTMLCanvasElement;
const gl = canvas.getContext('webgl2') as WebGL2RenderingContext;

const tools: Record<string, StartTool> = {
  none: async () => ({}),
  ...framescopeStates(gl),
  'stats-gl': async () => (await import('./bench/stats-gl.ts')).startStatsGl(gl),
  'three stats': async () => (await import('./bench/three-stats.ts')).startThreeStats(),
  fpsgraph: async () => (await import('./bench/fpsgraph.ts')).startFpsGraph(),
};

const draw = createWebGlScene(gl);
globalThis.bench = { frames: 0 } as typeof globalThis.bench;
const tool = await chosen(tools, 'tool', 'none')();
globalThis.bench.setOn = tool.setOn;
requestAnimationFrame(function frame(timeMs) {
  requestAnimationFrame(frame);
  tool.beforeFrame?.();
  draw(timeMs);
  tool.afterFrame?.();
  globalThis.bench.frames++;
});
document.documentElement.dataset.ready = 'true';
