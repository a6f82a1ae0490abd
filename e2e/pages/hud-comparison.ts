import type { ComparisonRow, SessionComparison } from '../../src/sessions/compare-sessions.ts';

const row = (
  id: string,
  unit: string,
  [base, head]: readonly [number, number],
  interval: readonly [number, number] | null,
  more: Partial<ComparisonRow> = {},
): ComparisonRow => ({
  id,
  section: null,
  unit,
  better: 'lower',
  base,
  head,
  baseValues: [base],
  headValues: [head],
  ratio: head / base,
  low: interval?.[0] ?? Number.NaN,
  high: interval?.[1] ?? Number.NaN,
  verdict: 'inconclusive',
  improved: false,
  isExact: false,
  reason: '',
  ...more,
});

/** A comparison with every verdict: of figures that have an interval, of some that have none, of exact counts, of a section. */
export const SIMULATED_COMPARISON: SessionComparison = {
  differences: [],
  rows: [
    row('frame.p50', 'ms', [16.67, 18.9], [1.09, 1.17], { verdict: 'regressed' }),
    row('frame.p99', 'ms', [33.4, 24.1], [0.61, 0.84], { improved: true, reason: 'Better by more than the margin' }),
    row('fps.avg', 'fps', [59.9, 59.4], [0.98, 1.01], { verdict: 'equivalent', better: 'higher' }),
    row('dropped.pct', 'percent', [1.2, 1.5], [0.7, 2.2], { reason: 'About 12 sessions a side would settle it' }),
    row('stutter.timePct', 'percent', [0, 2.1], null, { ratio: Number.NaN, reason: 'Values of 0 have no ratio' }),
    row('engine:rendering.draw_calls', 'count', [1204, 1310], null, { verdict: 'regressed', isExact: true }),
    row('engine:uploads.bytes', 'bytes/s', [126_000, 131_000], [0.99, 1.09], { reason: 'About 40 sessions a side' }),
    row('frame.p50', 'ms', [16.7, 16.7], [0.98, 1.02], { verdict: 'equivalent', section: 'boss <b>level</b>' }),
  ],
  unmatchedSections: ['intro'],
};

/** One of places that differ, where nothing but a count is compared. */
export const DIFFERENT_PLACES: SessionComparison = {
  differences: [
    { part: 'gpu', base: 'ANGLE (NVIDIA GeForce RTX 4060)', head: null },
    { part: 'refreshMs', base: 16.67, head: 6.94 },
  ],
  rows: [row('engine:rendering.draw_calls', 'count', [1204, 1204], null, { verdict: 'equivalent', isExact: true })],
  unmatchedSections: [],
};
