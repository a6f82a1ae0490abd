/** The first of so many items, ascending, that `isThere` holds for, as it does for all behind it; their number where there is none. */
export function firstIndex(count: number, isThere: (index: number) => boolean): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isThere(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
