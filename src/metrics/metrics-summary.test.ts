import { afterEach, describe, expect, it, vi } from 'vitest';
import { createTestRegistry } from './create-test-registry.ts';
import { EngineMetrics } from './engine-metrics.ts';

function createMetrics() {
  const metrics = new EngineMetrics(createTestRegistry().registry);
  metrics.registerCustomCounter('c', 'game', 'c', '', { labels: { a: 'x' } }).increment(3);
  metrics.registerCustomGauge('g', 'game', 'g_ms').set(1.23456789);
  metrics.registerCustomGauge('missing', 'game', 'missing');
  metrics.registerCustomRate('r', 'game', 'r').mark(2);
  metrics.registerCustomTimer('t', 'game', 't').record(4);
  return metrics;
}

describe('the summary of all metrics', () => {
  afterEach(() => {
    vi.restoreAllMocks();
    vi.useRealTimers();
  });

  it('has a line each as text, and a dash for what is missing', () => {
    expect(createMetrics().snapshotText()).toBe(
      [
        'game:c{a="x"} 3',
        'game:g_ms 1.23457 ms',
        'game:missing –',
        'game:r –/s count=2',
        'game:t count=1 p50=4 p95=4 p99=4 max=4 ms',
        '',
      ].join('\n'),
    );
  });

  it('is printed as a table', () => {
    const table = vi.spyOn(console, 'table').mockImplementation(() => {});
    createMetrics().logSummary();
    expect(table).toHaveBeenCalledWith({
      'game:c{a="x"}': { value: 3, unit: '' },
      'game:g_ms': { value: 1.23456789, unit: 'ms' },
      'game:missing': { value: Number.NaN, unit: '' },
      'game:r': { value: Number.NaN, unit: '/s', count: 2 },
      'game:t': { value: 4, unit: 'ms', count: 1, min: 4, max: 4, p95: 4, p99: 4 },
    });
  });

  it('is printed every so many seconds, until that is stopped', () => {
    vi.useFakeTimers();
    const table = vi.spyOn(console, 'table').mockImplementation(() => {});
    const stop = createMetrics().logEvery(5);
    vi.advanceTimersByTime(10_000);
    expect(table).toHaveBeenCalledTimes(2);
    stop();
    vi.advanceTimersByTime(10_000);
    expect(table).toHaveBeenCalledTimes(2);
  });

  it.each([0, -1, Number.NaN])('refuses to be printed every %d seconds', (seconds) => {
    expect(() => createMetrics().logEvery(seconds)).toThrow(
      `Cannot log the metrics: the period in seconds must be above 0, current value is ${seconds}`,
    );
  });
});
