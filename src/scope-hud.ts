import { listenCornerHold } from './hud/corner-hold.ts';
import { DEFAULT_HOTKEYS, listenHotkeys } from './hud/hotkey.ts';
import { HUD_MODES, type Hud, type HudCanvas, type HudHost, type HudMode, type HudOptions } from './hud/hud-types.ts';
import { describe } from './metrics/metrics-error.ts';
import type { Warn } from './probes/index.ts';
import type { ScopeHud } from './scope-options.ts';

/** A HUD as the scope drives it: hotkeys at once, the rest loaded when it is first shown. */
export interface LazyHud extends ScopeHud {
  /**
   * Adds one more caller's options, which win over those before, and switches hotkeys and HUD on when they were off.
   *
   * @returns takes them back: what the other callers ask for stays
   */
  configure(options: HudOptions): () => void;
  readonly budgetMs: number | undefined;
  /** Whether there is a HUD whose choices are kept. */
  readonly remembers: boolean;
  /** Whether it shows what takes the time of frames, on the page or on a canvas. */
  readonly showsTimes: boolean;
}

/** The HUD of a page, behind a dynamic import: a page that never shows it never downloads it. */
export function createLazyHud(host: HudHost, warn: Warn): LazyHud {
  /** Of each caller, the latest last. */
  const layers: HudOptions[] = [];
  let options: HudOptions = {};
  let hud: Hud | null = null;
  let loading: Promise<Hud | null> | null = null;
  let mode: HudMode = 'hidden';
  let lastShown: HudMode = 'panel';
  let stopHotkeys: (() => void) | null = null;
  let stopHolds: (() => void) | null = null;
  let destroyed = false;
  const canvases = new Set<HudCanvas>();

  const load = async () => {
    const { createHud } = await import('./hud/create-hud.tsx');
    // The budget in force is the host's.
    const { budgetMs, ...rest } = options;
    if (!destroyed) hud = createHud(host, { ...rest, mode });
    return hud;
  };
  const setMode = async (next: HudMode): Promise<void> => {
    if (!HUD_MODES.includes(next)) {
      throw new TypeError(
        `Cannot set the HUD's mode: it must be one of ${HUD_MODES.join(', ')}, current value is ${describe(next)}`,
      );
    }
    if (destroyed) return;
    mode = next;
    if (next !== 'hidden') lastShown = next;
    if (hud !== null) return hud.setMode(next);
    if (next === 'hidden') return;
    loading ??= load().catch((error) => {
      loading = null;
      mode = 'hidden';
      warn('The HUD cannot be shown', error);
      return null;
    });
    // The user may have gone on while the code was loading.
    (await loading)?.setMode(mode);
  };
  // The HUD's own buttons change its mode, too.
  const currentMode = () => {
    if (hud !== null) mode = hud.mode;
    if (mode !== 'hidden') lastShown = mode;
    return mode;
  };
  const quietly = (change: Promise<void>) => {
    change.catch((error) => warn('The HUD cannot change its mode', error));
  };
  const toggle = () => setMode(currentMode() === 'hidden' ? lastShown : 'hidden');
  const cycle = () => setMode(HUD_MODES[(HUD_MODES.indexOf(currentMode()) + 1) % HUD_MODES.length] as HudMode);

  /** Puts the options of all layers in force. */
  const update = () => {
    const { parent } = options;
    options = Object.assign({}, ...layers);
    const stopOlder = stopHotkeys;
    stopHotkeys =
      layers.length === 0
        ? null
        : listenHotkeys({
            ...(options.hotkey !== undefined && { hotkey: options.hotkey }),
            onToggle: () => quietly(toggle()),
            onCycle: () => quietly(cycle()),
          });
    // Last, so that what listens to keys keeps its place before the page's listeners.
    stopOlder?.();
    stopHolds?.();
    stopHolds =
      layers.length === 0
        ? null
        : listenCornerHold(
            () => {
              const { corner = 'top-right' } = options;
              // Before it was shown nobody knows where the user has put it.
              return [corner, hud?.corner ?? corner];
            },
            () => quietly(toggle()),
          );
    hud?.configure({
      corner: options.corner ?? 'top-right',
      theme: options.theme ?? 'auto',
      hotkey: options.hotkey ?? DEFAULT_HOTKEYS,
      ...(options.parent !== parent && { parent: options.parent ?? document.body ?? document.documentElement }),
    });
  };
  const withdraw = (layer: HudOptions) => {
    if (destroyed || !layers.includes(layer)) return;
    layers.splice(layers.indexOf(layer), 1);
    update();
    // Without hotkeys nobody could hide it; and a mode that the user chose since is the user's.
    if (layers.length === 0 || currentMode() === layer.mode) quietly(setMode(options.mode ?? 'hidden'));
  };

  return {
    get mode() {
      return currentMode();
    },
    get budgetMs() {
      return options.budgetMs;
    },
    get remembers() {
      return (hud !== null || layers.length > 0) && options.remember !== false;
    },
    get showsTimes() {
      return canvases.size > 0 || currentMode() === 'graph' || currentMode() === 'panel';
    },
    setMode,
    show: () => setMode(currentMode() === 'hidden' ? lastShown : mode),
    hide: () => quietly(setMode('hidden')),
    toggle,
    configure(next) {
      if (destroyed) return () => undefined;
      const layer = { ...next };
      layers.push(layer);
      update();
      if (layer.mode !== undefined) quietly(setMode(layer.mode));
      return () => withdraw(layer);
    },
    async canvas(options) {
      const code = await import('./hud/canvas/create-hud-canvas.ts').catch((error) =>
        warn('The HUD cannot be drawn', error),
      );
      if (!code || destroyed) return null;
      const drawn = code.createHudCanvas(host, options, () => canvases.delete(drawn));
      canvases.add(drawn);
      return drawn;
    },
    destroy() {
      destroyed = true;
      for (const drawn of canvases) drawn.destroy();
      stopHotkeys?.();
      stopHolds?.();
      hud?.destroy();
      hud = null;
      mode = 'hidden';
    },
  };
}
