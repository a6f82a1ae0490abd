import { useHud } from '../model/hud-context.ts';
import { hasModifier } from '../parts/has-modifier.ts';
import { nudgeSize, resizeHud } from './drag-hud.ts';

const STEP_CSS_PX = 16;
const STEPS: Readonly<Record<string, readonly [right: number, down: number]>> = {
  ArrowLeft: [-STEP_CSS_PX, 0],
  ArrowRight: [STEP_CSS_PX, 0],
  ArrowUp: [0, -STEP_CSS_PX],
  ArrowDown: [0, STEP_CSS_PX],
};

/** What the HUD is resized by, in the corner across from the one that it stands in. */
export function Grip() {
  const hud = useHud();
  const mode = hud.mode.value;
  if ((mode !== 'graph' && mode !== 'panel') || hud.window.value !== null) return null;
  return (
    <button
      type="button"
      class="grip"
      aria-label="Size: drag, or use the arrow keys"
      title="Size: drag, or use the arrow keys"
      onPointerDown={(event) => resizeHud(event, hud, mode)}
      onKeyDown={(event) => {
        const step = STEPS[event.key];
        if (step === undefined || hasModifier(event)) return;
        event.preventDefault();
        nudgeSize(event.currentTarget, hud, mode, ...step);
      }}
    />
  );
}
