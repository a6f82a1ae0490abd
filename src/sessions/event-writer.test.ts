import { describe, expect, it } from 'vitest';
import { EventLog } from '../frames/event-log.ts';
import { EventWriter } from './event-writer.ts';
import type { SnapshotEvent } from './snapshot-parts.ts';

/** What a store has after writes of records, in their order. */
function storeOf(...writes: ReturnType<EventWriter['take']>[]): SnapshotEvent[] {
  const records = new Map<number, SnapshotEvent[]>();
  for (const [key, value] of writes.flat()) records.set(key[2] as number, value as SnapshotEvent[]);
  return [...records].sort(([a], [b]) => a - b).flatMap(([, events]) => events);
}

describe('EventWriter', () => {
  it('keeps what the log has forgotten', () => {
    const log = new EventLog();
    const writer = new EventWriter('id', 0);
    const writes = [];
    for (let k = 0; k < 20_000; k++) {
      log.mark('frame', k);
      if (k % 1000 === 999) writes.push(writer.take(log.events, Number.POSITIVE_INFINITY));
    }
    const stored = storeOf(...writes);
    expect(log.events.length).toBeLessThanOrEqual(4096);
    expect(stored.map(({ timeMs }) => timeMs)).toEqual(Array.from({ length: 20_000 }, (_, k) => k));
  });

  it('writes only the records that changed', () => {
    const log = new EventLog();
    const writer = new EventWriter('id', 0);
    for (let k = 0; k < 600; k++) log.mark('frame', k);
    expect(writer.take(log.events, 1e9).map(([key]) => key)).toEqual([0, 1, 2].map((n) => ['id', 'events', n]));
    expect(writer.take(log.events, 1e9)).toEqual([]);
    log.mark('frame', 600);
    const [record, ...others] = writer.take(log.events, 1e9);
    expect(record?.[0]).toEqual(['id', 'events', 2]);
    expect(others).toEqual([]);
  });

  it('closes a section in its place, however late, and each of two that began together', () => {
    const log = new EventLog();
    const writer = new EventWriter('id', 0);
    const closes = [10, 20].map((toMs) => log.section('level', 1, () => toMs));
    const writes = [writer.take(log.events, 1e9)];
    for (let k = 2; k < 700; k++) log.mark('frame', k);
    writes.push(writer.take(log.events, 1e9));
    for (const close of closes) close();
    writes.push(writer.take(log.events, 1e9));
    expect(writes[2]?.map(([key]) => key[2])).toEqual([0]);
    const stored = storeOf(...writes);
    expect(stored).toHaveLength(700);
    expect(stored.slice(0, 2).map(({ durationMs }) => durationMs)).toEqual([9, 19]);
  });

  it('asks a detail for its data once', () => {
    const log = new EventLog();
    const writer = new EventWriter('id', 0);
    let calls = 0;
    log.mark('load', 1, { toJSON: () => ++calls });
    const stored = [1, 2, 3].map((k) => {
      log.mark('next', k);
      return storeOf(writer.take(log.events, 1e9))[0]?.detail;
    });
    expect(stored).toEqual([1, 1, 1]);
    expect(calls).toBe(1);
  });

  it('takes the events of its time only', () => {
    const log = new EventLog();
    log.mark('before', 1);
    log.section('over', 1, () => 2)();
    const close = log.section('across', 1, () => 9);
    const writer = new EventWriter('id', 5);
    const first = writer.take(log.events, 10);
    close();
    log.mark('after', 11);
    const second = writer.take(log.events, 10);
    expect(storeOf(first, second).map(({ name, durationMs }) => [name, durationMs])).toEqual([['across', 8]]);
  });

  it('is bounded: later marks are left out, sections still come', () => {
    const writer = new EventWriter('id', 0);
    const marks = Array.from({ length: 70_000 }, (_, k) => ({ kind: 'mark', name: 'm', timeMs: k }) as const);
    const first = writer.take(marks, 1e9);
    expect(writer.isFull).toBe(true);
    const second = writer.take([{ kind: 'section', name: 'measured', timeMs: 5, durationMs: 1 }], 1e9);
    const stored = storeOf(first, second);
    expect(stored).toHaveLength(65_537);
    expect(stored.at(-1)?.name).toBe('measured');
  });

  it('leaves room for marks on a page whose probes see something in each frame', () => {
    const writer = new EventWriter('id', 0);
    const event = (kind: 'long-frame' | 'mark') => ({ kind, name: kind, timeMs: 5, durationMs: 60 });
    const slow = writer.take(
      Array.from({ length: 40_000 }, () => event('long-frame')),
      1e9,
    );
    const stored = storeOf(slow, writer.take([event('mark')], 1e9));
    expect(stored).toHaveLength(32_769);
    expect(stored.at(-1)?.kind).toBe('mark');
  });
});
