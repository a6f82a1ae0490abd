import type { FrameStatistics } from '../../analysis/index.ts';
import type { MetricsRegistry } from '../../metrics/index.ts';
import { mismatch, refusal } from '../../metrics/metrics-error.ts';
import type { StatsOptions } from '../session-types.ts';
import { figureUnit, isMetric } from './figure-unit.ts';
import type { FiredRule, Rule, RuleAction, RuleCallback, RuleState } from './flight-types.ts';
import { meets, type ParsedRule, statisticAt, wantedUnit } from './parse-rule.ts';

export interface RuleWatchOptions {
  readonly registry: MetricsRegistry;
  stats(options: StatsOptions): FrameStatistics;
  every(everyMs: number, run: () => void): () => void;
  now(): number;
  mark(name: string, detail: unknown): void;
  snapshot(text: string, timeMs: number): void;
  /** What rules can call by name. */
  readonly callbacks: ReadonlyMap<string, RuleCallback>;
  warn(message: string): void;
}

const LOOK_EVERY_MS = 250;

export function createRuleState(): RuleState {
  return {
    value: Number.NaN,
    problem: '',
    sinceMs: Number.NaN,
    hasFired: false,
    firedCount: 0,
    firedMs: Number.NaN,
  };
}

export function actionsOf(rule: Rule): readonly RuleAction[] {
  return [rule.do ?? (['mark', 'snapshot'] as const)].flat();
}

/**
 * Watches a rule, and keeps in `state` where it stands; what it gives stops that. A rule fires when its condition comes to hold, and
 * again only after it did not.
 */
export function watchRule({ rule, condition }: ParsedRule, options: RuleWatchOptions, state: RuleState): () => void {
  const { every, now, stats, registry, warn } = options;
  const actions = actionsOf(rule);
  let warnedOf = '';
  return every(LOOK_EVERY_MS, () => {
    const timeMs = now();
    const { figure, overMs, forMs } = condition;
    // Anew each time: a metric may come, or come back with another unit.
    const unit = figureUnit(figure, registry);
    const wanted = unit === undefined ? '' : wantedUnit(condition, unit);
    state.problem = wanted && mismatch('The unit', wanted, condition.unit);
    if (state.problem !== '' && state.problem !== warnedOf) {
      warnedOf = state.problem;
      warn(`Rule "${rule.when}" cannot fire: ${state.problem}`);
    }
    const value = isMetric(figure)
      ? metricValue(registry, figure)
      : (statisticAt(stats({ lastMs: overMs }), figure) ?? Number.NaN);
    state.value = value;
    if (unit === undefined || !meets(condition, value, unit)) {
      state.sinceMs = Number.NaN;
      state.hasFired = false;
      return;
    }
    if (Number.isNaN(state.sinceMs)) state.sinceMs = timeMs;
    if (state.hasFired || timeMs - state.sinceMs < forMs) return;
    state.hasFired = true;
    state.firedCount++;
    state.firedMs = timeMs;
    for (const action of actions) act(action, { when: rule.when, value, timeMs }, options);
  });
}

/** What a metric's handle reads as; NaN for one that is missing, or has more than one number. */
function metricValue(registry: MetricsRegistry, id: string): number {
  const value = registry.get(id)?.value;
  return typeof value === 'number' ? value : Number.NaN;
}

function act(action: RuleAction, fired: FiredRule, { mark, snapshot, callbacks, warn }: RuleWatchOptions): void {
  const { when, value, timeMs } = fired;
  try {
    if (action === 'mark') mark(when, { value });
    else if (action === 'snapshot') snapshot(when, timeMs);
    else if (action === 'console') console.warn(`[framescope] ${when}: ${value}`);
    else if (typeof action === 'function') action(fired);
    else callbackOf(action.callback, callbacks)(fired);
  } catch (error) {
    warn(`What rule "${when}" does threw: ${String(error)}`);
  }
}

/** @throws MetricsError `invalid-operation` where the page's code has given none */
function callbackOf(name: string, callbacks: RuleWatchOptions['callbacks']): RuleCallback {
  const callback = callbacks.get(name);
  if (callback === undefined)
    throw refusal('invalid-operation', 'call the page', 'the name', 'be given to scope.ruleCallback() before', name);
  return callback;
}
