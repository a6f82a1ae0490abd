import { Handle, MAX_COUNT } from './handle.ts';

/** A number that only grows: exact up to 2^53, where it stays, with one warning. */
export class CounterHandle extends Handle {
  /** Hot: adds `n` ≥ 0. A negative or non-finite `n` is dropped and counted in `framescope:dropped_updates`. */
  increment(n = 1): void {
    // The type comes first: adding a BigInt throws. Infinity and a full counter fail the last comparison.
    if (typeof n === 'number' && n >= 0) {
      const { values, slot } = this;
      const total = (values[slot] as number) + n;
      if (total < MAX_COUNT) {
        values[slot] = total;
        return;
      }
    }
    this.refuseCount(n);
  }

  /** The total since the metric was registered; NaN when there is no metric behind the handle. */
  get value(): number {
    return this.cell === null ? Number.NaN : (this.values[this.slot] as number);
  }
}
