import { describe, expect, it } from 'vitest';
import { WorkerLane } from './worker-lane.ts';

describe('WorkerLane', () => {
  it('shows the newest row with its layout to another view of the same memory', () => {
    const lane = WorkerLane.ofCapacity(4);
    const reader = new WorkerLane(lane.buffer);
    const row = new Float64Array(4);
    expect(reader.capacity).toBe(4);
    expect(reader.sequence).toBe(0);
    for (let k = 1; k <= 5; k++) {
      lane.publish(Float64Array.of(k, -k), k * 10);
      expect(reader.sequence).toBe(k);
      expect(reader.read(row)).toBe(k * 10);
      expect([...row.slice(0, 2)]).toEqual([k, -k]);
    }
  });

  it('takes a row as wide as its capacity, and none that is wider', () => {
    const lane = WorkerLane.ofCapacity(2);
    lane.publish(Float64Array.of(1, 2), 1);
    expect(() => lane.publish(Float64Array.of(1, 2, 3), 1)).toThrow(RangeError);
  });
});
