// The page of the benchmarks beside the tools of engines: a scene of the engine that ?engine= names, over it the tool that ?tool= names.
import type { Engine } from './bench/engine.ts';
import { chosen, type StartTool } from './bench/tool.ts';

/** In pixels: so few that a renderer in software keeps up with 60 Hz, and MiniStats has room. */
const SIZE = { width: 480, height: 270 };

const engines: Record<string, () => Promise<Engine>> = {
  three: async () => (await import('./bench/three-engine.ts')).createThreeEngine(SIZE),
  playcanvas: async () => (await import('./bench/playcanvas-engine.ts')).createPlayCanvasEngine(SIZE),
};

globalThis.bench = { frames: 0 } as typeof globalThis.bench;
const { tools, run } = await chosen(engines, 'engine')();
const none: StartTool = async () => ({});
const tool = await chosen({ none, ...tools }, 'tool', 'none')();
globalThis.bench.setOn = tool.setOn;
run(
  () => tool.beforeFrame?.(),
  () => {
    tool.afterFrame?.();
    globalThis.bench.frames++;
  },
);
document.documentElement.dataset.ready = 'true';
