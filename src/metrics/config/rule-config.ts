import type { ReportProblem } from '../metric-id.ts';
import { isRecord } from './metrics-config-v1.ts';

const ACTION_NAMES = ['mark', 'snapshot', 'console'] as const;
export type RuleActionName = (typeof ACTION_NAMES)[number];

/** Calls what the page's code gave to `scope.ruleCallback()` under this name: no file can hold a function. */
export interface RuleCallbackName {
  readonly callback: string;
}

/** What a rule of a file, or of the user's, can do. */
export type RuleConfigAction = RuleActionName | RuleCallbackName;

/** A rule as a configuration has it. A scope reads its text and watches it; here it is only carried. */
export interface RuleConfig {
  /** As in `scope.when()`: `frame.p99 > 25ms over 5s for 2s`; the value in the figure's own unit, or in one of its kind behind it. */
  readonly when: string;
  /** Default: a mark and a snapshot. */
  readonly do?: RuleConfigAction | readonly RuleConfigAction[];
}

/** Reports what has not the shape of a list of rules, by its JSON pointer. */
export function checkRules(rules: unknown, report: ReportProblem): void {
  if (!Array.isArray(rules)) {
    report('/rules', 'be an array of rules', rules);
    return;
  }
  for (const [k, rule] of rules.entries()) checkRule(`/rules/${k}`, rule, report);
}

function checkRule(at: string, rule: unknown, report: ReportProblem): void {
  if (typeof rule === 'string') return;
  if (!isRecord(rule)) {
    report(at, 'be a string, or an object with when and do', rule);
    return;
  }
  for (const name of Object.keys(rule)) {
    if (name !== 'when' && name !== 'do')
      report(`${at}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`, 'be absent: it is not known', rule[name]);
  }
  if (typeof rule.when !== 'string') report(`${at}/when`, 'be a string', rule.when);
  const { do: actions } = rule;
  const isRight = Array.isArray(actions)
    ? actions.every(isRuleConfigAction)
    : actions === undefined || isRuleConfigAction(actions);
  if (!isRight) report(`${at}/do`, 'be "mark", "snapshot", "console", { "callback": name } or a list of them', actions);
}

export function isRuleConfigAction(action: unknown): action is RuleConfigAction {
  if (!isRecord(action)) return ACTION_NAMES.includes(action as RuleActionName);
  const { callback, ...more } = action;
  return typeof callback === 'string' && callback.trim() !== '' && Object.keys(more).length === 0;
}
