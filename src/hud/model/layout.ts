import { HUD_THEMES, type HudCorner, type HudTheme } from '../hud-types.ts';

/** Where the HUD stands, how large it is, how much is seen through it and its colours. Lengths are CSS pixels of the page. */
export interface HudLayout {
  /** Null: in the corner that the options ask for. */
  readonly place: HudPlace | null;
  /** 0.3 to 1. */
  readonly opacity: number;
  /** 0.75 to 2. */
  readonly scale: number;
  /** Null: that which the options ask for. */
  readonly theme: HudTheme | null;
  /** Of the modes that were resized; before scaling. */
  readonly sizes: Readonly<Partial<Record<SizedMode, HudSize>>>;
}

/** By its distance from the corner it is nearest to, which it keeps when the window changes its size. */
export interface HudPlace {
  readonly corner: HudCorner;
  readonly x: number;
  readonly y: number;
}

export interface HudSize {
  readonly width: number;
  readonly height: number;
}

/** The modes that have a size of their own; one line is as long as what is in it. */
export type SizedMode = 'graph' | 'panel';

export const DEFAULT_LAYOUT: HudLayout = { place: null, opacity: 1, scale: 1, theme: null, sizes: {} };
export const CORNERS: readonly HudCorner[] = ['top-left', 'top-right', 'bottom-left', 'bottom-right'];
export const OPACITY = { min: 0.3, max: 1 } as const;
export const SCALE = { min: 0.75, max: 2 } as const;
/** Smaller there is no room for what a mode shows; larger than this is no window. */
const MIN_SIZES: Readonly<Record<SizedMode, HudSize>> = {
  graph: { width: 280, height: 156 },
  panel: { width: 320, height: 240 },
};
const MAX_SIZE_CSS_PX = 10_000;
/** What is between the HUD and the edges of the window unless it was put elsewhere. */
export const MARGIN_CSS_PX = 8;
const SNAP_CSS_PX = 12;

/** Where a box of this size ends up that was dragged to here: inside of the window, and on the margin when it is near it. */
export function placeAt(left: number, top: number, box: HudSize, view: HudSize): HudPlace {
  const along = (start: number, length: number, room: number) => {
    const end = room - length - start;
    const isStart = start <= end;
    const distance = Math.max(0, Math.min(isStart ? start : end, room - length));
    return { isStart, distance: Math.abs(distance - MARGIN_CSS_PX) < SNAP_CSS_PX ? MARGIN_CSS_PX : distance };
  };
  const x = along(left, box.width, view.width);
  const y = along(top, box.height, view.height);
  return {
    corner: `${y.isStart ? 'top' : 'bottom'}-${x.isStart ? 'left' : 'right'}`,
    x: Math.round(x.distance),
    y: Math.round(y.distance),
  };
}

export function clampSize(mode: SizedMode, { width, height }: HudSize): HudSize {
  const least = MIN_SIZES[mode];
  const clamp = (value: number, min: number) => Math.round(Math.min(MAX_SIZE_CSS_PX, Math.max(min, value)));
  return { width: clamp(width, least.width), height: clamp(height, least.height) };
}

/** What can be used of a layout that was stored, by whomever: each part that is not right is the default. */
export function readLayout(stored: unknown): HudLayout {
  const { place, opacity, scale, theme, sizes } = objectOf(stored);
  const { corner, x, y } = objectOf(place);
  const sizeOf = (mode: SizedMode) => {
    const { width, height } = objectOf(objectOf(sizes)[mode]);
    return isLength(width) && isLength(height) ? { [mode]: clampSize(mode, { width, height }) } : {};
  };
  return {
    place:
      CORNERS.includes(corner as HudCorner) && isLength(x) && isLength(y)
        ? { corner: corner as HudCorner, x, y }
        : null,
    opacity: clamped(opacity, OPACITY),
    scale: clamped(scale, SCALE),
    theme: HUD_THEMES.includes(theme as HudTheme) ? (theme as HudTheme) : null,
    sizes: { ...sizeOf('graph'), ...sizeOf('panel') },
  };
}

const isLength = (value: unknown): value is number =>
  typeof value === 'number' && value >= 0 && value <= MAX_SIZE_CSS_PX;

function clamped(value: unknown, { min, max }: { readonly min: number; readonly max: number }): number {
  return typeof value === 'number' && !Number.isNaN(value) ? Math.min(max, Math.max(min, value)) : 1;
}

function objectOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
