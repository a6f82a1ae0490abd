/** Between a flag's middle and a label, in CSS pixels. */
const GAP = 7;

/**
 * Which flags get their label, and where it begins, in CSS pixels from the left. The longest hitch chooses first and always has
 * its label, though it may cover smaller flags; the others keep clear of flags and labels.
 *
 * @param at middles of the flags, ascending
 */
export function placeLabels(
  at: readonly number[],
  durationsMs: readonly number[],
  widths: readonly number[],
  totalWidth: number,
): (readonly [flag: number, left: number])[] {
  const placed: (readonly [number, number])[] = [];
  const order = at.map((_, k) => k).sort((a, b) => (durationsMs[b] as number) - (durationsMs[a] as number));
  for (const k of order) {
    const x = at[k] as number;
    const width = widths[k] as number;
    const sides = [x + GAP, x - GAP - width].filter((left) => left >= 0 && left + width <= totalWidth);
    const isClear = (left: number) =>
      [at[k - 1], at[k + 1]].every((flag = Number.NaN) => !(flag > left - GAP && flag < left + width + GAP)) &&
      placed.every(([other, from]) => left > from + (widths[other] as number) || left + width < from);
    const left = sides.find(isClear) ?? (placed.length === 0 ? sides[0] : undefined);
    if (left !== undefined) placed.push([k, left]);
  }
  return placed;
}
