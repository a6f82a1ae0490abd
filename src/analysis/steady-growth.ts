/** A level that only ever rises: what a leak looks like from outside. */
export interface SteadyGrowth {
  readonly perSecond: number;
  readonly durationMs: number;
}

export interface SteadyGrowthOptions {
  /** Growth below this is none, in the unit of the values. */
  readonly least: number;
}

/** What is loaded at first is no leak. */
const SETTLING = 0.25;
const LEAST_DURATION_MS = 20_000;
const PARTS = 24;
/** Of the steps from part to part so many rise; a level that rose once and stays is no leak. */
const RISING = 0.5;
/** Of all growth so much may be given back at once. */
const GIVEN_BACK = 0.02;

/**
 * Looks for growth that goes on. The last three quarters of the time are cut into 24 parts, of each the least value counts, so that what is freed
 * again in each part does not. Steady is what never falls by more than 2 % of its growth and rises in half of the steps at least, over 15 s or more
 * (20 s with what is left out). A hint, no proof: a game that fills a cache looks the same.
 *
 * @param timeMs ascending
 * @param values as many, NaN where there is none
 * @returns null: no such growth
 */
export function steadyGrowth(
  timeMs: ArrayLike<number>,
  values: ArrayLike<number>,
  { least }: SteadyGrowthOptions,
): SteadyGrowth | null {
  const { length } = timeMs;
  const endMs = timeMs[length - 1] as number;
  const firstMs = timeMs[0] as number;
  if (!(endMs - firstMs >= LEAST_DURATION_MS)) return null;
  const fromMs = firstMs + (endMs - firstMs) * SETTLING;
  const durationMs = endMs - fromMs;
  const lows = new Float64Array(PARTS).fill(Number.POSITIVE_INFINITY);
  for (let k = 0; k < length; k++) {
    const part = Math.min(PARTS - 1, Math.floor((((timeMs[k] as number) - fromMs) / durationMs) * PARTS));
    if (part >= 0 && (values[k] as number) < (lows[part] as number)) lows[part] = values[k] as number;
  }
  const known = [...lows.keys()].filter((part) => (lows[part] as number) < Number.POSITIVE_INFINITY);
  const low = (k: number) => lows[known.at(k) as number] as number;
  const growth = low(-1) - low(0);
  if (known.length < PARTS / 2 || !(growth >= least)) return null;
  let rising = 0;
  for (let k = 1; k < known.length; k++) {
    const step = low(k) - low(k - 1);
    if (step < -GIVEN_BACK * growth) return null;
    if (step > 0) rising++;
  }
  if (rising < RISING * (known.length - 1)) return null;
  // From part to part: the first one's growth lies before its least value, or the last one's behind it.
  const growthMs = (((known.at(-1) as number) - (known[0] as number)) * durationMs) / PARTS;
  return { perSecond: (growth * 1000) / growthMs, durationMs };
}
