import type { Chart } from '../charts/ChartView.tsx';
import { createChartCanvas } from '../charts/chart-canvas.ts';
import { createFrameColumns } from '../charts/frame-columns.ts';
import { createMinMaxPoints } from '../charts/min-max-points.ts';
import { storedPointSteps } from '../charts/stored-points.ts';
import { timeScaleMax } from '../charts/time-scale.ts';
import { penOf, traceLine } from '../charts/trace-line.ts';
import type { HudModel } from '../model/hud-model.ts';
import { runInSlices } from '../model/run-in-slices.ts';
import type { Palette } from '../parts/palette.ts';

const SPANS = 54;

/** The frame times of the last seconds at the height of a line of text, with the budget behind them. */
export function createFrameSparkline(element: HTMLElement, hud: HudModel, onFailure: (error: unknown) => void): Chart {
  const canvas = createChartCanvas(element, hud);
  const columns = createFrameColumns();
  const points = createMinMaxPoints(1, SPANS);
  const place = { x0: 0, perX: 0, y0: 0, perY: 0 };
  let width = 0;
  let height = 0;
  let maxMs = 0;
  let stopReading: (() => void) | null = null;

  const draw = () => {
    const { context } = canvas;
    const { spanMs } = hud.source.peek();
    const palette = hud.palette.peek() as Palette;
    maxMs = timeScaleMax(hud.budgetMs, hud.stats?.frame.p99 || 0, maxMs);
    const toY = (ms: number) => height - 1 - (ms / maxMs) * (height - 2);
    const budgetY = Math.round(toY(hud.budgetMs)) + 0.5;
    canvas.begin();
    const pen = penOf(1, canvas.ratio);
    context.lineWidth = 1;
    context.setLineDash([2, 2]);
    context.strokeStyle = palette.budget;
    context.beginPath();
    context.moveTo(0, budgetY);
    context.lineTo(width, budgetY);
    context.stroke();
    context.setLineDash([]);
    context.lineWidth = pen.lineWidth;
    context.strokeStyle = context.fillStyle = palette.text;
    context.beginPath();
    place.x0 = width - 1;
    place.perX = ((width - 1) * 1000) / spanMs;
    place.y0 = toY(0);
    place.perY = toY(1) - place.y0;
    traceLine(context, points.x, points.series[0] as Float64Array, points.length, place, pen);
    context.stroke();
  };

  return {
    resize(widthCssPx, heightCssPx) {
      width = widthCssPx;
      height = heightCssPx;
      canvas.resize(width, height);
    },
    draw() {
      const { frames, window, spanMs, name } = hud.source.peek();
      if (name === null) {
        columns.read(frames, window());
        points.read(columns, columns.endMs, spanMs);
      }
      // Once, since it stays as it is.
      else
        stopReading ??= runInSlices(hud, {
          steps: storedPointSteps(frames, window(), spanMs, columns, points),
          onDone: draw,
          onFailure,
        });
      draw();
    },
    destroy() {
      stopReading?.();
      canvas.destroy();
    },
  };
}
