/** Where the resources of a device or context are counted. Must not lead to it: what waits to be collected holds this. */
export interface ResourceLedger {
  /** Of each kind of resource how many live, and at the next place their bytes. */
  readonly levels: Float64Array;
  /** How often the levels have changed. */
  changes: number;
  /** A lost device has no resources, whatever becomes of those that it had. */
  isLost: boolean;
}

interface Resource<L> {
  readonly ledger: L;
  /** Of its kind in the levels. */
  readonly place: number;
  bytes: number;
  isLive: boolean;
}

/** Counts resources and their bytes for as long as each of them lives. */
export class LiveResources<L extends ResourceLedger> {
  readonly #resources = new WeakMap<object, Resource<L>>();
  /** A page may drop a resource without destroying it. */
  readonly #collected = new FinalizationRegistry<Resource<L>>(release);

  /** Counts a resource that takes so many bytes, until it is destroyed or collected, or its device is lost. */
  add(ledger: L, resource: object, place: number, bytes: number): void {
    if (ledger.isLost) return;
    const entry = { ledger, place, bytes, isLive: true };
    this.#resources.set(resource, entry);
    this.#collected.register(resource, entry);
    change(ledger, place, 1, bytes);
  }

  /** Counts a resource that is older than the ledger, unless it is gone. */
  ensure(ledger: L, resource: object, place: number): void {
    const entry = this.#resources.get(resource);
    if (entry === undefined) this.add(ledger, resource, place, 0);
    else if (entry.ledger !== ledger && entry.isLive && !entry.ledger.isLost)
      this.add(ledger, resource, place, entry.bytes);
  }

  /** Where a resource was counted, also when it is gone; undefined when it never was. */
  ledgerOf(resource: unknown): L | undefined {
    return this.#resources.get(resource as object)?.ledger;
  }

  /** From now on a resource takes so many bytes. Nothing, once it is gone. */
  resize(resource: object, bytes: number): void {
    const entry = this.#resources.get(resource);
    if (entry === undefined || !entry.isLive || entry.ledger.isLost || entry.bytes === bytes) return;
    change(entry.ledger, entry.place, 0, bytes - entry.bytes);
    entry.bytes = bytes;
  }

  /** Takes a resource out that the page destroyed, once. */
  remove(resource: object): void {
    const entry = this.#resources.get(resource);
    if (entry !== undefined) release(entry);
  }
}

function release(entry: Resource<ResourceLedger>): void {
  const { ledger, place, bytes } = entry;
  if (!entry.isLive || ledger.isLost) return;
  entry.isLive = false;
  change(ledger, place, -1, -bytes);
}

function change(ledger: ResourceLedger, place: number, count: number, bytes: number): void {
  const { levels } = ledger;
  levels[place] = (levels[place] as number) + count;
  levels[place + 1] = (levels[place + 1] as number) + bytes;
  ledger.changes++;
}
