import { describe, expect, it } from 'vitest';
import { LateSum } from './late-sum.ts';

function createSum(parent?: LateSum) {
  const published: [frame: number, ms: number][] = [];
  return { sum: new LateSum((frame, ms) => published.push([frame, ms]), parent), published };
}

describe('LateSum', () => {
  it('publishes a frame when it is over and its last segment has arrived', () => {
    const { sum, published } = createSum();
    sum.expect(7);
    sum.expect(7);
    sum.arrive(7, 1_000_000);
    sum.close(7);
    expect(published).toEqual([]);
    sum.arrive(7, 2_500_000);
    expect(published).toEqual([[7, 3.5]]);
  });

  it('waits for the end of a frame whose segments have all arrived', () => {
    const { sum, published } = createSum();
    sum.expect(0);
    sum.arrive(0, 1_000_000);
    expect(published).toEqual([]);
    sum.expect(0);
    sum.close(0);
    sum.arrive(0, 1_000_000);
    expect(published).toEqual([[0, 2]]);
  });

  it('keeps frames apart that wait at the same time', () => {
    const { sum, published } = createSum();
    for (const frame of [1, 2, 3]) {
      sum.expect(frame);
      sum.close(frame);
    }
    sum.arrive(2, 2e6);
    sum.arrive(1, 1e6);
    sum.arrive(3, 3e6);
    expect(published).toEqual([
      [2, 2],
      [1, 1],
      [3, 3],
    ]);
  });

  it('rounds the sum, not its parts, to 1 µs', () => {
    const { sum, published } = createSum();
    for (let k = 0; k < 4; k++) sum.expect(1);
    for (let k = 0; k < 4; k++) sum.arrive(1, 400);
    sum.close(1);
    expect(published).toEqual([[1, 0.002]]);
  });

  it('publishes no frame that misses a segment or a part', () => {
    const { sum, published } = createSum();
    sum.expect(1);
    sum.expect(1);
    sum.close(1);
    sum.arrive(1, Number.NaN);
    sum.arrive(1, 1e6);
    sum.expect(2);
    sum.spoil(2);
    sum.close(2);
    sum.arrive(2, 1e6);
    sum.spoil(3);
    sum.expect(3);
    sum.close(3);
    sum.arrive(3, 1e6);
    expect(published).toEqual([]);
    sum.expect(4);
    sum.close(4);
    sum.arrive(4, 1e6);
    expect(published).toEqual([[4, 1]]);
  });

  it('ignores what belongs to no frame that waits', () => {
    const { sum, published } = createSum();
    sum.close(1);
    sum.arrive(1, 1e6);
    sum.expect(2);
    sum.close(2);
    sum.arrive(2, 1e6);
    sum.arrive(2, 1e6);
    sum.close(2);
    expect(published).toEqual([[2, 1]]);
  });

  it('gives up a frame once it waits for 64 frames', () => {
    const { sum, published } = createSum();
    sum.expect(1);
    sum.close(1);
    sum.expect(65);
    sum.arrive(1, 1e6);
    sum.close(65);
    sum.arrive(65, 2e6);
    expect(published).toEqual([[65, 2]]);
  });

  it('tells its parent of segments, and leaves the end of the frame to the parent’s owner', () => {
    const total = createSum();
    const first = createSum(total.sum);
    const second = createSum(total.sum);
    first.sum.expect(1);
    second.sum.expect(1);
    first.sum.close(1);
    second.sum.close(1);
    first.sum.arrive(1, 1e6);
    second.sum.arrive(1, 2e6);
    expect([first.published, second.published, total.published]).toEqual([[[1, 1]], [[1, 2]], []]);
    total.sum.close(1);
    expect(total.published).toEqual([[1, 3]]);

    first.sum.expect(2);
    second.sum.expect(2);
    second.sum.spoil(2);
    for (const { sum } of [first, second, total]) sum.close(2);
    first.sum.arrive(2, 1e6);
    second.sum.arrive(2, 1e6);
    expect([first.published.length, second.published.length, total.published.length]).toEqual([2, 1, 1]);
  });
});
