export type { ComparisonRow, SessionComparison, SessionComparisonOptions } from './compare-sessions.ts';
export { compareSessions } from './compare-sessions.ts';
export { createSessions } from './create-sessions.ts';
export type {
  RedactedPart,
  SessionExportOptions,
  SessionFileOptions,
  SessionFormat,
} from './file-options.ts';
export type { IndexedDbBackendOptions } from './indexed-db-backend.ts';
export { IndexedDbBackend } from './indexed-db-backend.ts';
export { parseSnapshot } from './parse-snapshot.ts';
export { readSnapshotFile } from './read-snapshot-file.ts';
export { redactSession } from './redact-session.ts';
export type { SessionChanges } from './session-changes.ts';
export type { SessionDatabaseOptions } from './session-database.ts';
export type { SessionErrorCode } from './session-error.ts';
export { SessionError } from './session-error.ts';
export { sessionHitches } from './session-hitches.ts';
export type {
  Session,
  SessionEnvironment,
  SessionHistogram,
  SessionRetention,
  SessionStartOptions,
  SessionSummary,
  StatsOptions,
} from './session-types.ts';
export type { SessionLibrary, Sessions, SessionsOptions } from './sessions.ts';
export type { SlowestFramesOptions, WholeFrame } from './slowest-frames.ts';
export { slowestFrames } from './slowest-frames.ts';
export type { StoredSession } from './stored-session.ts';
export { writeCsv } from './write-csv.ts';
export { writePresentMon } from './write-presentmon.ts';
export { writeSnapshot } from './write-snapshot.ts';
export { writeTrace } from './write-trace.ts';
