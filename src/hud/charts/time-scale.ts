/** Where the axis ends at last, in budgets: five hours at 60 Hz, and a number that every chart can count with. */
const MAX_BUDGETS = 2 ** 20;

/** How many budgets the axis of frame times reaches, from the calm case on. */
const STEPS = [2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128];
/** The last of them: further than that goes only an axis without bins. */
export const MAX_STEP = 128;

/**
 * The end of an axis of frame times: a multiple of the budget that has room for `valueMs`. It grows at once and shrinks only when
 * there is a quarter to spare, so that the axis rests. Frames beyond it are drawn at the edge and flagged.
 */
export function timeScaleMax(budgetMs: number, valueMs: number, currentMs = 0): number {
  const room = (step: number) => step * budgetMs;
  const wanted =
    STEPS.find((step) => valueMs * 1.1 <= room(step)) ?? Math.min(MAX_BUDGETS, Math.ceil(valueMs / budgetMs));
  if (!(room(wanted) < currentMs)) return room(wanted);
  const calm = STEPS.find((step) => valueMs * 1.375 <= room(step)) ?? wanted;
  return Math.min(currentMs, room(calm));
}

/** The ticks of that axis: multiples of the budget, five at most. */
export function timeScaleTicks(budgetMs: number, maxMs: number): number[] {
  const budgets = Math.round(maxMs / budgetMs);
  const step = Math.max(1, Math.ceil(budgets / 4));
  return Array.from({ length: Math.floor(budgets / step) + 1 }, (_, k) => k * step * budgetMs);
}
