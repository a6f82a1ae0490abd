/**
 * How long at least one of the first `count` spans was under way, in the unit of its ends; overlaps count once:
 *
 *     ├──────┤    ├──┤
 *         ├─────┤
 *     ■■■■■■■■■■■ ■■■■
 *
 * Sorts the spans in place: by insertion, because spans of a GPU come in order but for a few. Allocates nothing.
 */
export function unionLength(begins: Float64Array, ends: Float64Array, count: number): number {
  for (let k = 1; k < count; k++) {
    const begin = begins[k] as number;
    const end = ends[k] as number;
    let place = k;
    for (; place > 0 && (begins[place - 1] as number) > begin; place--) {
      begins[place] = begins[place - 1] as number;
      ends[place] = ends[place - 1] as number;
    }
    begins[place] = begin;
    ends[place] = end;
  }
  let length = 0;
  let coveredTo = Number.NEGATIVE_INFINITY;
  for (let k = 0; k < count; k++) {
    const begin = Math.max(begins[k] as number, coveredTo);
    const end = ends[k] as number;
    if (end > begin) length += end - begin;
    coveredTo = Math.max(coveredTo, end);
  }
  return length;
}
