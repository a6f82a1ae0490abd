/** Objects of the page that are measured, each once however often it is added, and held weakly, with what is known of them. */
export class WeakTargets<T extends object, D> {
  readonly #refs = new Map<WeakRef<T>, D>();
  readonly #leases = new WeakMap<T, { readonly ref: WeakRef<T>; count: number }>();

  get isEmpty(): boolean {
    return this.#refs.size === 0;
  }

  /** Begins to measure; what it gives ends that, when called as often as `add` was for this object. */
  add(target: T, data: D): () => void {
    const lease = this.#leases.get(target) ?? { ref: new WeakRef(target), count: 0 };
    this.#leases.set(target, lease);
    if (lease.count++ === 0) this.#refs.set(lease.ref, data);
    let isHeld = true;
    return () => {
      if (isHeld && --lease.count === 0) this.#refs.delete(lease.ref);
      isHeld = false;
    };
  }

  /** Visits those that are left; what was collected is forgotten. */
  forEach(visit: (target: T, data: D) => void): void {
    for (const [ref, data] of this.#refs) {
      const target = ref.deref();
      if (target === undefined) this.#refs.delete(ref);
      else visit(target, data);
    }
  }
}
