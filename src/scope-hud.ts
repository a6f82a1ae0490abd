import { listenHotkeys } from './hud/hotkey.ts';
import { HUD_MODES, type Hud, type HudHost, type HudMode, type HudOptions } from './hud/hud-types.ts';
import type { ScopeHud } from './scope-options.ts';

/** A HUD as the scope drives it: hotkeys at once, the rest loaded when it is first shown. */
export interface LazyHud extends ScopeHud {
  /** Changes the options; switches hotkeys and HUD on when they were off. */
  configure(options: HudOptions): void;
  readonly budgetMs: number | undefined;
}

/** The HUD of a page, behind a dynamic import: a page that never shows it never downloads it. */
export function createLazyHud(host: HudHost, warn: (message: string) => void): LazyHud {
  let options: HudOptions = {};
  let hud: Hud | null = null;
  let loading: Promise<Hud | null> | null = null;
  let mode: HudMode = 'hidden';
  let lastShown: HudMode = 'panel';
  let stopHotkeys: (() => void) | null = null;
  let destroyed = false;

  const load = async () => {
    const { createHud } = await import('./hud/index.ts');
    if (!destroyed) hud = createHud(host, { ...options, mode });
    return hud;
  };
  const setMode = async (next: HudMode): Promise<void> => {
    if (!HUD_MODES.includes(next)) {
      throw new TypeError(
        `Cannot set the HUD's mode: it must be one of ${HUD_MODES.join(', ')}, current value is ${JSON.stringify(next)}`,
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
      warn(`The HUD cannot be shown: ${String(error)}`);
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
  const toggle = () => setMode(currentMode() === 'hidden' ? lastShown : 'hidden');
  const cycle = () => setMode(HUD_MODES[(HUD_MODES.indexOf(currentMode()) + 1) % HUD_MODES.length] as HudMode);

  return {
    get mode() {
      return currentMode();
    },
    get budgetMs() {
      return options.budgetMs;
    },
    setMode,
    show: () => setMode(currentMode() === 'hidden' ? lastShown : mode),
    hide: () => void setMode('hidden'),
    toggle,
    configure(next) {
      if (destroyed) return;
      const merged = { ...options, ...next };
      // First what may throw: with a wrong hotkey everything stays as it was.
      const stop = listenHotkeys({
        ...(merged.hotkey !== undefined && { hotkey: merged.hotkey }),
        onToggle: () => void toggle(),
        onCycle: () => void cycle(),
      });
      stopHotkeys?.();
      stopHotkeys = stop;
      options = merged;
      hud?.configure(options);
      if (next.mode !== undefined) void setMode(next.mode);
    },
    destroy() {
      destroyed = true;
      stopHotkeys?.();
      hud?.destroy();
      hud = null;
      mode = 'hidden';
    },
  };
}
