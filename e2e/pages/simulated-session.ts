import type { FrameHistory } from '../../src/frames/index.ts';
import type { EngineMetrics, FrameBlock } from '../../src/metrics/index.ts';
import { StoredSession } from '../../src/sessions/stored-session.ts';
import { type SimulatedFrame, sampleOf, simulateFrames } from './hud-frames.ts';

export const PERIOD_MS = 1000 / 60;
export const STARTED_AT = Date.parse('2026-11-20T12:00:00Z');

/** A stored session of a game at 60 Hz. */
export function simulatedSession(name: string, timeOriginMs: number, blocks: readonly FrameBlock[]): StoredSession {
  return new StoredSession({
    summary: {
      id: 'simulated',
      name,
      tags: [],
      note: '',
      startedAt: STARTED_AT,
      durationMs: 0,
      frames: 0,
      bytes: 0,
      pinned: false,
      state: 'complete',
    },
    environment: {
      framescope: '0',
      url: null,
      userAgent: null,
      gpu: null,
      refreshMs: PERIOD_MS,
      refreshMethod: 'given',
      budgetMs: null,
      viewport: null,
      crossOriginIsolated: true,
      hardwareConcurrency: null,
    },
    timeOriginMs,
    histograms: [],
    events: [],
    blocks: [...blocks],
  });
}

/** Frames of a game as sealed blocks, as a session store writes them, until there are enough. */
export function simulateBlocks(
  metrics: EngineMetrics,
  history: FrameHistory,
  areEnough: (blocks: readonly FrameBlock[]) => boolean,
  beforeFrame: (frame: SimulatedFrame) => void = () => undefined,
): FrameBlock[] {
  const blocks: FrameBlock[] = [];
  const nothing = () => Promise.resolve();
  metrics.registry.backend.sinks.add({
    onLayout: () => undefined,
    onBlock: (block) => void blocks.push(block),
    flush: nothing,
    close: nothing,
  });
  const frames = simulateFrames('game');
  let timeMs = 0;
  for (let number = 0; !areEnough(blocks); number++) {
    const frame = frames.next().value;
    timeMs += frame.intervalMs;
    beforeFrame(frame);
    metrics.updateFrame(sampleOf(frame, timeMs));
    if (number % 100 === 0) history.maintain();
  }
  return blocks;
}
