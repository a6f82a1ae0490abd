import { describe, expect, it } from 'vitest';
import { SlowCallbacks } from './slow-callbacks.ts';

describe('SlowCallbacks', () => {
  it('names the callback that returned in a span, and none that was quick', () => {
    const slow = new SlowCallbacks();
    slow.note(function update() {}, 100, 180);
    slow.note(function quick() {}, 180, 190);
    slow.note(() => undefined, 200, 260);
    expect(slow.nameBetween(100, 181)).toBe('update');
    expect(slow.nameBetween(181, 191)).toBeUndefined();
    expect(slow.nameBetween(200, 260)).toBe('');
  });

  it('takes whatever a page calls a name', () => {
    const slow = new SlowCallbacks();
    const named = (get: () => unknown) => Object.defineProperty(() => undefined, 'name', { get });
    slow.note(
      named(() => ({})),
      0,
      50,
    );
    slow.note(
      named(() => {
        throw new Error('no');
      }),
      50,
      100,
    );
    expect([slow.nameBetween(0, 50), slow.nameBetween(51, 100)]).toEqual(['', '']);
  });

  it('keeps the latest', () => {
    const slow = new SlowCallbacks();
    for (let k = 0; k < 100; k++) slow.note(function tick() {}, k * 20, k * 20 + 20);
    expect(slow.nameBetween(0, 20)).toBeUndefined();
    expect(slow.nameBetween(1990, 2000)).toBe('tick');
  });
});
