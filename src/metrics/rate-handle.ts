import type { Cell } from './cell.ts';
import { Handle, MAX_COUNT } from './handle.ts';
import type { SampledRate } from './rate-samples.ts';

/** Events per second, as of the last ended frame: over the last second, and weighted over all time, the newest most. */
export class RateHandle extends Handle {
  #sampled: SampledRate | null = null;

  /** Hot: counts `n` ≥ 0 events. */
  mark(n = 1): void {
    // As CounterHandle.increment, written out: a method of both would see two classes, and each access to a field would ask which.
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

  /** Events per second; NaN until two frames have ended. */
  get value(): number {
    return this.#sampled === null ? Number.NaN : this.owner.registry.rates.perSecond(this.#sampled);
  }

  /** Events per second, where those of 5 s ago weigh 1/e as much as those of now; NaN until two frames have ended. */
  get weighted(): number {
    return this.#sampled === null ? Number.NaN : this.owner.registry.rates.weighted(this.#sampled);
  }

  /** Events since the metric was registered; NaN when there is no metric behind the handle. */
  get count(): number {
    return this.cell === null ? Number.NaN : (this.values[this.slot] as number);
  }

  override read() {
    return this.cell && ({ type: 'rate', count: this.count, perSecond: this.value, weighted: this.weighted } as const);
  }

  /** Its new cell counts from 0, so what was sampled of the old one is void. @internal */
  override bind(cell: Cell | null): void {
    super.bind(cell);
    if (this.#sampled !== null) this.owner.registry.rates.remove(this.#sampled);
    this.#sampled = cell && this.owner.registry.rates.add(cell);
  }
}
