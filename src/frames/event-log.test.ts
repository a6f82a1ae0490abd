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

  it('lets the oldest marks go when it is full, and keeps its sections, open or closed', () => {
    const log = new EventLog();
    const { events } = log;
    const closeLater = log.section('level', 0, () => 9);
    log.section('measurement', 1, () => 3)();
    for (let k = 2; k < 20_000; k++) log.mark('frame', k);
    expect(events).toBe(log.events);
    expect(events.length).toBeLessThanOrEqual(4096);
    expect(events.at(-1)?.timeMs).toBe(19_999);
    closeLater();
    expect(events.slice(0, 2)).toEqual([
      { kind: 'section', name: 'level', timeMs: 0, durationMs: 9 },
      { kind: 'section', name: 'measurement', timeMs: 1, durationMs: 2 },
    ]);
    expect(events.map(({ timeMs }) => timeMs)).toEqual(events.map(({ timeMs }) => timeMs).toSorted((a, b) => a - b));
  });

  it('lets what probes saw go before marks', () => {
    const log = new EventLog();
    log.mark('boss', 0);
    const longFrame = (timeMs: number) => log.record({ kind: 'long-frame', name: 'update', timeMs, durationMs: 60 });
    for (let k = 1; k < 10_000; k++) longFrame(k);
    expect(log.events.length).toBeLessThanOrEqual(4096);
    expect([log.events[0]?.name, log.events.at(-1)?.timeMs]).toEqual(['boss', 9999]);
    // So few of them are left that marks have to go as well.
    for (let k = 0; k < 10_000; k++) log.mark('frame', k);
    expect(log.events.length).toBeLessThanOrEqual(4096);
    expect(log.events.every(({ kind }) => kind === 'mark')).toBe(true);
  });

  it('lets sections go that a newer one of their name has replaced, before others and before open ones', () => {
    const log = new EventLog();
    log.section('measurement', 0, () => 1)();
    log.section('open', 1, () => 2);
    for (let k = 2; k < 10_000; k++) log.section('frame', k, () => k + 1)();
    expect(log.events.length).toBeLessThanOrEqual(4096);
    expect(log.events.slice(0, 2).map(({ name }) => name)).toEqual(['measurement', 'open']);
  });

  it('is bounded also when no section is ever closed, and closing one that is gone does nothing', () => {
    const log = new EventLog();
    const close = log.section('first', 0, () => 1);
    for (let k = 1; k < 10_000; k++) log.section('frame', k, () => k);
    expect(log.events.length).toBeLessThanOrEqual(4096);
    expect(close).not.toThrow();
    expect(log.events.some(({ name }) => name === 'first')).toBe(false);
  });
});
