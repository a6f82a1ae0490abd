import type { HudModel } from '../model/hud-model.ts';

/** Tells which window to be in; one that goes, by its own button or with the page, has the HUD back on the page. */
export function watchWindow(hud: HudModel, onWindow: (target: Window | null) => void): () => void {
  let shown: Window | null = null;
  const back = () => {
    hud.window.value = null;
  };
  const stop = hud.window.subscribe((target) => {
    if (target === shown) return;
    const before = shown;
    shown = target;
    before?.removeEventListener('pagehide', back);
    onWindow(target);
    before?.close();
    target?.addEventListener('pagehide', back);
  });
  window.addEventListener('pagehide', back);
  return () => {
    back();
    stop();
    window.removeEventListener('pagehide', back);
  };
}
