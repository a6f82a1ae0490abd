import { describe, expect, it } from 'vitest';
import { InputLatency } from './input-latency.ts';

describe('InputLatency', () => {
  it('counts an interaction once, by its slowest event', () => {
    const recorded: number[] = [];
    const latency = new InputLatency((ms) => recorded.push(ms));
    latency.add(7, 40, 0);
    latency.add(7, 104, 10);
    latency.add(7, 24, 20);
    latency.add(8, 32, 900);
    expect([latency.largest(999), recorded]).toEqual([104, []]);
    expect([latency.largest(1000), recorded]).toEqual([104, [104]]);
    expect([latency.largest(2000), recorded]).toEqual([104, [104, 32]]);
  });

  it('forgets what is older than five seconds, and is missing then', () => {
    const recorded: number[] = [];
    const latency = new InputLatency((ms) => recorded.push(ms));
    latency.add(7, 104, 0);
    latency.add(8, 32, 4000);
    expect(latency.largest(4999)).toBe(104);
    expect(latency.largest(5000)).toBe(32);
    expect(latency.largest(60_000)).toBeNaN();
    expect(recorded).toEqual([104, 32]);
  });

  it('leaves out events of no interaction', () => {
    const latency = new InputLatency(() => expect.fail('recorded'));
    latency.add(0, 500, 0);
    expect(latency.largest(2000)).toBeNaN();
  });
});
