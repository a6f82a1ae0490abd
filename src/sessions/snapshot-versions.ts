import { SessionError } from './session-error.ts';
import { require } from './snapshot-check.ts';

/** An object of a file that is not checked yet. */
export type SnapshotData = Readonly<Record<string, unknown>>;

/** How a file of one version becomes one of the next, data to data: what is wrong stays as it is, for the check to find. */
export interface SnapshotMigration {
  /** Everything but the blocks, which are read one by one. */
  head(head: SnapshotData): SnapshotData;
  block(block: unknown): unknown;
}

/** From version 1 on, each to the next. */
export const MIGRATIONS: readonly SnapshotMigration[] = [];

/** The version that is written. */
export const VERSION = MIGRATIONS.length + 1;

/**
 * What makes a file of any version one of the newest. Comes before every other check, so that a file of a later version is
 * called that, and not broken.
 *
 * @throws SessionError `corrupt` for what is no snapshot, `version` for one of a later version
 */
export function migrationsOf(file: unknown, migrations: readonly SnapshotMigration[]): readonly SnapshotMigration[] {
  const { format, version } = (typeof file === 'object' && file !== null ? file : {}) as SnapshotData;
  require(format === 'framescope-session', 'format', '"framescope-session"', format);
  const isVersion = Number.isInteger(version) && (version as number) > 0;
  require(isVersion, 'version', 'an integer, 1 or larger', version);
  const newest = migrations.length + 1;
  if ((version as number) <= newest) return migrations.slice((version as number) - 1);
  const text = `Cannot read the session: version must be at most ${newest}, current value is ${version}`;
  throw new SessionError('version', text);
}
