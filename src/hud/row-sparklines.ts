import { ChartCanvas } from './chart-canvas.ts';
import { FrameColumns } from './frame-columns.ts';
import type { HudModel } from './hud-model.ts';
import type { MetricRow } from './metric-rows.ts';
import { MinMaxPoints } from './min-max-points.ts';
import type { Palette } from './palette.ts';
import { traceLine } from './trace-line.ts';

/** Free above and below each line, in CSS pixels. */
const MARGIN = 4;
/** A gauge that moves by less than this part of its size is drawn calm. */
const LEAST_RANGE = 0.05;
const RATE_MS = 1000;

/** The sparklines of all rows in sight, on one canvas that lies over their column. */
export class RowSparklines {
  private readonly canvas: ChartCanvas;
  private readonly rowCssPx: number;
  private readonly columns = new FrameColumns();
  private readonly points = new MinMaxPoints(1, 84);
  private values = new Float64Array(0);

  constructor(element: HTMLElement, rowCssPx: number) {
    this.canvas = new ChartCanvas(element);
    this.rowCssPx = rowCssPx;
  }

  /** Draws a line for each row that has history, and tells `recent` of each row, with or without. */
  draw(
    hud: HudModel,
    rows: readonly MetricRow[],
    widthCssPx: number,
    tell: (key: string, recent: number) => void,
  ): void {
    const { canvas, columns, rowCssPx } = this;
    const { context } = canvas;
    const source = hud.source.peek();
    canvas.resize(widthCssPx, rows.length * rowCssPx);
    canvas.begin();
    columns.read(source.frames, source.window());
    if (this.values.length < columns.count) this.values = new Float64Array(columns.timeMs.length);
    context.strokeStyle = (hud.palette.peek() as Palette).spark;
    context.lineWidth = 1;
    context.beginPath();
    rows.forEach((row, k) => {
      if (row.kind === 'metric') tell(row.key, this.trace(hud, row, k * rowCssPx, widthCssPx));
    });
    context.stroke();
  }

  destroy(): void {
    this.canvas.destroy();
  }

  /** Gives a gauge's largest value in the window, a counter's growth per second over the last second; NaN without history. */
  private trace(
    hud: HudModel,
    { key, descriptor }: Extract<MetricRow, { kind: 'metric' }>,
    top: number,
    width: number,
  ): number {
    const { columns, points, values, canvas, rowCssPx } = this;
    const source = hud.source.peek();
    const { from, to } = source.window();
    const isSampled = descriptor.type === 'histogram' || descriptor.type === 'timer';
    source.frames.read(isSampled ? `${key}#sum` : key, from, to, values);
    const isGauge = descriptor.type === 'gauge';
    const growth = isGauge ? Number.NaN : this.growth();
    if (!isGauge) difference(values, columns.count);
    points.read({ ...columns, count: columns.count, series: [values] }, columns.endMs, source.spanMs);
    const [xs, ys] = points.data as [number[], (number | null)[]];
    let low = Number.POSITIVE_INFINITY;
    let high = Number.NEGATIVE_INFINITY;
    for (const y of ys) {
      if (y === null) continue;
      if (y < low) low = y;
      if (y > high) high = y;
    }
    if (low > high) return growth;
    const room = Math.max(high - low, Math.abs(high) * LEAST_RANGE, Number.MIN_VALUE);
    const middle = (low + high) / 2;
    const height = rowCssPx - 2 * MARGIN;
    traceLine(
      canvas.context,
      xs,
      ys,
      (seconds) => (1 + (seconds * 1000) / source.spanMs) * width,
      (value) => top + MARGIN + (0.5 - (value - middle) / room) * height,
    );
    return isGauge ? high : growth;
  }

  /** How much `values` grew per second over the last second. */
  private growth(): number {
    const { columns, values } = this;
    const last = columns.count - 1;
    let first = last;
    while (first > 0 && columns.endMs - (columns.timeMs[first] as number) < RATE_MS) first--;
    const elapsedMs = columns.endMs - (columns.timeMs[first] as number);
    return (((values[last] as number) - (values[first] as number)) * 1000) / elapsedMs;
  }
}

/** Cumulative values to what each frame added. */
function difference(values: Float64Array, count: number): void {
  for (let i = count - 1; i > 0; i--) values[i] = (values[i] as number) - (values[i - 1] as number);
  values[0] = Number.NaN;
}
