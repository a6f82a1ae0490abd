import { describe, expect, it } from 'vitest';
import { createDescriptor, type MetricOptions } from '../../metrics/metric-descriptor.ts';
import { metricId } from '../../metrics/metric-id.ts';
import { metricFigures } from './metric-figures.ts';

const gauge = (options: MetricOptions) => createDescriptor(metricId('game', 'load'), 'gauge', options);

describe('metricFigures', () => {
  const said = (recent: number, newest = Number.NaN) => ({ recent, newest });
  const figures = (options: MetricOptions, value: number, recent: number) =>
    metricFigures({ descriptor: gauge(options), metricKind: 'gauges' }, { type: 'gauge', value }, said(recent));

  it('takes a gauge that waits for the value of its last frame for its newest', () => {
    const latest = (value: number, newest: number) =>
      metricFigures({ descriptor: gauge({}), metricKind: 'gauges' }, { type: 'gauge', value }, said(9, newest)).values;
    expect([latest(Number.NaN, 7), latest(5, 7), latest(Number.NaN, Number.NaN)]).toEqual([
      [9, 7],
      [9, 5],
      [9, Number.NaN],
    ]);
  });

  it('judges a gauge by its value, and its peak apart', () => {
    expect(figures({ budget: 10 }, 9, 12)).toEqual({ values: [12, 9], levels: ['over', ''], level: '' });
    expect(figures({ budget: 10, better: 'higher' }, 9, 12)).toEqual({
      values: [12, 9],
      levels: ['', 'over'],
      level: 'over',
    });
  });

  it('judges a rate by its last second, a counter by its total', () => {
    const of = (type: 'rate' | 'counter') => ({
      descriptor: createDescriptor(metricId('game', 'x'), type, { budget: 5 }),
      metricKind: 'counters' as const,
    });
    expect(metricFigures(of('rate'), { type: 'rate', count: 100, perSecond: 6, weighted: 1 }, said(0))).toMatchObject({
      values: [6, 100],
      level: 'over',
      levels: ['over', ''],
    });
    expect(metricFigures(of('counter'), { type: 'counter', value: 4 }, said(60))).toMatchObject({
      values: [60, 4],
      level: '',
    });
  });

  it('knows no figure of a metric that is gone', () => {
    expect(metricFigures({ descriptor: gauge({}), metricKind: 'gauges' }, null, said(1)).values).toEqual([
      Number.NaN,
      Number.NaN,
    ]);
  });
});
