/** Longer hitches than so many leave no room. */
const MAX_LABELS = 20;
/** From the middle of a flag to where nothing else may be. */
const FLAG_CSS_PX = 6;

export interface PlacedLabel {
  /** Its index. */
  readonly flag: number;
  readonly left: number;
  readonly right: number;
}

/**
 * Which flags get their label, and where it begins and ends, in CSS pixels from the left. The longest hitch chooses first and always has
 * its label, though it may cover smaller flags, which have none then; the others keep clear of flags and labels.
 *
 * @param at middles of the flags
 */
export function placeLabels(
  at: readonly number[],
  durationsMs: readonly number[],
  widths: readonly number[],
  totalWidth: number,
): PlacedLabel[] {
  const placed: PlacedLabel[] = [];
  const order = at.map((_, k) => k).sort((a, b) => (durationsMs[b] as number) - (durationsMs[a] as number));
  // Loops by index, because a chart asks four times a second.
  const isFree = (left: number, right: number) => {
    for (let k = 0; k < at.length; k++) {
      const x = at[k] as number;
      if (left <= x + FLAG_CSS_PX && right >= x - FLAG_CSS_PX) return false;
    }
    return !meetsLabel(placed, left, right);
  };
  const count = Math.min(order.length, MAX_LABELS);
  for (let i = 0; i < count; i++) {
    const k = order[i] as number;
    const x = at[k] as number;
    if (meetsLabel(placed, x - FLAG_CSS_PX, x + FLAG_CSS_PX)) continue;
    const width = widths[k] as number;
    const rightOf = x + FLAG_CSS_PX + 1;
    const leftOf = x - FLAG_CSS_PX - 1 - width;
    const fitsRight = rightOf >= 0 && rightOf + width <= totalWidth;
    const fitsLeft = leftOf >= 0 && leftOf + width <= totalWidth;
    let left = Number.NaN;
    if (fitsRight && isFree(rightOf, rightOf + width)) left = rightOf;
    else if (fitsLeft && isFree(leftOf, leftOf + width)) left = leftOf;
    else if (placed.length === 0) left = fitsRight ? rightOf : fitsLeft ? leftOf : Number.NaN;
    if (!Number.isNaN(left)) placed.push({ flag: k, left, right: left + width });
  }
  return placed;
}

/** Whether any of the labels lies, at least in part, between two places. */
export function meetsLabel(placed: readonly PlacedLabel[], from: number, to: number): boolean {
  for (let k = 0; k < placed.length; k++) {
    const { left, right } = placed[k] as PlacedLabel;
    if (from <= right && to >= left) return true;
  }
  return false;
}
