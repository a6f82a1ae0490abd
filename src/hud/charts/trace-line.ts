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

/**
 * Adds the first `count` points of a series as a polyline to a path. A missing value, NaN or null, breaks it, and a lone point between
 * breaks is a short stroke, so that it is seen. Without a closure or a number object a point: a chart has hundreds, four times a second.
 */
export function traceLine(
  path: LinePath,
  xs: ArrayLike<number>,
  ys: ArrayLike<number | null>,
  count: number,
  { x0, perX, y0, perY }: LinePlace,
): void {
  let isBroken = true;
  for (let k = 0; k < count; k++) {
    const value = ys[k];
    if (isMissing(value)) {
      isBroken = true;
      continue;
    }
    const x = x0 + (xs[k] as number) * perX;
    const y = y0 + (value as number) * perY;
    const isLast = k + 1 === count || isMissing(ys[k + 1]);
    if (isBroken) path.moveTo(isLast ? x - 1 : x, y);
    if (!isBroken || isLast) path.lineTo(x, y);
    isBroken = false;
  }
}

function isMissing(value: number | null | undefined): boolean {
  // Only NaN is not itself.
  return value == null || value !== value;
}
