/** Kept to be matched: of a load is heard after the frame, or of the frame after the load. */
const MAX_LOADS = 64;
const MAX_HITCHES = 16;
/** What has arrived is decoded and uploaded soon after. */
const BEFORE_MS = 250;

export interface Span {
  readonly startMs: number;
  readonly endMs: number;
}

/** Finds the loads that began or ended in a hitch, or ended shortly before one, in whichever order loads and hitches are told. */
export class LoadsNearHitches<T extends Span> {
  readonly #loads: T[] = [];
  readonly #hitches: Span[] = [];
  readonly #onFound: (load: T) => void;

  /** @param onFound told of each load once */
  constructor(onFound: (load: T) => void) {
    this.#onFound = onFound;
  }

  addLoad(load: T): void {
    if (this.#hitches.some((hitch) => isNear(load, hitch))) this.#onFound(load);
    else if (this.#loads.push(load) > MAX_LOADS) this.#loads.shift();
  }

  addHitch(hitch: Span): void {
    if (this.#hitches.push(hitch) > MAX_HITCHES) this.#hitches.shift();
    for (let k = 0; k < this.#loads.length; ) {
      const load = this.#loads[k] as T;
      if (!isNear(load, hitch)) k++;
      else {
        this.#loads.splice(k, 1);
        this.#onFound(load);
      }
    }
  }
}

function isNear(load: Span, hitch: Span): boolean {
  const begins = load.startMs >= hitch.startMs && load.startMs <= hitch.endMs;
  return begins || (load.endMs >= hitch.startMs - BEFORE_MS && load.endMs <= hitch.endMs);
}
