/** Longer hitches than so many leave no room. */
const MAX_LABELS = 20;

type PlacedLabel = readonly [flag: number, left: number, right: number];

/**
 * Which flags get their label, and where it begins and ends, in CSS pixels from the left. The longest hitch chooses first and always has
 * its label, though it may cover smaller flags; the others keep clear of flags and labels.
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
  const taken = at.map((x) => [x - 6, x + 6] as const);
  const order = at.map((_, k) => k).sort((a, b) => (durationsMs[b] as number) - (durationsMs[a] as number));
  for (const k of order.slice(0, MAX_LABELS)) {
    const x = at[k] as number;
    const width = widths[k] as number;
    const sides = [x + 7, x - 7 - width].filter((left) => left >= 0 && left + width <= totalWidth);
    const free = sides.find((left) => taken.every(([from, to]) => left > to || left + width < from));
    const left = free ?? (placed.length === 0 ? sides[0] : undefined);
    if (left === undefined) continue;
    placed.push([k, left, left + width]);
    taken.push([left, left + width]);
  }
  return placed;
}
