import { describe, expect, it } from 'vitest';
import type { ProbeEvent } from '../../frames/index.ts';
import { SlowCompiles } from './slow-compiles.ts';

function start() {
  const events: ProbeEvent[] = [];
  return { events, compiles: new SlowCompiles('shaders of context 1', (event) => events.push(event)) };
}

describe('SlowCompiles', () => {
  it('makes one event of the slow calls of a frame, with the time that they took together', () => {
    const { events, compiles } = start();
    compiles.note(100, 103);
    compiles.note(104, 104.5);
    compiles.note(110, 112);
    expect(events).toEqual([]);
    compiles.frameEnd();
    expect(events).toEqual([
      {
        kind: 'compile',
        name: 'shaders of context 1',
        timeMs: 100,
        durationMs: 12,
        detail: { blockedMs: 5, calls: 2 },
      },
    ]);
  });

  it('notes nothing of quick calls, however many, nor of a frame that they hardly delay', () => {
    const { events, compiles } = start();
    for (let k = 0; k < 100; k++) compiles.note(k, k + 0.9);
    compiles.frameEnd();
    compiles.note(200, 203.9);
    compiles.frameEnd();
    compiles.note(300, 303.9);
    compiles.frameEnd();
    expect(events).toEqual([]);
  });
});
