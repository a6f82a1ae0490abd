import type { HudModel } from '../model/hud-model.ts';

/** A canvas at the resolution of the screen, whatever the HUD's scale, whose context draws in CSS pixels. */
export interface ChartCanvas {
  readonly context: CanvasRenderingContext2D;
  /** Pixels of a CSS pixel, as of the last `begin()`. */
  readonly ratio: number;
  resize(widthCssPx: number, heightCssPx: number): void;
  /** Clears it for a new drawing; `isWhole` false: only where all that was drawn is lost, as when its size has changed. */
  begin(isWhole?: boolean): void;
  destroy(): void;
}

/**
 * Drawn without the GPU it is painted together with the text; as a texture it costs every frame of the page a layer more.
 *
 * @param redraw has it drawn by the GPU, for what is drawn anew with each move of the pointer: then the drawing itself is what costs. Called when
 * the GPU has lost what was drawn
 */
export function createChartCanvas(
  parent: HTMLElement,
  hud: Pick<HudModel, 'pixelRatio'>,
  redraw?: () => void,
): ChartCanvas {
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d', { willReadFrequently: redraw === undefined });
  if (context === null) throw new Error('Cannot draw: there is no 2D context');
  parent.append(canvas);
  let width = 0;
  let height = 0;
  let ratio = 0;
  canvas.addEventListener('contextrestored', () => {
    // Its scale is lost, too.
    ratio = 0;
    redraw?.();
  });
  return {
    context,
    get ratio() {
      return ratio;
    },
    resize(widthCssPx, heightCssPx) {
      if (widthCssPx === width && heightCssPx === height) return;
      width = widthCssPx;
      height = heightCssPx;
      ratio = 0;
    },
    begin(isWhole = true) {
      const wanted = hud.pixelRatio;
      // The window may have moved to another screen.
      if (ratio === wanted) {
        if (isWhole) context.clearRect(0, 0, width, height);
        return;
      }
      ratio = wanted;
      canvas.width = Math.round(width * ratio);
      canvas.height = Math.round(height * ratio);
      canvas.style.width = `${width}px`;
      canvas.style.height = `${height}px`;
      context.scale(ratio, ratio);
    },
    destroy: () => canvas.remove(),
  };
}
