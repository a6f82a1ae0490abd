/** What the HUD takes of the page's main thread, and whether that is more than it may. */
export interface OwnCost {
  /** Ms a frame over the last seconds; NaN until known. */
  readonly msPerFrame: number;
  /** Whether the figures are renewed half as often: from when the budget is passed until twice as much would keep it. */
  readonly isSparing: boolean;
  add(durationMs: number): void;
  /** Takes what was added since the last time as that of the frames since. */
  renew(endFrame: number): void;
  reset(): void;
}

export function createOwnCost(budgetMs: number): OwnCost {
  let addedMs = 0;
  let fromFrame = 0;
  const cost = {
    msPerFrame: Number.NaN,
    isSparing: false,
    add(durationMs: number) {
      addedMs += durationMs;
    },
    renew(endFrame: number) {
      if (endFrame === fromFrame) return;
      const msPerFrame = addedMs / (endFrame - fromFrame);
      const before = cost.msPerFrame;
      // What was spent before the first time is the making of the views. Half of it is the newest: one costly slice shows, and is forgotten.
      if (fromFrame > 0) cost.msPerFrame = Number.isNaN(before) ? msPerFrame : (before + msPerFrame) / 2;
      if (cost.msPerFrame > budgetMs) cost.isSparing = true;
      else if (cost.msPerFrame < budgetMs / 2) cost.isSparing = false;
      fromFrame = endFrame;
      addedMs = 0;
    },
    reset() {
      cost.msPerFrame = Number.NaN;
      cost.isSparing = false;
      fromFrame = 0;
    },
  };
  return cost;
}
