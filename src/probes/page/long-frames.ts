import { cutText } from './cut-text.ts';
import { type LongAnimationFrame, longFrameEvent } from './long-frame-event.ts';
import type { PageProbe } from './page-probe.ts';

/** From here on a task or frame is long, by both APIs; what is beyond blocks the page. */
const LONG_MS = 50;

interface LongTask extends PerformanceEntry {
  readonly attribution: readonly { readonly containerType: string; readonly containerName: string }[];
}

/** Frames in which the main thread was busy for more than 50 ms, and with what; where they are not told, such tasks. */
export function startLongFrameProbe(probe: PageProbe): void {
  const { eventLog, slowCallback } = probe.options;
  const hasFrames = probe.supports('long-animation-frame');
  const what = hasFrames ? 'Animation frames' : 'Tasks (this browser does not tell long animation frames)';
  const count = probe.metric('counter', 'longframes.count', {
    unit: 'count',
    description: `${what} that kept the main thread busy for 50 ms or more`,
    better: 'lower',
  });
  const blocking = probe.metric('counter', 'longframes.blocking_ms', {
    unit: 'ms',
    description: `${what}: time beyond 50 ms, in which the page could not answer`,
    better: 'lower',
  });
  if (hasFrames) {
    probe.observe('long-animation-frame', (frame: LongAnimationFrame) => {
      count.increment();
      blocking.increment(frame.blockingDuration);
      eventLog.record(longFrameEvent(frame, slowCallback));
    });
  } else if (probe.supports('longtask')) {
    probe.observe('longtask', ({ name, startTime, duration, attribution }: LongTask) => {
      count.increment();
      blocking.increment(duration - LONG_MS);
      const { containerType = '', containerName = '' } = attribution[0] ?? {};
      eventLog.record({
        kind: 'long-frame',
        name: `task of ${name}`,
        timeMs: startTime,
        durationMs: duration,
        detail: { container: cutText(`${containerType} ${containerName}`.trim()) },
      });
    });
  } else probe.say('unsupported', 'Neither long animation frames nor long tasks are told here');
}
