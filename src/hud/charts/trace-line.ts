/** What both a context and a Path2D draw lines with. */
interface LinePath {
  moveTo(x: number, y: number): void;
  lineTo(x: number, y: number): void;
}

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
}

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
  };
}

const HAIRLINE = penOf(1, 1);

/**
 * Adds the first `count` points of a series as a polyline to a path. A missing value, NaN, breaks it, and a lone point between
 * breaks is a short stroke, so that it is seen. Without a closure or a number object a point: a chart has hundreds, four times a second.
 */
export function traceLine(
  path: LinePath,
  xs: ArrayLike<number>,
  ys: ArrayLike<number>,
  count: number,
  { x0, perX, y0, perY }: LinePlace,
  { radius, offsets }: Pen = HAIRLINE,
): void {
  for (let k = 0; k < offsets.length; k += 2) {
    const x = x0 + radius * (offsets[k] as number);
    const y = y0 + radius * (offsets[k + 1] as number);
    traceOnce(path, xs, ys, count, x, perX, y, perY);
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
    const isLast = k + 1 === count || ys[k + 1] !== ys[k + 1];
    if (isBroken) path.moveTo(isLast ? x - 1 : x, y);
    if (!isBroken || isLast) path.lineTo(x, y);
    isBroken = false;
  }
}
