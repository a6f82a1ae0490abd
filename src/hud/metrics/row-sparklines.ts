import { createChartCanvas } from '../charts/chart-canvas.ts';
import { type Pen, penOf } from '../charts/trace-line.ts';
import { roomOf } from '../charts/value-range.ts';
import type { HudModel } from '../model/hud-model.ts';
import { limitOf } from '../parts/metric-level.ts';
import type { Palette } from '../parts/palette.ts';
import type { HeatStrips } from './heat-strips.ts';
import type { MetricEntry } from './metric-entries.ts';
import { createMetricLines, type MetricReading } from './metric-line.ts';
import type { MetricRow } from './metric-rows.ts';

/** Free above and below each line, in CSS pixels. */
const MARGIN = 4;
const SPANS = 36;
const DASH = [2, 2];
const NO_DASH: number[] = [];

/** The sparklines of all rows in sight, on one canvas that lies over their column. */
export interface RowSparklines {
  /** Draws each row that has history, a histogram as a heat strip; with `tell` it takes a slice of the strips, and tells what the history says. */
  draw(
    rows: readonly MetricRow[],
    widthCssPx: number,
    tell: ((key: string, reading: MetricReading, nowMs: number) => void) | null,
  ): void;
  destroy(): void;
}

export function createRowSparklines(element: HTMLElement, hud: HudModel, rowCssPx: number): RowSparklines {
  const canvas = createChartCanvas(element, hud);
  const { context } = canvas;
  const lines = createMetricLines(hud, SPANS);
  const place = { x0: 0, perX: 0, y0: 0, perY: 0 };
  let strips: HeatStrips | 'loading' | null = null;
  /** Where limits go, in CSS pixels from the top. */
  const limits: number[] = [];

  const trace = (entry: MetricEntry, top: number, width: number, pen: Pen) => {
    const reading = lines.read(entry, false);
    const { low, high, spanMs } = lines;
    if (low > high) return reading;
    const room = roomOf(low, high);
    // A limit is shown where it is near; of a counter it is one of the total, which is not what is drawn.
    const limit = entry.metricKind === 'gauges' ? limitOf(entry.descriptor) : Number.NaN;
    const isNear = limit >= low - room && limit <= high + room;
    const from = isNear ? Math.min(low, limit) : low;
    const to = isNear ? Math.max(high, limit) : high;
    const scale = (rowCssPx - 2 * MARGIN) / Math.max(to - from, room);
    const middle = top + rowCssPx / 2 + ((from + to) / 2) * scale;
    place.x0 = width;
    place.perX = (1000 * width) / spanMs;
    place.y0 = middle;
    place.perY = -scale;
    lines.trace(context, place, pen);
    if (isNear) limits.push(Math.floor(middle - limit * scale) + 0.5);
    return reading;
  };

  const drawStrips = (rows: readonly MetricRow[], width: number, isTold: boolean) => {
    const isHistogram = (row: MetricRow) => row.kind === 'metric' && row.metricKind === 'histograms';
    if (strips === null && rows.some(isHistogram)) {
      strips = 'loading';
      // Without them there are still the figures.
      import('./heat-strips.ts').then(
        ({ createHeatStrips }) => {
          strips = createHeatStrips();
        },
        () => undefined,
      );
    }
    if (strips === null || strips === 'loading') return;
    const shown = rows.filter((row): row is MetricEntry => isHistogram(row));
    if (isTold) strips.sample(shown, lines.endMs);
    for (const entry of shown) {
      const top = rows.indexOf(entry) * rowCssPx + MARGIN - 1;
      const box = { left: 0, top, width, height: rowCssPx - 2 * (MARGIN - 1) };
      strips.draw(context, hud.palette.peek() as Palette, entry, box, lines.endMs, lines.spanMs);
    }
  };

  return {
    draw(rows, widthCssPx, tell) {
      const palette = hud.palette.peek() as Palette;
      canvas.resize(widthCssPx, rows.length * rowCssPx);
      canvas.begin();
      lines.begin();
      limits.length = 0;
      const pen = penOf(1, canvas.ratio);
      context.lineWidth = pen.lineWidth;
      context.strokeStyle = context.fillStyle = palette.bar;
      context.beginPath();
      rows.forEach((row, k) => {
        if (row.kind !== 'metric') return;
        const reading = trace(row, k * rowCssPx, widthCssPx, pen);
        tell?.(row.key, reading, lines.endMs);
      });
      context.stroke();
      drawStrips(rows, widthCssPx, tell !== null);
      if (limits.length === 0) return;
      context.strokeStyle = palette.budget;
      context.lineWidth = 1;
      context.setLineDash(DASH);
      context.beginPath();
      for (const y of limits) {
        context.moveTo(0, y);
        context.lineTo(widthCssPx, y);
      }
      context.stroke();
      context.setLineDash(NO_DASH);
    },
    destroy: canvas.destroy,
  };
}
