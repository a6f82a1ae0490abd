import type { Palette } from '../parts/palette.ts';
import { drawLine } from './chart-axes.ts';

const BUDGET_DASH = [2, 2];
/** Unlike the budget's and unlike the GPU's, whatever the colours are. */
const REFRESH_DASH = [7, 2, 2, 2];
/** Where the budget is the refresh period, its own line says so. */
const APART_MS = 0.1;

/** Whether the refresh period has a line of its own: it is known, and not the budget. */
export function isRefreshApart(refreshMs: number, budgetMs: number): boolean {
  return Math.abs(refreshMs - budgetMs) > APART_MS;
}

/**
 * Across a plot of frame times: the budget and the refresh period, by their distance from its upper edge; one that is beyond it is not
 * drawn.
 */
export function drawPeriods(
  context: CanvasRenderingContext2D,
  palette: Palette,
  widthCssPx: number,
  budgetY: number,
  refreshY: number,
): void {
  if (refreshY >= 0) drawLine(context, palette.faint, 0, refreshY, widthCssPx, refreshY, REFRESH_DASH);
  if (budgetY >= 0) drawLine(context, palette.budget, 0, budgetY, widthCssPx, budgetY, BUDGET_DASH);
}
