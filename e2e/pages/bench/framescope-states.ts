import type * as Package from '../../../src/index.ts';
import type { FrameSink } from '../../../src/metrics/index.ts';
import { loadFramescope } from '../load-framescope.ts';
import type { StartTool, Tool } from './tool.ts';

type Scope = Package.Framescope;

/** Below the frame times in the view of frames: with them they are four. */
const PINS = ['engine:performance.gpu_time_ms', 'engine:rendering.draw_calls', 'engine:rendering.triangles'];

/** Reads all, and does nothing with it. */
const NOBODY: FrameSink = {
  onLayout: () => undefined,
  onBlock: () => undefined,
  flush: async () => undefined,
  close: async () => undefined,
};

/** Framescope over a target in each of its states, by name. `?metrics=` and `?session` ask for more of it. */
export function framescopeStates(target: Package.FramescopeOptions['target'] & {}): Record<string, StartTool> {
  const start = async (
    hud: boolean,
    bringInto: (scope: Scope) => Promise<void>,
    setOn?: (scope: Scope, isOn: boolean) => unknown,
  ): Promise<Tool> => {
    const query = new URLSearchParams(location.search);
    const { createFramescope } = await loadFramescope();
    const scope = createFramescope({ target, session: query.has('session'), ...(!hud && { hud: false }) });
    globalThis.bench.scope = scope;
    await bringInto(scope);
    const extra = Number(query.get('metrics') ?? 0) - scope.metrics.registry.size;
    const counters = Array.from({ length: Math.max(0, extra) }, (_, k) =>
      scope.metrics.registerCustomCounter(`bench_${k}`, 'bench', `counter_${k}`),
    );
    return {
      ...(setOn !== undefined && { setOn: (isOn: boolean) => setOn(scope, isOn) }),
      // By index: an iterator would be garbage of the page's in each frame.
      beforeFrame: () => {
        for (let k = 0; k < counters.length; k++) counters[k]?.increment();
      },
    };
  };
  const switchTo = (mode: Package.HudMode) => (scope: Scope, isOn: boolean) =>
    scope.hud.setMode(isOn ? mode : 'hidden');
  const inMode = (mode: Package.HudMode) => () => start(true, (scope) => scope.hud.setMode(mode), switchTo(mode));
  return {
    collector: () => start(false, async () => undefined),
    // The GPU's time is taken only where somebody reads it, as graph and panel do.
    'timing collector': () => start(false, async (scope) => switchTiming(scope, true), switchTiming),
    // Its code is not loaded: there are its keys, and nothing else.
    hidden: () => start(true, async () => undefined),
    closed: () =>
      start(true, async ({ hud }) => {
        await hud.setMode('panel');
        await element('.frames .chart canvas');
        await hud.setMode('hidden');
      }),
    compact: inMode('compact'),
    graph: inMode('graph'),
    panel: inMode('panel'),
    frames: () => start(true, openFrames, switchTo('panel')),
    'four charts': () => {
      const open = async (scope: Scope) => {
        localStorage.setItem('framescope:pins', JSON.stringify({ version: 1, pins: PINS }));
        await openFrames(scope);
        await element('.tracks li:nth-child(3)');
        localStorage.removeItem('framescope:pins');
      };
      return start(true, open, switchTo('panel'));
    },
  };
}

function switchTiming({ metrics }: Scope, isOn: boolean): void {
  const { sinks } = metrics.registry.backend;
  if (isOn) sinks.add(NOBODY);
  else sinks.delete(NOBODY);
}

async function openFrames({ hud }: Scope): Promise<void> {
  await hud.setMode('panel');
  ((await element('#tab-frames')) as HTMLElement).click();
  await element('.timeline .chart canvas');
}

/** The HUD's first element of a selector, as soon as there is one. */
async function element(selector: string): Promise<Element> {
  for (;;) {
    const found = document.querySelector('framescope-hud')?.shadowRoot?.querySelector(selector);
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
