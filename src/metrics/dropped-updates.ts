export type DropReason = 'nan' | 'infinite' | 'negative' | 'not-a-number' | 'saturated';

/** Why a handle refused a value. */
export function dropReason(value: unknown): DropReason {
  if (typeof value !== 'number') return 'not-a-number';
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return 'infinite';
  // A number that any metric can take was refused because there was no room for it.
  return value < 0 ? 'negative' : 'saturated';
}
