import type { Unit } from '../../metrics/index.ts';
import type { FlightRules, ListedRule } from '../../sessions/flight/flight-types.ts';
import { formatClock, formatCount, formatValue, MISSING } from '../parts/format-value.ts';
import type { FigureState } from '../parts/live-text.ts';

/** Where a rule stands, in a word and for its style. */
export function ruleStatus({ isOn, state }: ListedRule, nowMs: number): readonly [text: string, state: FigureState] {
  if (!isOn) return ['Off', 'muted'];
  if (state.problem !== '') return ['Wrong unit', 'warning'];
  if (state.hasFired) return ['Firing', 'over'];
  if (Number.isNaN(state.sinceMs)) return ['Waiting', ''];
  return [`Holds ${Math.max(0, (nowMs - state.sinceMs) / 1000).toFixed(1)} s`, 'over'];
}

/** Why the rule cannot fire, or the figure of now, and how often the rule fired and when last. */
export function ruleFacts({ isOn, state }: ListedRule, unit: Unit, nowMs: number): string {
  if (!isOn) return 'not watched';
  if (state.problem !== '') return state.problem;
  const value = formatValue(state.value, unit);
  const now = value === MISSING ? 'no value' : `now ${value}`;
  if (state.firedCount === 0) return now;
  return `${now} · fired ${formatCount(state.firedCount)}×, ${ago(nowMs - state.firedMs)}`;
}

/** What the rule does, and which of what it would call is not there. */
export function ruleActions({ actions }: ListedRule, callbacks: FlightRules['callbacks']): string {
  const textOf = (action: ListedRule['actions'][number]) => {
    if (typeof action === 'string') return action;
    // What names are written in, from the right to the left or not, stays theirs.
    const name = `\u2068${action.callback}\u2069()`;
    return callbacks.has(action.callback) ? name : `${name} is not there`;
  };
  return actions.map(textOf).join(', ');
}

function ago(ms: number): string {
  return ms < 60_000 ? `${Math.max(0, Math.round(ms / 1000))} s ago` : `${formatClock(ms)} ago`;
}
