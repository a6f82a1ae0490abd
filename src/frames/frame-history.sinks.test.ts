import { afterEach, describe, expect, it, vi } from 'vitest';
import type { FrameLayout, FrameSink } from '../metrics/index.ts';
import { createHistory, createSink } from './example-history.ts';
import { BLOCK_FRAMES } from './open-block.ts';

afterEach(() => void vi.restoreAllMocks());

describe('FrameHistory', () => {
  describe('a sink', () => {
    it('hears of each layout before its first block', () => {
      const { registry, history, endFrames } = createHistory();
      const { sink, log } = createSink();
      registry.backend.sinks.add(sink);
      registry.registerCounter('game', 'a');
      endFrames(BLOCK_FRAMES + 20);
      registry.remove('game:a');
      registry.registerCounter('game', 'b');
      registry.registerCounter('game', 'c');
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
