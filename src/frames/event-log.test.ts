import { describe, expect, it } from 'vitest';
import { EventLog } from './event-log.ts';

describe('EventLog', () => {
  it('keeps marks with their detail', () => {
    const log = new EventLog();
    log.mark('spawn', 5, { enemies: 3 });
    log.mark('spawn', 6, null);
    log.mark('spawn', 7);
    expect(log.events).toEqual([
      { kind: 'mark', name: 'spawn', timeMs: 5, detail: { enemies: 3 } },
      { kind: 'mark', name: 'spawn', timeMs: 6, detail: null },
      { kind: 'mark', name: 'spawn', timeMs: 7 },
    ]);
  });

  it('closes a section once, and lets sections of one name overlap', () => {
    const log = new EventLog();
    let nowMs = 10;
    const now = () => nowMs;
    const closeOuter = log.section('level', 10, now);
    nowMs = 20;
    const closeInner = log.section('level', 20, now);
    expect(log.events.map(({ durationMs }) => durationMs)).toEqual([Number.NaN, Number.NaN]);
    nowMs = 25;
    closeOuter();
    nowMs = 30;
    closeOuter();
    closeInner();
    expect(log.events.map(({ timeMs, durationMs }) => [timeMs, durationMs])).toEqual([
      [10, 15],
      [20, 10],
    ]);
  });

  it('lets the oldest go when it is full, also a section that is open', () => {
    const log = new EventLog();
    const close = log.section('level', 0, () => 9);
    for (let k = 1; k < 10_000; k++) log.mark('frame', k);
    expect(log.events.length).toBeLessThanOrEqual(4096);
    expect(log.events.at(-1)?.timeMs).toBe(9999);
    expect(close).not.toThrow();
  });
});
