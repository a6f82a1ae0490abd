/** What of a context lines are drawn with. */
type LinePath = Pick<CanvasRenderingContext2D, 'moveTo' | 'lineTo' | 'fillRect'>;

/** From values to where they are drawn: `x0 + x·perX` and `y0 + y·perY`. */
export interface LinePlace {
  x0: number;
  perX: number;
  y0: number;
  perY: number;
}

/** How a line is drawn: as thin ones whose points lie on a circle around its own. */
export interface Pen {
  /** For the context, in its units, as `radius`. */
  readonly lineWidth: number;
  readonly radius: number;
  /** Where they are in a circle of radius 1: x and y of the first, x and y of the second, … */
  readonly offsets: readonly number[];
  /** Pixels of a unit. */
  readonly ratio: number;
}

/**
 * What goes up or down so far, and no further than this across, in units of the context, is filled as a bar. A chart of many frames is made of such
 * strokes, and as lines they take longer the higher they are: 1.2 ms instead of 0.4 for a thousand of 150 pixels, 5 where they are dashed. What goes
 * further across is seen to slant.
 */
const STEEP = { least: 6, across: 1 };

const ring = (count: number) =>
  Array.from({ length: 2 * count }, (_, k) => {
    const angle = (2 * Math.PI * (k >> 1)) / count;
    return k % 2 === 0 ? Math.sin(angle) : Math.cos(angle);
  });
const THIN = [0, 0];
/** No two neighbours are more than a pixel apart, seen from any side, so that none sees through: up to 2 pixels, and up to 3. */
const THREE = ring(3);
const EIGHT = [...ring(7), 0, 0];

/**
 * The pen of a line of some width where a unit of the context has `ratio` pixels; 3 pixels at most. Chromium draws lines of hundreds of points up to a
 * pixel wide as hairlines, in a tenth to a twentieth of the time that wider ones take it (0.04 ms instead of 0.75), so a wide line is made of those.
 */
export function penOf(width: number, ratio: number): Pen {
  const widthPx = Math.min(3, width * ratio);
  return {
    lineWidth: Math.min(1, widthPx) / ratio,
    radius: Math.max(0, widthPx - 1) / 2 / ratio,
    offsets: widthPx <= 1 ? THIN : widthPx <= 2 ? THREE : EIGHT,
    ratio,
  };
}

/**
 * Adds the first `count` points of a series as a polyline to a path, to be stroked, and fills what of it is steep: both styles are to be set. A
 * missing value, NaN, breaks it, and a lone point between breaks is a short stroke, so that it is seen. Without a closure or a number object a
 * point: a chart has hundreds, four times a second.
 */
export function traceLine(
  path: LinePath,
  xs: ArrayLike<number>,
  ys: ArrayLike<number>,
  count: number,
  { x0, perX, y0, perY }: LinePlace,
  { lineWidth, radius, offsets, ratio }: Pen,
): void {
  fillSteep(path, xs, ys, count, x0, perX, y0, perY, lineWidth + 2 * radius, ratio);
  for (let k = 0; k < offsets.length; k += 2) {
    const x = x0 + radius * (offsets[k] as number);
    const y = y0 + radius * (offsets[k + 1] as number);
    traceOnce(path, xs, ys, count, x, perX, y, perY);
  }
}

function isSteep(across: number, up: number): boolean {
  return across <= STEEP.across && Math.abs(up) >= STEEP.least;
}

/** On whole pixels, without gaps between one bar and the next. */
function fillSteep(
  path: LinePath,
  xs: ArrayLike<number>,
  ys: ArrayLike<number>,
  count: number,
  x0: number,
  perX: number,
  y0: number,
  perY: number,
  lineWidth: number,
  ratio: number,
): void {
  const widthPx = Math.max(1, Math.round(lineWidth * ratio));
  for (let k = 1; k < count; k++) {
    const from = ys[k - 1] as number;
    const to = ys[k] as number;
    const before = x0 + (xs[k - 1] as number) * perX;
    const across = ((xs[k] as number) - (xs[k - 1] as number)) * perX;
    // Of a missing value it is not: nothing compares with NaN.
    if (!isSteep(across, (to - from) * perY)) continue;
    // As wide as the line, and from the one point's pixel to the other's, so that the next bar begins where this one ends.
    const middle = Math.round((before + across / 2) * ratio - widthPx / 2);
    const left = Math.min(middle, Math.round(before * ratio));
    const right = Math.max(middle + widthPx, Math.round((before + across) * ratio));
    const first = y0 + from * perY;
    const last = y0 + to * perY;
    const top = Math.floor((Math.min(first, last) - lineWidth / 2) * ratio);
    const bottom = Math.ceil((Math.max(first, last) + lineWidth / 2) * ratio);
    path.fillRect(left / ratio, top / ratio, (right - left) / ratio, (bottom - top) / ratio);
  }
}

function traceOnce(
  path: LinePath,
  xs: ArrayLike<number>,
  ys: ArrayLike<number>,
  count: number,
  x0: number,
  perX: number,
  y0: number,
  perY: number,
): void {
  let isBroken = true;
  for (let k = 0; k < count; k++) {
    const value = ys[k] as number;
    // Only NaN is not itself.
    if (value !== value) {
      isBroken = true;
      continue;
    }
    const x = x0 + (xs[k] as number) * perX;
    const y = y0 + value * perY;
    const isLone = isBroken && (k + 1 === count || ys[k + 1] !== ys[k + 1]);
    if (isLone) path.moveTo(x - 1, y);
    // The difference as it is taken for the bars: a stroke is one or the other.
    const isSkipped =
      isBroken || isSteep(((xs[k] as number) - (xs[k - 1] as number)) * perX, (value - (ys[k - 1] as number)) * perY);
    if (isLone || !isSkipped) path.lineTo(x, y);
    else path.moveTo(x, y);
    isBroken = false;
  }
}
