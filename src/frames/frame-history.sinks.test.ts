import { afterEach, describe, expect, it, vi } from 'vitest';
import { type FrameBlock, type FrameLayout, type FrameSink, MetricsRegistry } from '../metrics/index.ts';
import { FrameHistory, type FrameHistoryOptions } from './frame-history.ts';
import { readColumn } from './frame-source.ts';
import { BLOCK_FRAMES } from './open-block.ts';

function createHistory(options?: FrameHistoryOptions) {
  const registry = new MetricsRegistry(undefined, { warn() {} });
  const history = new FrameHistory(registry.backend, options);
  let timeMs = 0;
  /** Ends frames 10 ms apart. */
  const endFrames = (count: number) => {
    for (let k = 0; k < count; k++) {
      timeMs += 10;
      registry.tick(timeMs);
    }
  };
  const read = (key: string, from = history.firstFrame, to = history.endFrame) => [
    ...readColumn(history, key, { from, to }),
  ];
  return { registry, history, endFrames, read };
}

function createSink() {
  const log: (FrameLayout | FrameBlock)[] = [];
  const sink: FrameSink = {
    onLayout: (layout) => void log.push(layout),
    onBlock: (block) => void log.push(block),
    flush: async () => {},
    close: async () => {},
  };
  const blocks = () => log.filter((entry): entry is FrameBlock => 'frames' in entry);
  return { sink, log, blocks };
}

afterEach(() => void vi.restoreAllMocks());

describe('FrameHistory', () => {
  describe('a sink', () => {
    it('hears of each layout before its first block', () => {
      const { registry, history, endFrames } = createHistory();
      const { sink, log } = createSink();
      registry.backend.sinks.add(sink);
      registry.registerCounter('game', 'a');
      endFrames(BLOCK_FRAMES + 20);
      registry.registerCounter('game', 'b');
      endFrames(3);
      history.sealAll();
      const [first, second] = [log[0] as FrameLayout, log[3] as FrameLayout];
      expect(log.map((entry) => ('frames' in entry ? entry.frames : entry.columns.length))).toEqual([1, 256, 20, 2, 3]);
      expect(log.map((entry) => ('frames' in entry ? entry.layout : entry))).toEqual([
        first,
        first,
        first,
        second,
        second,
      ]);
    });

    it('that comes later hears of the layout that is in use', () => {
      const { registry, history, endFrames } = createHistory();
      const early = createSink();
      const late = createSink();
      registry.backend.sinks.add(early.sink);
      endFrames(2);
      history.sealAll();
      registry.backend.sinks.add(late.sink);
      endFrames(2);
      history.sealAll();
      expect(early.log).toHaveLength(3);
      expect(late.log.map((entry) => 'frames' in entry)).toEqual([false, true]);
    });

    it('that throws is switched off with one warning, and the others go on', () => {
      const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
      const { registry, history, endFrames, read } = createHistory();
      const sound = createSink();
      const error = new Error('disk full');
      const broken: FrameSink = {
        ...createSink().sink,
        onBlock() {
          throw error;
        },
      };
      registry.backend.sinks.add(broken).add(sound.sink);
      for (let k = 0; k < 2; k++) {
        endFrames(2);
        history.sealAll();
      }
      expect(sound.blocks()).toHaveLength(2);
      expect(read('time')).toEqual([10, 20, 30, 40]);
      expect(warn.mock.calls).toEqual([['[framescope] A frame sink threw and is switched off:', error]]);
    });
  });
});
