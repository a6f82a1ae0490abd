import { InputLatency } from './input-latency.ts';
import type { PageProbe } from './page-probe.ts';

/** The shortest that browsers report. */
const THRESHOLD_MS = 16;

/** How long the page takes to answer to keys, presses and taps. */
export function startInputProbe(probe: PageProbe): void {
  const latencies = probe.metric('histogram', 'input.latency_ms', {
    unit: 'ms',
    description:
      'From each interaction to the next paint, in steps of 8 ms; but for the first, those shorter than 16 ms are not told',
    better: 'lower',
  });
  const largest = probe.metric('gauge', 'input.latency_max_ms', {
    unit: 'ms',
    description: 'Largest input latency of the last 5 s',
    better: 'lower',
  });
  if (!probe.supports('event') || !('interactionId' in probe.options.view.PerformanceEventTiming.prototype)) {
    probe.say('unsupported', 'Which events are interactions is not told here (no Event Timing)');
    return;
  }
  probe.say('pending', 'No interaction of the last 5 s took 16 ms', largest);
  const latency = new InputLatency((latencyMs) => latencies.record(latencyMs));
  const onEntry = ({ interactionId, duration }: PerformanceEventTiming) =>
    latency.add(interactionId, duration, performance.now());
  probe.observe('event', onEntry, { durationThreshold: THRESHOLD_MS });
  probe.observe('first-input', onEntry);
  let wasMissing = true;
  probe.every(500, () => {
    const largestMs = latency.largest(performance.now());
    const isMissing = Number.isNaN(largestMs);
    if (isMissing) largest.clear();
    else largest.set(largestMs);
    if (isMissing === wasMissing) return;
    wasMissing = isMissing;
    if (isMissing) probe.say('pending', 'No interaction of the last 5 s took 16 ms', largest);
    else probe.ready(largest);
  });
}
