import { describe, expect, it } from 'vitest';
import { finish } from '../../analysis/steps.ts';
import { FrameHistory } from '../../frames/index.ts';
import { createTestRegistry } from '../../metrics/create-test-registry.ts';
import { frameSpan } from './frame-span.ts';
import { readTimeline } from './timeline.ts';

const STEADY = ['none', 10] as const;

/** Frames that begin at 1000 ms and 10 ms apart, but for the gaps. */
function timelineOf(gaps: Readonly<Record<number, readonly ['none' | 'idle' | 'hidden', number]>>) {
  const { registry } = createTestRegistry();
  const frames = new FrameHistory(registry.backend);
  let timeMs = 990;
  for (let frame = 0; frame < 6; frame++) {
    const [gap, durationMs] = gaps[frame] ?? STEADY;
    timeMs += durationMs;
    registry.endFrame({ timeMs, intervalMs: gaps[frame] ? Number.NaN : 10, gap });
  }
  return finish(readTimeline(frames, { from: 0, to: 6 }));
}

describe('frameSpan', () => {
  it('is the interval that the frame before took', () => {
    expect(frameSpan(timelineOf({}), 2)).toEqual({ fromMs: 1010, toMs: 1020, what: '10.0 ms' });
  });

  it('says of a gap how long it is and why, and when it began', () => {
    const timeline = timelineOf({ 2: ['idle', 400], 4: ['hidden', 700_000] });
    expect(frameSpan(timeline, 2)).toEqual({ fromMs: 1010, toMs: 1410, what: 'gap of 0.40 s (idle)' });
    expect(frameSpan(timeline, 3).what).toBe('10.0 ms');
    expect(frameSpan(timeline, 4)).toEqual({ fromMs: 1420, toMs: 701_420, what: 'gap of 11:40 (hidden)' });
  });

  it('gives no reason where none is known', () => {
    const timeline = timelineOf({ 2: ['none', 400], 3: ['idle', 50] });
    expect(frameSpan(timeline, 2)).toEqual({ fromMs: 1010, toMs: 1410, what: 'gap of 0.40 s' });
  });
});
