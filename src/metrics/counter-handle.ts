import { Handle } from './handle.ts';

/** A number that only grows. */
export class CounterHandle extends Handle {
  /** Hot: adds `n` ≥ 0. A negative or non-finite `n` is dropped and counted in `framescope:dropped_updates`. */
  increment(n = 1): void {
    if (typeof n === 'number' && n >= 0 && n < Infinity) (this.values[this.slot] as number) += n;
    else this.drop(n);
  }

  /** The total since the metric was registered; NaN when there is no metric behind the handle. */
  get value(): number {
    return this.cell === null ? Number.NaN : (this.values[this.slot] as number);
  }
}
