import { MetricsError } from '../../metrics/index.ts';
import { refusal } from '../../metrics/metrics-error.ts';
import { HUD_THEMES, type HudCanvas, type HudCanvasOptions, type HudHost, type HudTheme } from '../hud-types.ts';
import { createHudModel, type HudModel } from '../model/hud-model.ts';
import { type Palette, readPalette } from '../parts/palette.ts';
import { createHudElement } from '../shell/hud-element.ts';
import { createCanvasPainter } from './draw-hud-canvas.ts';

/** What every WebGL implementation takes as a texture. */
const MAX_PX = 2048;

/**
 * Draws the figures and the frame chart on a canvas, at once and then twice a second while the page makes frames, those of XR
 * sessions included.
 *
 * @param onDestroy called when it is destroyed
 * @throws MetricsError `invalid-config` for a wrong size, canvas or theme, `invalid-operation` for a canvas with a context of another kind
 */
export function createHudCanvas(
  host: HudHost,
  options: HudCanvasOptions = {},
  onDestroy: () => void = () => undefined,
): HudCanvas {
  const { widthPx = 512, heightPx = 256, theme = 'dark', canvas = document.createElement('canvas') } = options;
  requireSize('widthPx', widthPx);
  requireSize('heightPx', heightPx);
  if (typeof (canvas as Partial<HTMLCanvasElement> | null)?.getContext !== 'function')
    throw refusal(
      'invalid-config',
      'draw the HUD on a canvas',
      'canvas',
      'be an HTMLCanvasElement or an OffscreenCanvas',
      canvas,
    );
  if (!(HUD_THEMES as readonly string[]).includes(theme) || (theme as HudTheme) === 'auto')
    throw refusal('invalid-config', 'draw the HUD on a canvas', 'theme', 'be "dark", "light" or "contrast"', theme);
  const context = canvas.getContext('2d') as CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D | null;
  if (context === null) {
    throw new MetricsError('invalid-operation', 'Cannot draw the HUD on the canvas: it has a context of another kind');
  }
  canvas.width = widthPx;
  canvas.height = heightPx;

  const model = createHudModel(host, {});
  const paint = createCanvasPainter(context, model, paletteOf(theme, model.measured));
  const listeners = new Set<() => void>();
  let revision = 0;
  const stopPainting = model.onStats(() => {
    paint();
    revision++;
    for (const listener of listeners) {
      try {
        listener();
      } catch (error) {
        reportError(error);
      }
    }
  });
  const stopStats = model.startStats();
  model.measure(model.renewStats);
  return {
    canvas,
    get revision() {
      return revision;
    },
    onUpdate(listener) {
      // The same function may be given twice.
      const own = () => listener();
      listeners.add(own);
      return () => listeners.delete(own);
    },
    destroy() {
      stopPainting();
      stopStats();
      listeners.clear();
      onDestroy();
    },
  };
}

function requireSize(part: string, sizePx: unknown): void {
  if (Number.isInteger(sizePx) && (sizePx as number) > 0 && (sizePx as number) <= MAX_PX) return;
  throw refusal('invalid-config', 'draw the HUD on a canvas', part, `be a whole number from 1 to ${MAX_PX}`, sizePx);
}

/** The colours are defined in the style sheet, which only an element of the page can be asked for. */
function paletteOf(theme: Exclude<HudTheme, 'auto'>, measured: HudModel['measured']): Palette {
  const element = createHudElement(undefined, 'overlay', measured);
  element.root.dataset.theme = theme;
  const palette = readPalette(element.root);
  element.destroy();
  return palette;
}
