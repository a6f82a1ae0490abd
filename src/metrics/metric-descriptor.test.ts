import { describe, expect, it } from 'vitest';
import { createDescriptor, type MetricOptions, type MetricType } from './metric-descriptor.ts';
import { metricId } from './metric-id.ts';

const id = metricId('engine', 'load_ms');

describe('createDescriptor', () => {
  it('fills in the defaults', () => {
    expect(createDescriptor(id, 'gauge')).toEqual({ id, type: 'gauge', unit: 'ms', description: '', history: 'frame' });
    expect(createDescriptor(metricId('a', 'b'), 'counter').unit).toBe('');
    expect(createDescriptor(metricId('a', 'b'), 'timer').unit).toBe('ms');
    expect(createDescriptor(metricId('a', 'b_seconds'), 'timer', { unit: 'Milliseconds' }).unit).toBe('ms');
  });

  it('keeps every option', () => {
    const options: MetricOptions = {
      unit: 'milliseconds',
      description: 'Load time',
      history: 'none',
      better: 'lower',
      budget: 0,
      reset: 'frame',
    };
    expect(createDescriptor(id, 'gauge', options)).toEqual({ id, type: 'gauge', ...options, unit: 'ms' });
  });

  it('copies and freezes the boundaries', () => {
    const boundaries = [1, 5];
    const descriptor = createDescriptor(id, 'histogram', { boundaries });
    boundaries.push(2);
    expect(descriptor.boundaries).toEqual([1, 5]);
    expect(Object.isFrozen(descriptor) && Object.isFrozen(descriptor.boundaries)).toBe(true);
  });

  const ascending = 'boundaries must be finite ascending numbers, on a histogram or timer, current value is';
  it.each<[type: unknown, options: unknown, problem: string]>([
    ['meter', {}, 'type must be one of counter, gauge, histogram, timer, rate, current value is "meter"'],
    ['gauge', null, 'options must be an object, current value is null'],
    ['gauge', 'the description', 'options must be an object, current value is "the description"'],
    ['gauge', { unit: 5 }, 'unit must be a string, current value is 5'],
    ['timer', { unit: 5 }, 'unit must be a string, current value is 5'],
    ['gauge', { description: ['x'] }, 'description must be a string, current value is ["x"]'],
    ['gauge', { history: '2s' }, 'history must be "frame", "1s" or "none", current value is "2s"'],
    ['counter', { reset: 'frame' }, 'reset must be "frame", on a gauge, current value is "frame"'],
    ['gauge', { reset: 'always' }, 'reset must be "frame", on a gauge, current value is "always"'],
    ['gauge', { better: 'up' }, 'better must be "lower" or "higher", current value is "up"'],
    ['gauge', { budget: Number.NaN }, 'budget must be a finite number, current value is NaN'],
    ['gauge', { budget: '16' }, 'budget must be a finite number, current value is "16"'],
    ['counter', { boundaries: [1, 2] }, `${ascending} [1,2]`],
    ['histogram', { boundaries: [] }, `${ascending} []`],
    ['histogram', { boundaries: [1, 1] }, `${ascending} [1,1]`],
    ['histogram', { boundaries: [2, 1] }, `${ascending} [2,1]`],
    ['histogram', { boundaries: [1, Infinity] }, `${ascending} [1,Infinity]`],
    ['histogram', { boundaries: [1, '2'] }, `${ascending} [1,"2"]`],
    ['histogram', { boundaries: new Array(2) }, `${ascending} [,]`],
    ['timer', { boundaries: 5 }, `${ascending} 5`],
    ['timer', { boundaries: null }, `${ascending} null`],
  ])('refuses a %s with %j', (type, options, problem) => {
    expect(() => createDescriptor(id, type as MetricType, options as MetricOptions)).toThrowError(
      expect.objectContaining({
        name: 'MetricsError',
        code: 'invalid-operation',
        message: `Cannot register metric "engine:load_ms": ${problem}`,
      }),
    );
  });
});
