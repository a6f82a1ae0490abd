import type { Chart } from './ChartView.tsx';
import { ChartCanvas } from './chart-canvas.ts';
import { FrameColumns } from './frame-columns.ts';
import type { HudModel } from './hud-model.ts';
import { MinMaxPoints } from './min-max-points.ts';
import type { Palette } from './palette.ts';
import { timeScaleMax } from './time-scale.ts';
import { traceLine } from './trace-line.ts';

/** The frame times of the last seconds in one line of text's height, with the budget behind them. */
export class FrameSparkline implements Chart {
  private readonly hud: HudModel;
  private readonly canvas: ChartCanvas;
  private readonly columns = new FrameColumns();
  private readonly points = new MinMaxPoints(1, 120);
  private maxMs = 0;

  constructor(element: HTMLElement, hud: HudModel) {
    this.hud = hud;
    this.canvas = new ChartCanvas(element);
  }

  resize(widthCssPx: number, heightCssPx: number): void {
    this.canvas.resize(widthCssPx, heightCssPx);
  }

  draw(): void {
    const { hud, canvas, columns, points } = this;
    const { context, widthCssPx: width, heightCssPx: height } = canvas;
    const source = hud.source.peek();
    const palette = hud.palette.peek() as Palette;
    const { budgetMs, stats } = hud;
    columns.read(source.frames, source.window());
    points.read(columns, columns.endMs, source.spanMs);
    this.maxMs = timeScaleMax(budgetMs, stats?.frame.p99 || 0, this.maxMs);
    const toX = (seconds: number) => (1 + (seconds * 1000) / source.spanMs) * (width - 1);
    const toY = (ms: number) => height - 1 - Math.min(1, ms / this.maxMs) * (height - 2);

    canvas.begin();
    context.lineWidth = 1;
    context.setLineDash([2, 2]);
    context.strokeStyle = palette.budget;
    context.beginPath();
    const budgetY = Math.round(toY(budgetMs)) + 0.5;
    context.moveTo(0, budgetY);
    context.lineTo(width, budgetY);
    context.stroke();
    context.setLineDash([]);
    context.strokeStyle = palette.frame;
    context.beginPath();
    traceLine(context, points.data[0], points.data[1] as (number | null)[], toX, toY);
    context.stroke();
  }

  destroy(): void {
    this.canvas.destroy();
  }
}
