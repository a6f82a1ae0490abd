import type { SessionEnvironment } from './session-types.ts';

/** Refresh periods of displays, in ms: what lies beyond is a mistake, and would make every frame a dropped one or none. */
export const MIN_REFRESH_MS = 0.1;
export const MAX_REFRESH_MS = 10_000;

/** An environment whose periods are missing where they cannot be right, so that its file can be read again. */
export function saneEnvironment(environment: SessionEnvironment): SessionEnvironment {
  const { refreshMs, budgetMs } = environment;
  const isRefresh = Number(refreshMs) >= MIN_REFRESH_MS && Number(refreshMs) <= MAX_REFRESH_MS;
  return {
    ...environment,
    refreshMs: isRefresh ? refreshMs : null,
    budgetMs: Number(budgetMs) > 0 ? budgetMs : null,
  };
}
