import type { FrameStatistics } from '../../analysis/index.ts';
import { CONVERTED_UNITS } from '../../metrics/convert-unit.ts';
import { formatMetricId, type MetricsRegistry, type RuleActionName, type Unit } from '../../metrics/index.ts';
import { mismatch } from '../../metrics/metrics-error.ts';
import { isMetric, statisticUnit } from '../../sessions/flight/figure-unit.ts';
import { type Condition, parseRule, thresholdIn, wantedUnit } from '../../sessions/flight/parse-rule.ts';

/** A rule as the fields of the form have it: what is typed, right or wrong. */
export interface RuleForm {
  readonly figure: string;
  readonly comparison: '>' | '>=' | '<' | '<=';
  readonly value: string;
  /** Empty: the last second. */
  readonly over: string;
  /** Empty: fires as soon as the condition holds. */
  readonly hold: string;
  readonly actions: readonly RuleActionName[];
  /** The names of what is called. */
  readonly callbacks: readonly string[];
}

/** What is wrong with which field, in words. */
export type RuleProblems = Readonly<Partial<Record<keyof RuleForm, string>>>;

/** What a rule can look at: a statistic by its dots, or a metric by its id. */
export interface RuleFigure {
  readonly id: string;
  readonly unit: Unit;
}

export const EMPTY_FORM: RuleForm = {
  figure: '',
  comparison: '>',
  value: '',
  over: '',
  hold: '',
  actions: ['mark', 'snapshot'],
  callbacks: [],
};

/** Parts of the statistics that say what they are of. */
const NOT_WATCHED = ['window', 'excluded', 'stutter.windowFrames'];
/** Types whose metrics are one number. */
const NUMBERS = ['gauge', 'counter', 'rate'];
/** Units that stand close behind their number. */
const CLOSE_UNITS: Readonly<Record<string, string>> = { ms: 'ms', percent: '%' };
const BARE_NUMBER = /^[-+]?\d+(?:\.\d+)?$/;

/** As many as anybody looks through; more letters find the others. */
const MAX_PROPOSED = 50;

/** Those that have what is typed in their id, in any case of letters. */
export function proposedFigures(figures: readonly RuleFigure[], typed: string): RuleFigure[] {
  const wanted = typed.trim().toLowerCase();
  const found: RuleFigure[] = [];
  for (const figure of figures) {
    if (found.length === MAX_PROPOSED) break;
    if (figure.id.toLowerCase().includes(wanted)) found.push(figure);
  }
  return found;
}

/** All that can be watched: the statistics, then the metrics. */
export function ruleFigures(stats: FrameStatistics, registry: MetricsRegistry): RuleFigure[] {
  const figures: RuleFigure[] = [];
  for (const [group, part] of Object.entries(stats)) {
    if (NOT_WATCHED.includes(group) || typeof part !== 'object' || part === null) continue;
    for (const name of Object.keys(part)) {
      const id = `${group}.${name}`;
      if (!NOT_WATCHED.includes(id)) figures.push({ id, unit: statisticUnit(id) });
    }
  }
  for (const { id } of registry.query()) {
    const descriptor = registry.describe(id);
    if (descriptor !== undefined && NUMBERS.includes(descriptor.type))
      figures.push({ id: formatMetricId(id), unit: descriptor.unit });
  }
  return figures;
}

/** The rule's text. */
export function ruleText({ figure, comparison, value, over, hold }: RuleForm, unit: Unit | undefined): string {
  const seconds = (text: string) => (BARE_NUMBER.test(text.trim()) ? `${text.trim()}s` : text.trim());
  const amount = value.trim();
  const parts = [
    `${figure.trim()} ${comparison} ${amount}${BARE_NUMBER.test(amount) ? unitText(unit ?? '') : ''}`,
    // A metric has its value of now.
    over.trim() !== '' && !isMetric(figure) && `over ${seconds(over)}`,
    hold.trim() !== '' && `for ${seconds(hold)}`,
  ];
  return parts.filter(Boolean).join(' ');
}

/** The fields of a rule's text; null for what is no rule. A metric may have another unit tomorrow, so its value keeps the one that it has. */
export function ruleFields(text: string): Omit<RuleForm, 'actions' | 'callbacks'> | null {
  const condition = conditionOf(text);
  if (condition === null) return null;
  const { figure, comparison, threshold, unit, overMs, forMs } = condition;
  const own = thresholdIn(condition, isMetric(figure) ? '' : statisticUnit(figure));
  const hasOver = /\sover\s/i.test(text);
  return {
    figure,
    comparison,
    value: Number.isNaN(own) ? `${threshold}${unitText(unit)}` : String(own),
    over: hasOver ? durationText(overMs) : '',
    hold: forMs > 0 ? durationText(forMs) : '',
  };
}

/** Whether what is typed as the value has its unit with it. */
export function saysUnit(value: string): boolean {
  return (conditionOf(`a:b > ${value}`)?.unit ?? '') !== '';
}

const TIME = 'be above 0 and written as 2s or 500ms';

/** Each field that is wrong with what it must be and what it is. A metric may come later. */
export function ruleProblems(form: RuleForm, figures: readonly RuleFigure[]): RuleProblems {
  const { figure, value, over, hold, actions, callbacks } = form;
  const id = figure.trim();
  const known = figures.find((one) => one.id === id);
  const isKnown = isMetric(id) || known !== undefined;
  const condition = conditionOf(`a:b > ${value.trim()}`);
  const wanted = known !== undefined && condition !== null ? wantedUnit(condition, known.unit) : '';
  return {
    ...(!isKnown && { figure: mismatch('The figure', 'be a statistic or a metric, as frame.p99', figure) }),
    ...(condition === null && { value: mismatch('The value', 'be a number, as 25 or 25ms', value) }),
    ...(wanted !== '' && { value: mismatch('The unit', wanted, condition?.unit) }),
    ...(!isTime(over) && { over: mismatch('The time after "over"', TIME, over) }),
    ...(!isTime(hold) && { hold: mismatch('The time after "for"', TIME, hold) }),
    ...(actions.length + callbacks.length === 0 && { actions: 'A rule must do something, nothing is chosen' }),
  };
}

function isTime(text: string): boolean {
  const form = { ...EMPTY_FORM, figure: 'a:b', value: '1', hold: text };
  return text.trim() === '' || conditionOf(ruleText(form, undefined)) !== null;
}

/** What a rule's text says; null for what is no rule. */
function conditionOf(text: string): Condition | null {
  try {
    return parseRule(text);
  } catch {
    return null;
  }
}

/** What a number gets behind it, so that the rule is read as it is meant. Rules cannot say a unit of the user's own. */
function unitText(unit: Unit): string {
  return CONVERTED_UNITS.includes(unit) ? (CLOSE_UNITS[unit] ?? ` ${unit}`) : '';
}

function durationText(ms: number): string {
  return ms % 1000 === 0 ? `${ms / 1000}s` : `${ms}ms`;
}
