import { expect, test } from 'vitest';
import { readPins } from './pins.ts';

test('reads the keys that were stored, each once', () => {
  expect(readPins({ pins: ['game:a', 'game:b', 'game:a'] })).toEqual(['game:a', 'game:b']);
});

test('takes what is no list of keys for none', () => {
  for (const stored of [undefined, null, 5, 'x', {}, { pins: 'game:a' }, { pins: { length: 3 } }])
    expect(readPins(stored)).toEqual([]);
  expect(readPins({ pins: [1, null, '', {}, 'x'.repeat(501), 'game:a'] })).toEqual(['game:a']);
});

test('reads no more than can be of use', () => {
  expect(readPins({ pins: Array.from({ length: 1e5 }, (_, k) => `game:${k}`) })).toHaveLength(64);
});
