import type uPlot from 'uplot';

/** The outline of a histogram: a level as wide as each bin, whose middles are equally far apart, and nothing but the steps between them. */
export function stepPath(plot: uPlot, seriesIdx: number): uPlot.Series.Paths {
  const stroke = new Path2D();
  const [xs, ys] = [plot.data[0] as number[], plot.data[seriesIdx] as number[]];
  const half = ((xs[1] ?? 0) - (xs[0] ?? 0)) / 2;
  const toX = (x: number) => plot.valToPos(x, 'x', true);
  const toY = (y: number) => plot.valToPos(y, 'y', true);
  ys.forEach((y, k) => {
    const x = xs[k] as number;
    if (k === 0) stroke.moveTo(toX(x - half), toY(y));
    else stroke.lineTo(toX(x - half), toY(y));
    stroke.lineTo(toX(x + half), toY(y));
  });
  return { stroke, flags: 0 };
}
