export type DropReason = 'nan' | 'infinite' | 'negative' | 'not-a-number';

/** Why a handle refused a value. */
export function dropReason(value: unknown): DropReason {
  if (typeof value !== 'number') return 'not-a-number';
  if (Number.isNaN(value)) return 'nan';
  return Number.isFinite(value) ? 'negative' : 'infinite';
}
