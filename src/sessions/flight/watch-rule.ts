import type { FrameStatistics } from '../../analysis/index.ts';
import type { MetricsRegistry } from '../../metrics/index.ts';
import type { StatsOptions } from '../session-types.ts';
import type { FiredRule, Rule, RuleAction } from './flight-types.ts';
import { type Condition, meets, statisticAt } from './parse-rule.ts';

export interface RuleWatchOptions {
  readonly registry: MetricsRegistry;
  stats(options: StatsOptions): FrameStatistics;
  every(everyMs: number, run: () => void): () => void;
  now(): number;
  mark(name: string, detail: unknown): void;
  snapshot(text: string, timeMs: number): void;
  warn(message: string): void;
}

const LOOK_EVERY_MS = 250;

/** Watches a rule; what it gives stops that. A rule fires when its condition comes to hold, and again only after it did not. */
export function watchRule(rule: Rule, condition: Condition, options: RuleWatchOptions): () => void {
  const { every, now, stats, registry } = options;
  const actions: readonly RuleAction[] = [rule.do ?? ['mark', 'snapshot']].flat();
  let sinceMs = Number.NaN;
  let hasFired = false;
  return every(LOOK_EVERY_MS, () => {
    const timeMs = now();
    const { figure, overMs, forMs } = condition;
    const value = figure.includes(':')
      ? metricValue(registry, figure)
      : (statisticAt(stats({ lastMs: overMs }), figure) ?? Number.NaN);
    if (!meets(condition, value)) {
      sinceMs = Number.NaN;
      hasFired = false;
      return;
    }
    if (Number.isNaN(sinceMs)) sinceMs = timeMs;
    if (hasFired || timeMs - sinceMs < forMs) return;
    hasFired = true;
    for (const action of actions) act(action, { when: rule.when, value, timeMs }, options);
  });
}

/** What a metric's handle reads as; NaN for one that is missing, or has more than one number. */
function metricValue(registry: MetricsRegistry, id: string): number {
  const value = registry.get(id)?.value;
  return typeof value === 'number' ? value : Number.NaN;
}

function act(action: RuleAction, fired: FiredRule, { mark, snapshot, warn }: RuleWatchOptions): void {
  const { when, value, timeMs } = fired;
  try {
    if (action === 'mark') mark(when, { value });
    else if (action === 'snapshot') snapshot(when, timeMs);
    else if (action === 'console') console.warn(`[framescope] ${when}: ${value}`);
    else action(fired);
  } catch (error) {
    warn(`What rule "${when}" does threw: ${String(error)}`);
  }
}
