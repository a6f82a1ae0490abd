/** Refresh rates of displays on the market, Hz. 30 and below are not among them: there it is the page or a power mode that is slow. */
const DISPLAY_HZ = [
  48, 50, 60, 72, 75, 80, 90, 100, 120, 144, 160, 165, 170, 175, 180, 200, 240, 280, 300, 360, 390, 480, 500, 540,
];
const TOLERANCE = 0.03;
/** Fewer intervals say too little. */
export const MIN_INTERVALS = 30;

/**
 * Fits the refresh period to frame intervals, `d ≈ k·P`: the quickest tenth of the frames shows P itself, or 2·P to 4·P when
 * not even those were quick, which is recognised by P being a display's rate.
 *
 * @param intervals in ms, NaN for gaps; sorted in place
 * @param currentMs the period believed so far, NaN for none: a page that slows down does not make its display slower
 * @returns ms; `currentMs` when the intervals are too few
 */
export function fitRefreshPeriod(intervals: Float64Array, currentMs: number): number {
  intervals.sort();
  // NaN comes last.
  let count = intervals.length;
  while (count > 0 && intervals[count - 1] !== intervals[count - 1]) count--;
  if (count < MIN_INTERVALS) return currentMs;
  const base = meanNear(intervals, count, intervals[Math.floor(count / 10)] as number);
  const multiple = Math.round(base / currentMs);
  if (multiple >= 1 && Math.abs(base / multiple - currentMs) <= currentMs * TOLERANCE) return currentMs;
  for (const k of [1, 2, 3, 4]) {
    const hz = (1000 * k) / base;
    if (DISPLAY_HZ.some((rate) => Math.abs(hz - rate) <= rate * TOLERANCE)) return base / k;
  }
  return base;
}

/** The mean of the frames around a quick one: a timestamp's jitter averages out. */
function meanNear(sorted: Float64Array, count: number, quick: number): number {
  let sum = 0;
  let near = 0;
  for (let k = 0; k < count; k++) {
    const interval = sorted[k] as number;
    if (interval < 0.9 * quick) continue;
    if (interval > 1.1 * quick) break;
    sum += interval;
    near++;
  }
  return sum / near;
}
