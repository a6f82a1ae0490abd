import type { SessionComparisonOptions } from './compare-sessions.ts';
import { invalidArgument } from './session-error.ts';
import type { SessionFigure } from './session-figures.ts';

const MAX_SESSIONS = 100;

/** @throws SessionError `invalid` for numbers of sessions and options that cannot be compared by */
export function checkComparison(
  base: number,
  head: number,
  figures: readonly SessionFigure[],
  { margin = 0.05, paired, gate = 'frame.p50', noiseFloors = {} }: SessionComparisonOptions,
): void {
  const require = (part: string, wanted: string, isRight: boolean, got: unknown) => {
    if (!isRight) throw invalidArgument('compare the sessions', part, wanted, got);
  };
  require('base', `be 1 to ${MAX_SESSIONS} sessions`, base > 0 && base <= MAX_SESSIONS, base);
  require('head', `be 1 to ${MAX_SESSIONS} sessions`, head > 0 && head <= MAX_SESSIONS, head);
  require('head', `be as many as base in pairs, ${base}`, paired !== true || base === head, head);
  require('margin', 'be a share above 0, such as 0.05', margin > 0 && Number.isFinite(margin), margin);
  require('gate', 'be the id of a figure', figures.some(({ id }) => id === gate), gate);
  for (const [id, floor] of Object.entries(noiseFloors)) {
    require(`noiseFloors["${id}"]`, 'be a share from 0 on, such as 0.02', floor >= 0 && Number.isFinite(floor), floor);
  }
}
