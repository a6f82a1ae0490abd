import { describe, expect, it } from 'vitest';
import { frameStatistics } from '../../analysis/index.ts';
import { createTestRegistry } from '../../metrics/create-test-registry.ts';
import { EMPTY_FORM, proposedFigures, ruleFields, ruleFigures, ruleProblems, ruleText, saysUnit } from './rule-form.ts';

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

describe('proposedFigures', () => {
  it('has those with what is typed in them, and of thousands no more than one looks through', () => {
    const figures = Array.from({ length: 10_000 }, (_, k) => ({ id: `game:metric_${k}`, unit: 'ms' as const }));
    expect(proposedFigures(figures, '')).toHaveLength(50);
    expect(proposedFigures(figures, ' METRIC_777 ')).toEqual(figures.filter(({ id }) => id.includes('metric_777')));
    expect(proposedFigures(figures, 'nothing')).toEqual([]);
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
    [{ figure: 'game:memory', value: '512', over: '5s' }, 'MiB', 'game:memory > 512 MiB'],
    [{ figure: 'game:memory', value: '64 kb' }, 'MiB', 'game:memory > 64 kb'],
    [{ figure: 'game:alive', value: '5' }, 'players', 'game:alive > 5'],
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
    ['frame.max > 0.1s', { figure: 'frame.max', comparison: '>', value: '100', over: '', hold: '' }],
    ['game:a > 64mb', { figure: 'game:a', comparison: '>', value: '64 MiB', over: '', hold: '' }],
    ['game:a > 50%', { figure: 'game:a', comparison: '>', value: '50%', over: '', hold: '' }],
    ['frame.p99', null],
  ])('reads %s', (text, fields) => {
    expect(ruleFields(text)).toEqual(fields);
  });
});

describe('saysUnit', () => {
  it('tells a number with its unit from one without', () => {
    expect(['64mb', ' 5 % ', '64', '1e6', '', 'much'].map(saysUnit)).toEqual([true, true, false, false, false, false]);
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
    const wrongUnit = { ...EMPTY_FORM, figure: 'game:memory{pool="a > b"}', value: '2s' };
    expect(ruleProblems(wrongUnit, createFigures())).toEqual({
      value: 'The unit must fit "MiB", current value is "s"',
    });
    expect(ruleProblems({ ...wrongUnit, figure: 'frame.p99', value: '50%' }, createFigures())).toEqual({
      value: 'The unit must fit "ms", current value is "percent"',
    });
    expect(Object.keys(ruleProblems({ ...EMPTY_FORM }, createFigures()))).toEqual(['figure', 'value']);
  });
});
