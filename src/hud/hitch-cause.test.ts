import { describe, expect, it } from 'vitest';
import type { FrameEvent } from '../frames/index.ts';
import { hitchCause } from './hitch-cause.ts';

const longFrame = (name: string, timeMs: number, durationMs: number): FrameEvent => ({
  kind: 'long-frame',
  name,
  timeMs,
  durationMs,
});

describe('hitchCause', () => {
  it('names the long frame that takes most of the span, and no other kind of event', () => {
    const events: FrameEvent[] = [
      longFrame('before', 0, 101),
      longFrame('short', 101, 60),
      longFrame('spawnEnemies', 161, 90),
      { kind: 'load', name: '/level.bin', timeMs: 150, durationMs: 500 },
      longFrame('after', 299, 500),
    ];
    expect(hitchCause(events, 100, 300)).toBe(' spawnEnemies');
    expect(hitchCause(events, 700, 799)).toBe(' after');
    expect(hitchCause(events, 799, 900)).toBe('');
  });

  it('names what was compiled, when that took half of the span or more', () => {
    const compile: FrameEvent = { kind: 'compile', name: 'shaders of context 1', timeMs: 110, durationMs: 60 };
    expect(hitchCause([longFrame('draw', 100, 100), compile], 100, 200)).toBe(' shaders of context 1');
    expect(hitchCause([longFrame('draw', 100, 200), compile], 100, 300)).toBe(' draw');
  });

  it('cuts what a page calls its functions', () => {
    expect(hitchCause([longFrame('a'.repeat(100), 0, 60)], 0, 60)).toBe(` ${'a'.repeat(23)}…`);
  });
});
