export type { FrameStatistics } from './analysis/index.ts';
export { createFramescope } from './create-framescope.ts';
export type { HudCanvas, HudCanvasOptions, HudCorner, HudMode, HudOptions } from './hud/hud-types.ts';
export * from './metrics.ts';
export type { Framescope, FramescopeOptions, ScopeHud, ScopeSessions, ScopeStatsOptions } from './scope-options.ts';
export type { SessionChanges } from './sessions/session-changes.ts';
export type {
  Session,
  SessionEnvironment,
  SessionRetention,
  SessionStartOptions,
  SessionSummary,
  StatsOptions,
} from './sessions/session-types.ts';
export type { Target } from './target.ts';
