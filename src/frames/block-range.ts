import type { FrameBlock } from '../metrics/index.ts';

/** A block with the range of each of its columns. */
export function withRanges(block: Omit<FrameBlock, 'min' | 'max'>): FrameBlock {
  const min = new Float64Array(block.columns.length).fill(Number.NaN);
  const max = new Float64Array(block.columns.length).fill(Number.NaN);
  block.columns.forEach((values, column) => {
    let low = Number.NaN;
    let high = Number.NaN;
    for (let row = 0; row < values.length; row++) {
      const value = values[row] as number;
      // Written so that the first value replaces the NaN, and a NaN replaces nothing.
      if (value < low || Number.isNaN(low)) low = value;
      if (value > high || Number.isNaN(high)) high = value;
    }
    min[column] = low;
    max[column] = high;
  });
  return { ...block, min, max };
}
