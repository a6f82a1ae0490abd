import { urlPath } from './cut-text.ts';
import { LoadsNearHitches, type Span } from './loads-near-hitches.ts';
import type { PageProbe } from './page-probe.ts';

/** The shortest frame interval that may be a hitch. */
const HITCH_MS = 50;
/** A frame that begins so far from the page's clock has a clock of its own, which says nothing of when a load came. */
const OTHER_CLOCK_MS = 1000;

interface Load extends Span {
  readonly entry: PerformanceResourceTiming;
}

/** Resources that the page loads; those near a hitch become events. */
export function startLoadProbe(probe: PageProbe): void {
  const { eventLog, addListener } = probe.options;
  const count = probe.metric('counter', 'loads.count', {
    unit: 'count',
    description: 'Resources that the page has loaded, from the cache too',
  });
  const bytes = probe.metric('counter', 'loads.bytes', {
    unit: 'bytes',
    description:
      'Bytes that came over the network for them; 0 for what was cached, and where another origin does not tell',
  });
  if (!probe.supports('resource')) {
    probe.say('unsupported', 'What is loaded is not told here (no Resource Timing)');
    return;
  }
  const near = new LoadsNearHitches<Load>(({ startMs, endMs, entry }) =>
    eventLog.record({
      kind: 'load',
      name: urlPath(entry.name),
      timeMs: startMs,
      durationMs: endMs - startMs,
      detail: { initiator: entry.initiatorType, bytes: entry.transferSize },
    }),
  );
  probe.observe('resource', (entry: PerformanceResourceTiming) => {
    count.increment();
    bytes.increment(entry.transferSize);
    near.addLoad({ startMs: entry.startTime, endMs: entry.responseEnd, entry });
  });
  const addHitch = probe.guard((startMs: number, endMs: number) => near.addHitch({ startMs, endMs }));
  probe.onStop(
    addListener({
      frameBegin: () => undefined,
      frameEnd(_frame, sample) {
        if (!(sample.frameTimeMs >= HITCH_MS)) return;
        const { timeMs, frameTimeMs, cpuTimeMs } = sample;
        const beganMs = performance.now() - (cpuTimeMs || 0);
        if (Math.abs(beganMs - timeMs) < OTHER_CLOCK_MS) addHitch(timeMs - frameTimeMs, timeMs);
      },
    }),
  );
}
