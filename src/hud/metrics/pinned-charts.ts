import type { Chart } from '../charts/ChartView.tsx';
import { ROOM_LEFT_CSS_PX } from '../charts/chart-axes.ts';
import { createChartCanvas } from '../charts/chart-canvas.ts';
import type { LinePlace, Pen } from '../charts/trace-line.ts';
import { drawReason, drawValueAxis, drawValueLine } from '../charts/value-plot.ts';
import type { HudModel } from '../model/hud-model.ts';
import { limitOf } from '../parts/metric-level.ts';
import { missingReason } from '../parts/missing-reason.ts';
import type { Palette } from '../parts/palette.ts';
import type { OutOfSight } from '../parts/use-out-of-sight.ts';
import { createHeatStrips } from './heat-strips.ts';
import type { MetricEntry } from './metric-entries.ts';
import { createMetricLines, type MetricReading } from './metric-line.ts';

/** Height of one chart with the text above it, and of that text, in CSS pixels, as in the style sheet. */
const PITCH_CSS_PX = 44;
const TEXT_CSS_PX = 16;
const MARGIN_CSS_PX = 3;
/** As beside the frame chart, so that what happened at one time stands below each other. */
const ROOM_RIGHT_CSS_PX = 14;

/**
 * The pinned metrics over time, each under its text: gauges and rates as lines, histograms as heat strips, on one canvas. They move with
 * the frame chart; figures are told, and slices of the strips taken, only when the figures are renewed.
 *
 * @param outOfSight of these: they stay as they were drawn, and their figures as they were told
 * @param isRenewed whether the figures were renewed since it was asked last
 */
export function createPinnedCharts(
  element: HTMLElement,
  hud: HudModel,
  entries: () => readonly MetricEntry[],
  outOfSight: OutOfSight,
  isRenewed: () => boolean,
  tell: (key: string, reading: MetricReading, nowMs: number) => void,
): Chart {
  const canvas = createChartCanvas(element, hud);
  const { context } = canvas;
  const lines = createMetricLines(hud);
  const strips = createHeatStrips();
  let width = 0;
  let lastHidden = outOfSight.peek();

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
      if (range !== null) drawValueAxis(context, palette, box, entry.descriptor.unit, range);
      return;
    }
    if (lines.low > lines.high) {
      const { history, id } = entry.descriptor;
      const reason = history === 'none' ? 'No history of it is kept' : missingReason(hud, id);
      drawReason(context, palette, box, reason);
      return;
    }
    const { descriptor } = entry;
    const line = {
      unit: descriptor.unit,
      low: lines.low,
      high: lines.high,
      // What is said of a counter's total is not said of its rate.
      limit: descriptor.type === 'counter' ? Number.NaN : limitOf(descriptor),
      minX: -spanMs / 1000,
      maxX: 0,
      trace: (place: LinePlace, pen: Pen) => lines.trace(context, place, pen),
    };
    drawValueLine(context, palette, box, line, canvas.ratio);
  };

  return {
    resize(widthCssPx, heightCssPx) {
      width = widthCssPx;
      canvas.resize(widthCssPx, heightCssPx);
    },
    draw() {
      const palette = hud.palette.peek() as Palette;
      const shown = entries();
      canvas.begin(false);
      lines.begin();
      const hidden = outOfSight.peek();
      const isTold = isRenewed() || hidden !== lastHidden;
      lastHidden = hidden;
      if (isTold) strips.sample(shown, lines.endMs);
      shown.forEach((entry, k) => {
        if (hidden.has(k)) return;
        context.clearRect(0, k * PITCH_CSS_PX, width, PITCH_CSS_PX);
        draw(palette, entry, k, isTold);
      });
    },
    destroy: canvas.destroy,
  };
}
