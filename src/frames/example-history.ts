import { type FrameBlock, type FrameLayout, type FrameSink, MetricsRegistry } from '../metrics/index.ts';
import { FrameHistory, type FrameHistoryOptions } from './frame-history.ts';
import { readColumn } from './frame-source.ts';

/** A history for tests, whose frames end 10 ms apart. */
export function createHistory(options?: FrameHistoryOptions) {
  const registry = new MetricsRegistry(undefined, { warn() {} });
  const history = new FrameHistory(registry.backend, options);
  let timeMs = 0;
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

/** A sink that remembers what it was told. */
export function createSink() {
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
