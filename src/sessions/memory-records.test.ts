import { describe, expect, it } from 'vitest';
import { MemoryRecords } from './memory-records.ts';
import type { SessionRecord } from './session-record.ts';

/** A block of so many MiB. */
function block(id: string, n: number, sizeMb = 0): SessionRecord {
  const values = new Float64Array(sizeMb * 2 ** 17);
  return [[id, 'block', n], { layout: 0, firstFrame: n, frames: 1, values }];
}
const events = (id: string): SessionRecord => [[id, 'events', 0], []];

describe('MemoryRecords', () => {
  it('replaces a record of the same key', () => {
    const memory = new MemoryRecords();
    const newer = block('a', 1, 2);
    memory.add([block('a', 1, 1), events('a')]);
    memory.add([newer]);
    expect(memory.of('a')).toEqual([newer, events('a')]);
    expect(memory.of('a')[0]).toBe(newer);
  });

  it('tells sessions apart', () => {
    const memory = new MemoryRecords();
    memory.add([block('a', 1), block('b', 1), events('b')]);
    expect(memory.ids()).toEqual(new Set(['a', 'b']));
    expect(memory.of('b')).toHaveLength(2);
  });

  it('drops the oldest blocks when full, and nothing else', () => {
    const memory = new MemoryRecords();
    memory.add([events('a'), block('a', 1, 30), block('a', 2, 30)]);
    memory.add([block('a', 3, 30)]);
    expect(memory.of('a').map(([key]) => key[2])).toEqual([0, 2, 3]);
  });

  it('keeps the end of records in their place, for the database', () => {
    const memory = new MemoryRecords();
    const end: SessionRecord = [['a', 'block', 1], null, 3];
    memory.add([block('a', 1, 1), block('b', 1, 1), block('a', 2, 1), block('a', 3, 1), events('a'), end]);
    expect(memory.of('a')).toEqual([block('a', 3, 1), events('a'), end]);
    expect(memory.ids()).toEqual(new Set(['a', 'b']));
  });

  it('gives the oldest first, one at least', () => {
    const memory = new MemoryRecords();
    memory.add([block('a', 1, 3), block('a', 2, 1), block('a', 3, 1), block('a', 4, 1)]);
    expect(memory.oldest(1)).toHaveLength(1);
    expect(memory.oldest(4.1 * 2 ** 20)).toHaveLength(2);
    expect(memory.oldest(1e12)).toHaveLength(4);
  });

  it('forgets what is stored, but not what is newer than that', () => {
    const memory = new MemoryRecords();
    const old = block('a', 1, 1);
    memory.add([old, events('a')]);
    const taken = memory.oldest(1e12);
    const newer = block('a', 1, 2);
    memory.add([newer]);
    memory.drop(taken);
    expect(memory.of('a')).toEqual([newer]);
    expect(memory.isEmpty).toBe(false);
    memory.drop([newer]);
    expect(memory.isEmpty).toBe(true);
  });
});
