import type { MetricId } from './metric-id.ts';

export type DropReason = 'nan' | 'infinite' | 'negative' | 'not-a-number';

/** What a handle tells of a bad value: off the hot path, since no good value comes here. */
export type OnDrop = (id: MetricId, value: unknown, reason: DropReason) => void;

/** Why a handle refused a value. */
export function dropReason(value: unknown): DropReason {
  if (typeof value !== 'number') return 'not-a-number';
  if (value !== value) return 'nan';
  return value === Infinity || value === -Infinity ? 'infinite' : 'negative';
}
