import { describe, expect, it } from 'vitest';
import { HeapGrowth } from './heap-growth.ts';

describe('HeapGrowth', () => {
  it('gives the growth in a second, from the second sample on', () => {
    const heap = new HeapGrowth();
    heap.add(10, 1000);
    expect([heap.growthMbPerS, heap.hasFallen]).toEqual([Number.NaN, false]);
    heap.add(13, 1500);
    expect([heap.growthMbPerS, heap.hasFallen]).toEqual([6, false]);
    heap.add(13, 2000);
    expect([heap.growthMbPerS, heap.hasFallen]).toEqual([0, false]);
  });

  it('takes a fall for a collection, unless it is small, and never for growth', () => {
    const heap = new HeapGrowth();
    heap.add(20, 0);
    heap.add(12, 500);
    expect([heap.growthMbPerS, heap.hasFallen]).toEqual([Number.NaN, true]);
    heap.add(11.5, 1000);
    expect([heap.growthMbPerS, heap.hasFallen]).toEqual([Number.NaN, false]);
    heap.add(12.5, 1500);
    expect(heap.growthMbPerS).toBe(2);
  });
});
