import type { Chart } from '../charts/ChartView.tsx';
import { axisFont, drawLine, ROOM_LEFT_CSS_PX } from '../charts/chart-axes.ts';
import { createChartCanvas } from '../charts/chart-canvas.ts';
import { penOf } from '../charts/trace-line.ts';
import type { HudModel } from '../model/hud-model.ts';
import { valueFormatter } from '../parts/format-value.ts';
import { missingReason } from '../parts/missing-reason.ts';
import type { Palette } from '../parts/palette.ts';
import { createHeatStrips } from './heat-strips.ts';
import type { MetricEntry } from './metric-entries.ts';
import { limitOf } from './metric-level.ts';
import { createMetricLines, type MetricReading } from './metric-line.ts';
import { valueRange } from './value-range.ts';

/** Height of one chart with the text above it, and of that text, in CSS pixels, as in the style sheet. */
const PITCH_CSS_PX = 44;
const TEXT_CSS_PX = 16;
const MARGIN_CSS_PX = 3;
/** As beside the frame chart, so that what happened at one time stands below each other. */
const ROOM_RIGHT_CSS_PX = 14;
/** The label of the axis is at most so wide; its unit stands in the text above. */
const GAP_CSS_PX = 4;
const DASH = [2, 2];

/**
 * The pinned metrics over time, each under its text: gauges and rates as lines, histograms as heat strips, on one canvas. They move with
 * the frame chart; figures are told, and slices of the strips taken, only when the figures are renewed.
 *
 * @param isRenewed whether the figures were renewed since it was asked last
 */
export function createPinnedCharts(
  element: HTMLElement,
  hud: HudModel,
  entries: () => readonly MetricEntry[],
  isRenewed: () => boolean,
  tell: (key: string, reading: MetricReading, nowMs: number) => void,
): Chart {
  const canvas = createChartCanvas(element, hud);
  const { context } = canvas;
  const lines = createMetricLines(hud);
  const strips = createHeatStrips();
  const place = { x0: 0, perX: 0, y0: 0, perY: 0 };
  let width = 0;

  const drawAxis = (palette: Palette, { descriptor }: MetricEntry, top: number, low: number, high: number) => {
    const format = valueFormatter(descriptor.unit);
    const height = PITCH_CSS_PX - TEXT_CSS_PX - 2 * MARGIN_CSS_PX;
    context.font = axisFont(palette);
    context.fillStyle = palette.dim;
    context.textAlign = 'right';
    context.textBaseline = 'top';
    context.fillText(format(high).text, ROOM_LEFT_CSS_PX - GAP_CSS_PX, top - 1, ROOM_LEFT_CSS_PX - GAP_CSS_PX);
    context.textBaseline = 'bottom';
    // The unit stands in the text above, and is that of both.
    if (format(low).unit === format(high).unit || low === 0)
      context.fillText(
        format(low).text,
        ROOM_LEFT_CSS_PX - GAP_CSS_PX,
        top + height + 1,
        ROOM_LEFT_CSS_PX - GAP_CSS_PX,
      );
    drawLine(context, palette.line, ROOM_LEFT_CSS_PX, top + height, width - ROOM_RIGHT_CSS_PX, top + height);
  };

  const draw = (palette: Palette, entry: MetricEntry, k: number, isTold: boolean) => {
    const top = k * PITCH_CSS_PX + TEXT_CSS_PX + MARGIN_CSS_PX;
    const { spanMs } = hud.source.peek();
    const box = {
      left: ROOM_LEFT_CSS_PX,
      top,
      width: width - ROOM_LEFT_CSS_PX - ROOM_RIGHT_CSS_PX,
      height: PITCH_CSS_PX - TEXT_CSS_PX - 2 * MARGIN_CSS_PX,
    };
    const reading = lines.read(entry, true);
    if (isTold) tell(entry.key, reading, lines.endMs);
    if (entry.metricKind === 'histograms') {
      const range = strips.draw(context, palette, entry, box, lines.endMs, spanMs);
      if (range !== null) drawAxis(palette, entry, top, range.low, range.high);
      return;
    }
    if (lines.low > lines.high) {
      context.font = axisFont(palette);
      context.fillStyle = palette.dim;
      context.textAlign = 'left';
      context.textBaseline = 'middle';
      const { history, id } = entry.descriptor;
      const reason = history === 'none' ? 'No history of it is kept' : missingReason(hud, id);
      context.fillText(reason, box.left, top + box.height / 2, box.width);
      return;
    }
    // What is said of a counter's total is not said of its rate.
    const limit = entry.descriptor.type === 'counter' ? Number.NaN : limitOf(entry.descriptor);
    const { low, high } = valueRange(lines.low, lines.high, limit);
    const toY = (value: number) => top + box.height * (1 - (value - low) / (high - low));
    drawAxis(palette, entry, top, low, high);
    if (limit >= low && limit <= high)
      drawLine(context, palette.budget, box.left, toY(limit), box.left + box.width, toY(limit), DASH);
    context.setLineDash([]);
    context.strokeStyle = context.fillStyle = palette.text;
    const pen = penOf(1, canvas.ratio);
    context.lineWidth = pen.lineWidth;
    context.beginPath();
    place.x0 = box.left + box.width;
    place.perX = (1000 * box.width) / spanMs;
    place.y0 = toY(0);
    place.perY = -box.height / (high - low);
    lines.trace(context, place, pen);
    context.stroke();
  };

  return {
    resize(widthCssPx, heightCssPx) {
      width = widthCssPx;
      canvas.resize(widthCssPx, heightCssPx);
    },
    draw() {
      const palette = hud.palette.peek() as Palette;
      const shown = entries();
      canvas.begin();
      lines.begin();
      const isTold = isRenewed();
      if (isTold) strips.sample(shown, lines.endMs);
      shown.forEach((entry, k) => {
        draw(palette, entry, k, isTold);
      });
    },
    destroy: canvas.destroy,
  };
}
