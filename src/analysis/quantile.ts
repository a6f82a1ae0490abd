/**
 * The `p` quantile (0 to 1) of values sorted ascending: linear between the neighbours of position `(N − 1)·p`.
 * This is "type 7" of Hyndman and Fan (1996), the default of R, NumPy and PresentMon. Without values, or with `p` outside 0 to 1, NaN.
 */
export function quantile(sorted: ArrayLike<number>, p: number): number {
  if (!(p >= 0 && p <= 1)) return NaN;
  const position = (sorted.length - 1) * p;
  const below = Math.floor(position);
  const low = sorted[below] as number;
  const high = sorted[below + 1] ?? low;
  return low + (position - below) * (high - low);
}
