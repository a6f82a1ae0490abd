import { describe, expect, it } from 'vitest';
import { createOwnCost } from './own-cost.ts';

/** A cost of so many ms a frame, over 30 frames each time. */
function costOf(budgetMs: number, ...perFrame: readonly number[]) {
  const cost = createOwnCost(budgetMs);
  cost.add(500);
  cost.renew(30);
  perFrame.forEach((ms, k) => {
    cost.add(ms * 30);
    cost.renew(30 * (k + 2));
  });
  return cost;
}

describe('createOwnCost', () => {
  it('leaves out the making of the views, and halves what was before', () => {
    expect(costOf(0.3).msPerFrame).toBeNaN();
    expect(costOf(0.3, 0.2).msPerFrame).toBeCloseTo(0.2);
    expect(costOf(0.3, 0.2, 0.4).msPerFrame).toBeCloseTo(0.3);
  });

  it('keeps its value while the page makes no frames', () => {
    const cost = costOf(0.3, 0.2);
    cost.add(7);
    cost.renew(60);
    expect(cost.msPerFrame).toBeCloseTo(0.2);
  });

  it('spares from the budget on until half of it', () => {
    expect(costOf(0.3, 0.29).isSparing).toBe(false);
    expect(costOf(0.3, 0.31).isSparing).toBe(true);
    expect(costOf(0.3, 0.31, 0.2).isSparing).toBe(true);
    expect(costOf(0.3, 0.31, 0.1, 0.05).isSparing).toBe(false);
  });

  it('knows what 99 of 100 of the last slices took at most', () => {
    const cost = costOf(0.3, 0.1);
    expect(cost.sliceP99Ms).toBeNaN();
    const renew = (...slices: readonly number[]) => {
      slices.forEach(cost.addSlice);
      cost.renew(1000 + frame++);
      return cost;
    };
    let frame = 0;
    expect(renew(...Array(99).fill(0.5), 9).sliceP99Ms).toBe(0.5);
    expect(renew(9).sliceP99Ms).toBe(9);
    expect(renew(...Array(127).fill(1)).sliceP99Ms).toBe(1);
  });

  it('knows nothing after a reset', () => {
    const cost = costOf(0.3, 0.9);
    cost.addSlice(5);
    cost.reset();
    cost.renew(30);
    expect(cost).toMatchObject({
      msPerFrame: Number.NaN,
      sliceP99Ms: Number.NaN,
      isSparing: false,
    });
  });
});
