import type { FrameStatistics } from '../../analysis/index.ts';
import { CONVERTED_UNITS, convertUnit } from '../../metrics/convert-unit.ts';
import type { Unit } from '../../metrics/index.ts';
import { describe, refusal } from '../../metrics/metrics-error.ts';
import { parseUnit } from '../../metrics/unit.ts';
import type { Rule } from './flight-types.ts';

/** A condition on a figure, as in `frame.p99 > 25ms over 5s for 2s`. */
export interface Condition {
  /** A statistic by its dots (`frame.p99`, `fps.low1`), or the id of a metric (`engine:rendering.draw_calls`). */
  readonly figure: string;
  readonly comparison: '>' | '>=' | '<' | '<=';
  /** In `unit`. */
  readonly threshold: number;
  /** As the rule says it, whatever the figure's is; `''`: the figure's own. */
  readonly unit: Unit;
  /** The frames that a statistic is of: the last so many ms. */
  readonly overMs: number;
  /** So long it must hold without a break. 0: the first time is enough. */
  readonly forMs: number;
}

/** A rule that is right. */
export interface ParsedRule {
  readonly rule: Rule;
  readonly condition: Condition;
}

/** A statistic's window unless the rule says. */
const DEFAULT_OVER_MS = 1000;
const NUMBER = String.raw`(-?\d+(?:\.\d+)?(?:e[+-]?\d+)?)`;
const RULE = new RegExp(
  String.raw`^\s*(\S.*?)\s*(>=|<=|>|<)\s*${NUMBER}\s*([a-zµ%]*)((?:\s+(?:over|for)\s+${NUMBER}\s*[a-zµ]+)*)\s*$`,
  'i',
);
const SPAN = new RegExp(String.raw`(over|for)\s+${NUMBER}\s*([a-zµ]+)`, 'gi');
const WANTED = 'be as "frame.p99 > 25ms over 5s for 2s"';

/** @throws MetricsError `invalid-operation` for what is no condition */
export function parseRule(rule: string): Condition {
  const refuse = (part: string, wanted: string, got: unknown): never => {
    throw refusal('invalid-operation', 'watch a rule', part, wanted, got);
  };
  const match = typeof rule === 'string' ? RULE.exec(rule) : null;
  if (match === null) return refuse('the rule', WANTED, rule);
  const [, figure = '', comparison, amount, unitText = '', spans = ''] = match;
  const unit = parseUnit(unitText.toLowerCase());
  if (unit !== '' && !CONVERTED_UNITS.includes(unit))
    refuse('the unit', `be one of ${CONVERTED_UNITS.join(', ')}`, unitText);
  const durations: Record<string, number> = { over: DEFAULT_OVER_MS, for: 0 };
  for (const [, word = '', count, span = ''] of spans.matchAll(SPAN)) {
    const ms = convertUnit(Number(count), parseUnit(span.toLowerCase()), 'ms');
    if (!(ms > 0)) refuse(`the time after "${word}"`, 'be a time above 0, as 2s or 500ms', `${count}${span}`);
    durations[word.toLowerCase()] = ms;
  }
  return {
    figure,
    comparison: comparison as Condition['comparison'],
    threshold: Number(amount),
    unit,
    overMs: durations.over as number,
    forMs: durations.for as number,
  };
}

/** What the condition compares a figure of this unit with; NaN where its own unit does not fit. */
export function thresholdIn({ threshold, unit }: Condition, figureUnit: Unit): number {
  return unit === '' ? threshold : convertUnit(threshold, unit, figureUnit);
}

/** What the condition's unit must do where it does not fit a figure of this unit, as `refusal` wants it; `''` where it fits. */
export function wantedUnit(condition: Condition, figureUnit: Unit): string {
  if (!Number.isNaN(thresholdIn(condition, figureUnit))) return '';
  return CONVERTED_UNITS.includes(figureUnit) ? `fit ${describe(figureUnit)}` : 'be left out';
}

/** Whether a figure of this unit meets the condition; one that is missing, or of another kind, does not. */
export function meets(condition: Condition, value: number, figureUnit: Unit): boolean {
  const { comparison } = condition;
  const threshold = thresholdIn(condition, figureUnit);
  if (comparison === '>') return value > threshold;
  if (comparison === '<') return value < threshold;
  return comparison === '>=' ? value >= threshold : value <= threshold;
}

/** The number at a statistic's dots, NaN where it is not known; undefined: there is no such statistic. */
export function statisticAt(statistics: FrameStatistics, figure: string): number | undefined {
  let node: unknown = statistics;
  for (const key of figure.split('.')) node = Object.hasOwn(Object(node), key) ? (node as never)[key] : undefined;
  return typeof node === 'number' ? node : undefined;
}
