/** The values that a column, which begins at frame `first`, has of some frames; NaN of frames before and behind it. */
export function valuesAt(column: ArrayLike<number>, first: number, frames: ArrayLike<number>): Float64Array {
  const values = new Float64Array(frames.length);
  // A loop: Float64Array.from() would make an object a frame.
  for (let k = 0; k < values.length; k++) values[k] = column[(frames[k] as number) - first] ?? Number.NaN;
  return values;
}
