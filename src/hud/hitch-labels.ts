/** Between a flag's middle and its label, and between two labels, in CSS pixels. */
const GAP = 7;

/**
 * Where the label of each flag begins, in CSS pixels from the left; NaN where there is no room. The longest hitch chooses first and
 * always has its label, though it may cover smaller flags; the others keep clear of flags and labels.
 *
 * @param at middles of the flags, ascending
 */
export function placeLabels(
  at: readonly number[],
  durationsMs: readonly number[],
  widths: readonly number[],
  totalWidth: number,
): number[] {
  const lefts = at.map(() => Number.NaN);
  const placed: number[] = [];
  const order = at.map((_, k) => k).sort((a, b) => (durationsMs[b] as number) - (durationsMs[a] as number));
  for (const k of order) {
    const x = at[k] as number;
    const width = widths[k] as number;
    const right = x + GAP;
    const left = right - 2 * GAP - width;
    const isFree = (from: number, low = 0, high = totalWidth) =>
      from >= low &&
      from + width <= high &&
      placed.every((i) => from > (lefts[i] as number) + (widths[i] as number) || from + width < (lefts[i] as number));
    const before = Math.max(0, (at[k - 1] ?? -GAP) + GAP);
    const after = Math.min(totalWidth, (at[k + 1] ?? Infinity) - GAP);
    if (isFree(right, right, after)) lefts[k] = right;
    else if (isFree(left, before)) lefts[k] = left;
    else if (k === order[0]) lefts[k] = isFree(right) ? right : Math.max(0, left);
    else continue;
    placed.push(k);
  }
  return lefts;
}
