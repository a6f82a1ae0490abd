/** What a counter counted between two of its totals. One that fell was removed and came back, and counts from 0 again. */
export function growth(before: number, after: number): number {
  return after < before ? after : after - before;
}

/** What a counter counted from the first to the last of its totals, those that are missing passed over; NaN where the first is missing. */
export function growthOf(values: Float64Array): number {
  let grown = 0;
  let before = values[0] ?? Number.NaN;
  // An index: a session's column has millions, and an iterator takes several times as long.
  for (let k = 0; k < values.length; k++) {
    const value = values[k] as number;
    if (value !== value) continue;
    grown += growth(before, value);
    before = value;
  }
  return grown;
}
