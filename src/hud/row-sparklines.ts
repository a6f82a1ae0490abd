import { createChartCanvas } from './chart-canvas.ts';
import { createFrameColumns } from './frame-columns.ts';
import type { HudModel } from './hud-model.ts';
import type { MetricRow } from './metric-rows.ts';
import { createMinMaxPoints } from './min-max-points.ts';
import type { Palette } from './palette.ts';
import { traceLine } from './trace-line.ts';

/** Free above and below each line, in CSS pixels. */
const MARGIN = 4;
/** A gauge that moves by less than this part of its size is drawn calm. */
const LEAST_RANGE = 0.05;
const RATE_MS = 1000;
const POINTS = 84;

/** The sparklines of all rows in sight, on one canvas that lies over their column. */
export interface RowSparklines {
  /**
   * Draws a line for each row that has history, and tells `recent` of each row: a gauge's largest value in the window, a counter's
   * growth per second over the last second; NaN without history.
   */
  draw(rows: readonly MetricRow[], widthCssPx: number, tell: (key: string, recent: number) => void): void;
  destroy(): void;
}

export function createRowSparklines(element: HTMLElement, hud: HudModel, rowCssPx: number): RowSparklines {
  const canvas = createChartCanvas(element);
  const columns = createFrameColumns();
  const points = createMinMaxPoints(1, POINTS);
  const place = { x0: 0, perX: 0, y0: 0, perY: 0 };
  let values = new Float64Array(0);

  /** How much `values` grew per second over the last second. */
  const growth = () => {
    const { count, timeMs, endMs } = columns;
    const last = count - 1;
    let first = last;
    while (first > 0 && endMs - (timeMs[first] as number) < RATE_MS) first--;
    return (((values[last] as number) - (values[first] as number)) * 1000) / (endMs - (timeMs[first] as number));
  };

  const trace = ({ key, descriptor }: Extract<MetricRow, { kind: 'metric' }>, top: number, width: number) => {
    const { frames, window, spanMs } = hud.source.peek();
    const { count, timeMs, gap, endMs } = columns;
    const { from, to } = window();
    const { type } = descriptor;
    const isGauge = type === 'gauge';
    frames.read(type === 'histogram' || type === 'timer' ? `${key}#sum` : key, from, to, values);
    const recent = isGauge ? Number.NaN : growth();
    if (!isGauge) difference(values, count);
    points.read({ count, timeMs, gap, series: [values] }, endMs, spanMs);
    let low = Number.POSITIVE_INFINITY;
    let high = Number.NEGATIVE_INFINITY;
    const [ys] = points.series as [Float64Array];
    for (let k = 0; k < points.length; k++) {
      const y = ys[k] as number;
      // NaN is neither below nor above.
      if (y < low) low = y;
      if (y > high) high = y;
    }
    if (low > high) return recent;
    const room = Math.max(high - low, Math.abs(high) * LEAST_RANGE, Number.MIN_VALUE);
    const scale = (rowCssPx - 2 * MARGIN) / room;
    place.x0 = width;
    place.perX = (1000 * width) / spanMs;
    place.y0 = top + rowCssPx / 2 + ((low + high) / 2) * scale;
    place.perY = -scale;
    traceLine(canvas.context, points.x, ys, points.length, place);
    return isGauge ? high : recent;
  };

  return {
    draw(rows, widthCssPx, tell) {
      const { context } = canvas;
      const { frames, window } = hud.source.peek();
      canvas.resize(widthCssPx, rows.length * rowCssPx);
      canvas.begin();
      columns.read(frames, window());
      if (values.length < columns.count) values = new Float64Array(columns.timeMs.length);
      context.strokeStyle = (hud.palette.peek() as Palette).bar;
      context.lineWidth = 1;
      context.beginPath();
      rows.forEach((row, k) => {
        if (row.kind === 'metric') tell(row.key, trace(row, k * rowCssPx, widthCssPx));
      });
      context.stroke();
    },
    destroy: canvas.destroy,
  };
}

/** Cumulative values to what each frame added. */
function difference(values: Float64Array, count: number): void {
  for (let i = count - 1; i > 0; i--) values[i] = (values[i] as number) - (values[i - 1] as number);
  values[0] = Number.NaN;
}
