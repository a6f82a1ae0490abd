import { describe, expect, it } from 'vitest';
import { frameStatistics } from '../../analysis/index.ts';
import { createTestRegistry } from '../../metrics/create-test-registry.ts';
import { EMPTY_FORM, ruleFields, ruleFigures, ruleProblems, ruleText } from './rule-form.ts';

function createFigures() {
  const { registry } = createTestRegistry();
  registry.registerGauge('game', 'memory', { unit: 'MiB', labels: { pool: 'a > b' } });
  registry.registerHistogram('game', 'load');
  return ruleFigures(frameStatistics([10, 20], { refreshMs: 10 }), registry);
}

describe('ruleFigures', () => {
  it('lists the statistics with their units, and the metrics of one number', () => {
    const figures = createFigures();
    const unitOf = (id: string) => figures.find((figure) => figure.id === id)?.unit;
    expect(['frame.p99', 'fps.low1', 'overBudget.x1', 'hitch.count', 'pacing.masd'].map(unitOf)).toEqual([
      'ms',
      'fps',
      'percent',
      'count',
      'ms',
    ]);
    expect(figures.at(-1)).toEqual({ id: 'game:memory{pool="a > b"}', unit: 'MiB' });
    expect(figures.filter(({ id }) => /load|window|excluded|frames$/.test(id))).toEqual([]);
  });
});

describe('ruleText', () => {
  it.each([
    [{ figure: 'frame.p99', value: '25' }, 'ms', 'frame.p99 > 25ms'],
    [
      { figure: ' fps.avg ', comparison: '<', value: '55', over: '5', hold: '500ms' },
      'fps',
      'fps.avg < 55 fps over 5s for 500ms',
    ],
    [{ figure: 'frame.max', value: '0.1s', hold: ' 2 s' }, 'ms', 'frame.max > 0.1s for 2 s'],
    [{ figure: 'game:memory', value: '512', over: '5s' }, 'MiB', 'game:memory > 512'],
    [{ figure: 'game:later', value: '1e6' }, undefined, 'game:later > 1e6'],
  ])('writes %j', (form, unit, text) => {
    expect(ruleText({ ...EMPTY_FORM, ...form } as typeof EMPTY_FORM, unit)).toBe(text);
  });
});

describe('ruleFields', () => {
  it.each([
    [
      'frame.p99 > 25ms over 5s for 500ms',
      { figure: 'frame.p99', comparison: '>', value: '25', over: '5s', hold: '500ms' },
    ],
    ['fps.avg <= 55', { figure: 'fps.avg', comparison: '<=', value: '55', over: '', hold: '' }],
    ['game:a{b="c > 5"} < 1', { figure: 'game:a{b="c > 5"}', comparison: '<', value: '1', over: '', hold: '' }],
    ['frame.p99', null],
  ])('reads %s', (text, fields) => {
    expect(ruleFields(text)).toEqual(fields);
  });
});

describe('ruleProblems', () => {
  it('finds none in what is a rule, of a metric that comes later, too', () => {
    const figures = createFigures();
    const form = { ...EMPTY_FORM, figure: 'frame.p99', value: '-2.5e3 ms', over: '5', hold: '0.5s' };
    expect(ruleProblems(form, figures)).toEqual({});
    expect(ruleProblems({ ...form, figure: 'game:later' }, figures)).toEqual({});
  });

  it('says of each wrong field what it must be and what it is', () => {
    const form = { ...EMPTY_FORM, figure: 'frme.p99', value: '5 parsecs', over: '0', hold: 'long', actions: [] };
    expect(ruleProblems(form, createFigures())).toEqual({
      figure: 'The figure must be a statistic or a metric, as frame.p99, current value is "frme.p99"',
      value: 'The value must be a number, as 25 or 25ms, current value is "5 parsecs"',
      over: 'The time after "over" must be above 0 and written as 2s or 500ms, current value is "0"',
      hold: 'The time after "for" must be above 0 and written as 2s or 500ms, current value is "long"',
      actions: 'A rule must do something, nothing is chosen',
    });
    expect(Object.keys(ruleProblems({ ...EMPTY_FORM }, createFigures()))).toEqual(['figure', 'value']);
  });
});
