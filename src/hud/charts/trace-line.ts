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

/** Which strokes are filled as bars, 1, by the point that they end in: looked at once for all the lines that a wide one is made of. */
let bars = new Uint8Array(256);

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
  place: LinePlace,
  pen: Pen,
): void {
  const { x0, perX, y0, perY } = place;
  const { radius, offsets } = pen;
  if (bars.length < count) bars = new Uint8Array(2 * count);
  fillSteep(path, xs, ys, count, place, pen);
  for (let k = 0; k < offsets.length; k += 2) {
    const x = x0 + radius * (offsets[k] as number);
    const y = y0 + radius * (offsets[k + 1] as number);
    traceOnce(path, xs, ys, count, x, perX, y, perY);
  }
}

function fillSteep(
  path: LinePath,
  xs: ArrayLike<number>,
  ys: ArrayLike<number>,
  count: number,
  { x0, perX, y0, perY }: LinePlace,
  { lineWidth, radius, ratio }: Pen,
): void {
  const width = lineWidth + 2 * radius;
  let from = Number.NaN;
  for (let k = 0; k < count; k++) {
    const to = ys[k] as number;
    const up = (to - from) * perY;
    bars[k] = 0;
    // Most are not, and where a value is missing nothing is.
    if (up >= STEEP.least || up <= -STEEP.least) {
      const before = x0 + (xs[k - 1] as number) * perX;
      const after = x0 + (xs[k] as number) * perX;
      if (after - before <= STEEP.across) {
        bars[k] = 1;
        fillBar(path, before, y0 + from * perY, after, y0 + to * perY, width, ratio);
      }
    }
    from = to;
  }
}

/** On whole pixels, if the origin of the context is on one: as wide as the line, and from the one point's pixel to the other's, so that the next bar begins where this one ends. */
function fillBar(
  path: LinePath,
  x1: number,
  y1: number,
  x2: number,
  y2: number,
  lineWidth: number,
  ratio: number,
): void {
  const widthPx = Math.max(1, Math.round(lineWidth * ratio));
  const middle = Math.round(((x1 + x2) / 2) * ratio - widthPx / 2);
  const left = Math.min(middle, Math.round(x1 * ratio));
  const right = Math.max(middle + widthPx, Math.round(x2 * ratio));
  const top = Math.floor((Math.min(y1, y2) - lineWidth / 2) * ratio);
  const bottom = Math.ceil((Math.max(y1, y2) + lineWidth / 2) * ratio);
  path.fillRect(left / ratio, top / ratio, (right - left) / ratio, (bottom - top) / ratio);
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
    if (isLone || !(isBroken || bars[k] === 1)) path.lineTo(x, y);
    else path.moveTo(x, y);
    isBroken = false;
  }
}
