/** Values of a level in one of the next. */
const FACTOR = 8;
const SHIFT = 3;

/**
 * Minimum and maximum of any run of a column, however long, from a few values: each level has those of eight of the level below it.
 *
 *     level 1   [ ······· ][ ······· ]
 *     level 0   7 9 8 7 …               the column itself; NaN is missing
 */
export interface MinMaxPyramid {
  /** Sets the values from `from` on, `count` of them, and what the levels say of them. */
  set(from: number, values: ArrayLike<number>, count: number): void;
  /** Least and greatest of the values `from` to `to`, `to` excluded, into `into`; both NaN where none is there. Single precision. */
  read(from: number, to: number, into: Float64Array): void;
}

export function createMinMaxPyramid(capacity: number): MinMaxPyramid {
  const lows: Float32Array[] = [new Float32Array(capacity).fill(Number.NaN)];
  const highs: Float32Array[] = [lows[0] as Float32Array];
  for (let length = capacity; length > 1; ) {
    length = Math.ceil(length / FACTOR);
    lows.push(new Float32Array(length).fill(Number.NaN));
    highs.push(new Float32Array(length).fill(Number.NaN));
  }

  const renewLevel = (level: number, from: number, to: number) => {
    const belowLow = lows[level - 1] as Float32Array;
    const belowHigh = highs[level - 1] as Float32Array;
    for (let k = from; k < to; k++) {
      let low = Number.NaN;
      let high = Number.NaN;
      const end = Math.min(belowLow.length, (k + 1) << SHIFT);
      for (let i = k << SHIFT; i < end; i++) {
        const under = belowLow[i] as number;
        const over = belowHigh[i] as number;
        // NaN is neither above nor below anything: the first value is taken, a missing one is not.
        if (under < low || (low !== low && under === under)) low = under;
        if (over > high || (high !== high && over === over)) high = over;
      }
      (lows[level] as Float32Array)[k] = low;
      (highs[level] as Float32Array)[k] = high;
    }
  };

  return {
    set(from, values, count) {
      const base = lows[0] as Float32Array;
      for (let k = 0; k < count; k++) base[from + k] = values[k] as number;
      let first = from;
      let end = from + count;
      for (let level = 1; level < lows.length; level++) {
        first >>= SHIFT;
        end = Math.ceil(end / FACTOR);
        renewLevel(level, first, end);
      }
    },
    read(from, to, into) {
      let low = Number.NaN;
      let high = Number.NaN;
      let begin = from;
      let end = to;
      for (let level = 0; begin < end; level++) {
        const belowLow = lows[level] as Float32Array;
        const belowHigh = highs[level] as Float32Array;
        // What lies before and behind the whole values of the next level is taken from this one.
        const isLast = level + 1 === lows.length;
        const first = isLast ? end : Math.min(end, ((begin + FACTOR - 1) >> SHIFT) << SHIFT);
        const last = isLast ? end : Math.max(first, (end >> SHIFT) << SHIFT);
        for (let k = begin === first ? last : begin; k < end; k = k + 1 === first ? last : k + 1) {
          const under = belowLow[k] as number;
          const over = belowHigh[k] as number;
          if (under < low || (low !== low && under === under)) low = under;
          if (over > high || (high !== high && over === over)) high = over;
        }
        begin = first >> SHIFT;
        end = last >> SHIFT;
      }
      into[0] = low;
      into[1] = high;
    },
  };
}
