import type { VerdictKind } from '../../analysis/index.ts';
import { MISSING } from './format-value.ts';

/** What holds the frames back, in a word. */
export const VERDICT_NAMES: Readonly<Record<VerdictKind, string>> = {
  vsync: 'On pace',
  cpu: 'CPU-bound',
  gpu: 'GPU-bound',
  throttled: 'Throttled',
  blocked: 'Blocked',
  unknown: MISSING,
};
