import { refusal } from '../metrics/metrics-error.ts';
import type { SessionRetention, SessionSummary } from './session-types.ts';

const DEFAULT_SESSIONS = 20;
const DEFAULT_BYTES = 256 * 2 ** 20;

/**
 * Checks the limits before anything is recorded: what is no number compares as if it were no limit, or as 0.
 *
 * @throws MetricsError `invalid-config`
 */
export function requireRetention(retention: SessionRetention | undefined): void {
  if (retention === undefined) return;
  const refuse = (part: string, wanted: string, got: unknown): never => {
    throw refusal('invalid-config', 'record sessions', part, wanted, got);
  };
  if (typeof retention !== 'object' || retention === null)
    refuse('retention', 'be an object of sessions and bytes', retention);
  for (const key of ['sessions', 'bytes'] as const) {
    const limit: unknown = retention[key];
    if (limit !== undefined && !(typeof limit === 'number' && limit >= 0))
      refuse(`retention.${key}`, 'be a number, 0 or larger', limit);
  }
}

/** One stored session, and when it was stored. */
export interface StoredSummary {
  readonly summary: SessionSummary;
  readonly savedAt: number;
  /** Its page died while it recorded. */
  readonly isDead: boolean;
}

/**
 * The sessions that have to go, the ones stored longest ago first, until the rest is within both limits. Pinned sessions are
 * not counted and stay; those that are being recorded are counted and stay.
 */
export function sessionsToDrop(
  stored: readonly Pick<StoredSummary, 'summary' | 'savedAt'>[],
  { sessions = DEFAULT_SESSIONS, bytes = DEFAULT_BYTES }: SessionRetention = {},
): string[] {
  const counted = stored.filter(({ summary }) => !summary.pinned);
  let count = counted.length;
  let size = counted.reduce((sum, { summary }) => sum + summary.bytes, 0);
  const dropped: string[] = [];
  for (const { summary } of counted.sort((a, b) => a.savedAt - b.savedAt)) {
    // Asked this way round, a size that is not known (NaN) deletes nothing.
    if (!(count > sessions || size > bytes)) break;
    if (summary.state === 'recording') continue;
    dropped.push(summary.id);
    count--;
    size -= summary.bytes;
  }
  return dropped;
}
