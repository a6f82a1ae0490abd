import type { FrameStatistics } from '../../analysis/index.ts';
import { refusal } from '../../metrics/metrics-error.ts';
import type { Rule } from './flight-types.ts';

/** A condition on a figure, as in `frame.p99 > 25ms over 5s for 2s`. */
export interface Condition {
  /** A statistic by its dots (`frame.p99`, `fps.low1`), or the id of a metric (`engine:rendering.draw_calls`). */
  readonly figure: string;
  readonly comparison: '>' | '>=' | '<' | '<=';
  /** In the figure's own unit; times in ms. */
  readonly threshold: number;
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
const MS: Readonly<Record<string, number>> = { us: 0.001, µs: 0.001, ms: 1, s: 1000, min: 60_000 };
/** Units of figures that are no times: they may stand there, for who reads the rule. */
const PLAIN_UNITS = ['', '%', 'fps', 'hz', 'mb', 'mib'];
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
  const [, figure = '', comparison, amount, unit = '', spans = ''] = match;
  const factor = MS[unit.toLowerCase()] ?? (PLAIN_UNITS.includes(unit.toLowerCase()) ? 1 : undefined);
  if (factor === undefined)
    refuse('the unit', `be one of ${[...Object.keys(MS), ...PLAIN_UNITS.slice(1)].join(', ')}`, unit);
  const durations: Record<string, number> = { over: DEFAULT_OVER_MS, for: 0 };
  for (const [, word = '', count, span = ''] of spans.matchAll(SPAN)) {
    const ms = Number(count) * (MS[span.toLowerCase()] ?? Number.NaN);
    if (!(ms > 0)) refuse(`the time after "${word}"`, 'be a time above 0, as 2s or 500ms', `${count}${span}`);
    durations[word.toLowerCase()] = ms;
  }
  return {
    figure,
    comparison: comparison as Condition['comparison'],
    threshold: Number(amount) * (factor as number),
    overMs: durations.over as number,
    forMs: durations.for as number,
  };
}

/** Whether a figure meets the condition; one that is missing does not. */
export function meets({ comparison, threshold }: Condition, value: number): boolean {
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
