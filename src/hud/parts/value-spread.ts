/** Figures of some values, NaN where there is none. */
export interface ValueSpread {
  readonly min: number;
  readonly mean: number;
  readonly max: number;
  readonly last: number;
}

/** How values are spread, without those that are missing (NaN). */
export function valueSpread(values: ArrayLike<number>): ValueSpread {
  let count = 0;
  let sum = 0;
  let last = Number.NaN;
  let min = Number.NaN;
  let max = Number.NaN;
  for (let k = 0; k < values.length; k++) {
    const value = values[k] as number;
    if (value !== value) continue;
    count++;
    sum += value;
    last = value;
    // So written that the first value is taken: nothing is above or below NaN.
    if (!(value >= min)) min = value;
    if (!(value <= max)) max = value;
  }
  return { min, mean: sum / count, max, last };
}
