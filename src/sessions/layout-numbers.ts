import type { FrameLayout } from '../metrics/index.ts';

/** The layouts of a session by number, in the order in which blocks first have them: what records and files name them by. */
export class LayoutNumbers {
  readonly all: FrameLayout[] = [];
  readonly #numbers = new Map<FrameLayout, number>();

  of(layout: FrameLayout): number {
    const known = this.#numbers.get(layout);
    if (known !== undefined) return known;
    this.#numbers.set(layout, this.all.length);
    return this.all.push(layout) - 1;
  }
}
