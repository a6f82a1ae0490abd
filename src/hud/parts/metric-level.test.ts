import { describe, expect, it } from 'vitest';
import { createDescriptor, type MetricOptions } from '../../metrics/metric-descriptor.ts';
import { metricId } from '../../metrics/metric-id.ts';
import { levelOf, limitsText } from './metric-level.ts';

const gauge = (options: MetricOptions) => createDescriptor(metricId('game', 'load'), 'gauge', options);

describe('levelOf', () => {
  it('lets a value reach its budget, and no more', () => {
    expect([9, 10, 10.1, Number.NaN].map((value) => levelOf(gauge({ budget: 10 }), value))).toEqual([
      '',
      '',
      'over',
      '',
    ]);
  });

  it('turns round where higher is better', () => {
    const fps = gauge({ budget: 60, better: 'higher', thresholds: { warning: 70, critical: 30 } });
    expect([80, 70, 60, 59].map((value) => levelOf(fps, value))).toEqual(['', 'warning', 'warning', 'over']);
  });

  it('goes by thresholds from their values on', () => {
    const voices = gauge({ thresholds: { warning: 40, critical: 64 } });
    expect([39, 40, 63, 64].map((value) => levelOf(voices, value))).toEqual(['', 'warning', 'warning', 'over']);
  });

  it('asks nothing of a metric without limits', () => {
    expect(levelOf(gauge({}), 1e9)).toBe('');
    expect(limitsText(gauge({}))).toBe('');
  });
});

describe('limitsText', () => {
  it('names what is asked, in the unit of the metric', () => {
    expect(limitsText(gauge({ unit: 'ms', budget: 16.7, thresholds: { critical: 50 } }))).toBe(
      'Budget: at most 16.7 ms\nCritical from 50.0 ms',
    );
    expect(limitsText(gauge({ unit: 'fps', budget: 60, better: 'higher' }))).toBe('Budget: at least 60.0 fps');
  });
});
