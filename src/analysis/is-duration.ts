/** Whether `ms` is a positive, finite length of time. Anything else (NaN, null from a file, 0, infinite) is missing, not a frame. */
export function isDuration(ms: number): boolean {
  return ms > 0 && ms < Infinity;
}
