/** What both a context and a Path2D draw lines with. */
interface LinePath {
  moveTo(x: number, y: number): void;
  lineTo(x: number, y: number): void;
}

/** Adds a polyline to a path; null breaks it, and a lone point between breaks is a short stroke, so that it is seen. */
export function traceLine(
  path: LinePath,
  xs: readonly number[],
  ys: readonly (number | null)[],
  toX: (x: number) => number,
  toY: (y: number) => number,
): void {
  let isBroken = true;
  for (let k = 0; k < ys.length; k++) {
    const value = ys[k];
    if (value == null) {
      isBroken = true;
      continue;
    }
    const x = toX(xs[k] as number);
    const y = toY(value);
    if (isBroken) path.moveTo(ys[k + 1] == null ? x - 1 : x, y);
    if (!isBroken || ys[k + 1] == null) path.lineTo(x, y);
    isBroken = false;
  }
}
