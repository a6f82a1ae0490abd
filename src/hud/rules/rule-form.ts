import type { FrameStatistics } from '../../analysis/index.ts';
import { formatMetricId, type MetricsRegistry, type RuleActionName, type Unit } from '../../metrics/index.ts';
import { mismatch } from '../../metrics/metrics-error.ts';
import { parseRule } from '../../sessions/flight/parse-rule.ts';

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

/** Of the statistics that are no times, the others are in ms. */
const STATISTIC_UNITS: Readonly<Record<string, Unit>> = {
  fps: 'fps',
  'dropped.count': 'count',
  'dropped.pct': 'percent',
  'hitch.ratioMsPerS': 'ms/s',
  'hitch.count': 'count',
  mvp: 'percent',
  overBudget: 'percent',
  'stutter.timePct': 'percent',
};
/** Parts of the statistics that say what they are of. */
const NOT_WATCHED = ['window', 'excluded', 'stutter.windowFrames'];
/** Types whose metrics are one number. */
const NUMBERS = ['gauge', 'counter', 'rate'];
/** What a bare number in the value's field gets behind it, so that the rule is read as it is meant. */
const VALUE_UNITS: Readonly<Record<string, string>> = { ms: 'ms', fps: ' fps', percent: '%' };
const BARE_NUMBER = /^[-+]?\d+(?:\.\d+)?$/;

/** All that can be watched: the statistics, then the metrics. */
export function ruleFigures(stats: FrameStatistics, registry: MetricsRegistry): RuleFigure[] {
  const figures: RuleFigure[] = [];
  for (const [group, part] of Object.entries(stats)) {
    if (NOT_WATCHED.includes(group) || typeof part !== 'object' || part === null) continue;
    for (const name of Object.keys(part)) {
      const id = `${group}.${name}`;
      if (!NOT_WATCHED.includes(id)) figures.push({ id, unit: STATISTIC_UNITS[id] ?? STATISTIC_UNITS[group] ?? 'ms' });
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
    `${figure.trim()} ${comparison} ${amount}${BARE_NUMBER.test(amount) ? (VALUE_UNITS[unit ?? ''] ?? '') : ''}`,
    // A metric has its value of now.
    over.trim() !== '' && !figure.includes(':') && `over ${seconds(over)}`,
    hold.trim() !== '' && `for ${seconds(hold)}`,
  ];
  return parts.filter(Boolean).join(' ');
}

/** The fields of a rule's text; null for what is no rule. */
export function ruleFields(text: string): Omit<RuleForm, 'actions' | 'callbacks'> | null {
  try {
    const { figure, comparison, threshold, overMs, forMs } = parseRule(text);
    const hasOver = /\sover\s/i.test(text);
    return {
      figure,
      comparison,
      value: String(threshold),
      over: hasOver ? durationText(overMs) : '',
      hold: forMs > 0 ? durationText(forMs) : '',
    };
  } catch {
    return null;
  }
}

const TIME = 'be above 0 and written as 2s or 500ms';

/** Each field that is wrong with what it must be and what it is. A metric may come later. */
export function ruleProblems(form: RuleForm, figures: readonly RuleFigure[]): RuleProblems {
  const { figure, value, over, hold, actions, callbacks } = form;
  const id = figure.trim();
  const isKnown = id.includes(':') || figures.some((one) => one.id === id);
  return {
    ...(!isKnown && { figure: mismatch('The figure', 'be a statistic or a metric, as frame.p99', figure) }),
    ...(!isRule(`a:b > ${value.trim()}`) && { value: mismatch('The value', 'be a number, as 25 or 25ms', value) }),
    ...(!isTime(over) && { over: mismatch('The time after "over"', TIME, over) }),
    ...(!isTime(hold) && { hold: mismatch('The time after "for"', TIME, hold) }),
    ...(actions.length + callbacks.length === 0 && { actions: 'A rule must do something, nothing is chosen' }),
  };
}

function isTime(text: string): boolean {
  return text.trim() === '' || isRule(ruleText({ ...EMPTY_FORM, figure: 'a:b', value: '1', hold: text }, undefined));
}

function isRule(text: string): boolean {
  return ruleFields(text) !== null;
}

function durationText(ms: number): string {
  return ms % 1000 === 0 ? `${ms / 1000}s` : `${ms}ms`;
}
