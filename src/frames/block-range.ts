import type { FrameBlock } from '../metrics/index.ts';

/** A block with the range of each of its columns. */
export function withRanges(block: Omit<FrameBlock, 'min' | 'max'>): FrameBlock {
  const { columns } = block;
  const min = new Float64Array(columns.length);
  const max = new Float64Array(columns.length);
  for (let column = 0; column < columns.length; column++) findRange(columns[column] as Float64Array, column, min, max);
  return { ...block, min, max };
}

function findRange(values: Float64Array, column: number, min: Float64Array, max: Float64Array): void {
  let low = Number.NaN;
  let high = Number.NaN;
  for (let row = 0; row < values.length; row++) {
    const value = values[row] as number;
    // Written so that the first value replaces the NaN, and a NaN replaces nothing.
    if (value < low || low !== low) low = value;
    if (value > high || high !== high) high = value;
  }
  min[column] = low;
  max[column] = high;
}
