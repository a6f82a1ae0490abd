/** So many slices the percentile is of: those of half a minute, as a rule. */
const SLICES = 128;

/** What the HUD takes of the page's main thread, and whether that is more than it may. */
export interface OwnCost {
  /** Ms a frame over the last seconds; NaN until known. */
  readonly msPerFrame: number;
  /** Ms that 99 of 100 of the last slices took at most (nearest rank); NaN until there was one. */
  readonly sliceP99Ms: number;
  /** Whether the figures are renewed half as often and charts one a slice: from when the budget is passed until twice as much would keep it. */
  readonly isSparing: boolean;
  add(durationMs: number): void;
  /** Tells how long one of the slices took that come again and again. Not added: it was told as all else. */
  addSlice(durationMs: number): void;
  /** Takes what was added since the last time as that of the frames since. */
  renew(endFrame: number): void;
  reset(): void;
}

export function createOwnCost(budgetMs: number): OwnCost {
  const slices = new Float64Array(SLICES);
  const sorted = new Float64Array(SLICES);
  let sliceCount = 0;
  let addedMs = 0;
  let fromFrame = 0;
  const sliceP99 = () => {
    const count = Math.min(sliceCount, SLICES);
    sorted.fill(Infinity);
    sorted.set(slices.subarray(0, count));
    sorted.sort();
    return count === 0 ? Number.NaN : (sorted[Math.ceil(0.99 * count) - 1] as number);
  };
  const cost = {
    msPerFrame: Number.NaN,
    sliceP99Ms: Number.NaN,
    isSparing: false,
    add(durationMs: number) {
      addedMs += durationMs;
    },
    addSlice(durationMs: number) {
      slices[sliceCount++ % SLICES] = durationMs;
    },
    renew(endFrame: number) {
      if (endFrame === fromFrame) return;
      const msPerFrame = addedMs / (endFrame - fromFrame);
      const before = cost.msPerFrame;
      // What was spent before the first time is the making of the views. Half of it is the newest: one costly slice shows, and is forgotten.
      if (fromFrame > 0) cost.msPerFrame = Number.isNaN(before) ? msPerFrame : (before + msPerFrame) / 2;
      if (cost.msPerFrame > budgetMs) cost.isSparing = true;
      else if (cost.msPerFrame < budgetMs / 2) cost.isSparing = false;
      cost.sliceP99Ms = sliceP99();
      fromFrame = endFrame;
      addedMs = 0;
    },
    reset() {
      cost.msPerFrame = cost.sliceP99Ms = Number.NaN;
      cost.isSparing = false;
      fromFrame = sliceCount = 0;
    },
  };
  return cost;
}
