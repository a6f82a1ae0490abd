import { expect, test } from 'vitest';
import type { MetricRow } from '../metrics/metric-rows.ts';
import { rowAfterKey } from './row-keys.ts';

// Upper case is a group's head.
const rows = [...'AbcDefghijklmnopq'].map(
  (key) => ({ key, kind: key < 'a' ? 'group' : 'metric' }) as unknown as MetricRow,
);
const after = (focused: string | undefined, pressed: string, first = 0) =>
  rows[rowAfterKey(rows, focused, pressed, first)]?.key;

test('goes from metric to metric, over the heads of groups', () => {
  expect(after('b', 'ArrowDown')).toBe('c');
  expect(after('c', 'ArrowDown')).toBe('e');
  expect(after('e', 'ArrowUp')).toBe('c');
});

test('stops at the head of a group that can be folded', () => {
  const folding = rows.map((row) => (row.key === 'D' ? { ...row, isFolded: true } : row)) as MetricRow[];
  expect(folding[rowAfterKey(folding, 'c', 'ArrowDown', 0)]?.key).toBe('D');
});

test('stays at the first and at the last metric', () => {
  expect(after('b', 'ArrowUp')).toBe('b');
  expect(after('q', 'ArrowDown')).toBe('q');
  expect(after('q', 'Home')).toBe('b');
  expect(after('b', 'End')).toBe('q');
  expect(after('c', 'PageUp')).toBe('b');
  expect(after('b', 'PageDown')).toBe('l');
});

test('begins with the first row in sight, and leads nowhere without metrics or by another key', () => {
  expect(after(undefined, 'ArrowDown')).toBe('b');
  expect(after(undefined, 'ArrowUp', 5)).toBe('f');
  expect(after(undefined, 'End', 5)).toBe('q');
  expect(after(undefined, 'Home', 5)).toBe('b');
  expect(rowAfterKey([], undefined, 'ArrowDown', 0)).toBe(-1);
  expect(rowAfterKey(rows.slice(0, 1), undefined, 'End', 0)).toBe(-1);
  expect(rowAfterKey(rows, 'b', 'Enter', 0)).toBe(-1);
});
