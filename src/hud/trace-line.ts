import type { PointData } from './min-max-points.ts';

/** What both a context and a Path2D draw lines with. */
interface LinePath {
  moveTo(x: number, y: number): void;
  lineTo(x: number, y: number): void;
}

/** Adds one series as a polyline to a path; null breaks it, and a lone point between breaks is a short stroke, so that it is seen. */
export function traceLine(
  path: LinePath,
  data: PointData,
  series: number,
  toX: (x: number) => number,
  toY: (y: number) => number,
): void {
  const xs = data[0];
  const ys = data[series] as (number | null)[];
  let isBroken = true;
  for (let k = 0; k < ys.length; k++) {
    const value = ys[k];
    if (value == null) {
      isBroken = true;
      continue;
    }
    const x = toX(xs[k] as number);
    const y = toY(value);
    const isLast = ys[k + 1] == null;
    if (isBroken) path.moveTo(isLast ? x - 1 : x, y);
    if (!isBroken || isLast) path.lineTo(x, y);
    isBroken = false;
  }
}
