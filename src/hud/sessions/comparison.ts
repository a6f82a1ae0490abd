import { signal } from '@preact/signals';
import { frameStatisticsSteps } from '../../analysis/frame-statistics.ts';
import { sortedValuesSteps } from '../../analysis/sorted-values.ts';
import { columnSteps } from '../../frames/column-steps.ts';
import { INTERVAL } from '../../frames/index.ts';
import type { SessionComparison } from '../../sessions/compare-sessions.ts';
import { inSlices } from '../../sessions/in-slices.ts';
import type { SessionSummary } from '../../sessions/session-types.ts';
import type { Sessions } from '../../sessions/sessions.ts';
import { DEFAULT_DISTRIBUTION, type Distribution, type Spread } from '../distribution/distribution.ts';
import { ASSUMED_BUDGET_MS } from '../model/hud-model.ts';

/** What can stand on a side of a comparison: a session, or all that have a tag. */
export interface ComparisonSide {
  readonly key: string;
  readonly name: string;
  readonly ids: readonly string[];
}

const SESSION = 'session ';
const TAG = 'tag ';

export const sideKeyOf = ({ id }: Pick<SessionSummary, 'id'>) => SESSION + id;

/** Every session, then every tag that several sessions have, by name. */
export function comparisonSides(sessions: readonly SessionSummary[]): {
  readonly sessions: readonly ComparisonSide[];
  readonly tags: readonly ComparisonSide[];
} {
  const byTag = new Map<string, string[]>();
  for (const { id, tags } of sessions) for (const tag of tags) byTag.set(tag, [...(byTag.get(tag) ?? []), id]);
  return {
    sessions: sessions.map((session) => ({ key: sideKeyOf(session), name: session.name, ids: [session.id] })),
    tags: [...byTag]
      .filter(([, ids]) => ids.length > 1)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([tag, ids]) => ({ key: TAG + tag, name: `${tag} (${ids.length} sessions)`, ids })),
  };
}

/** What two sides differ in. */
export interface ReadComparison {
  readonly result: SessionComparison;
  /** The frames of both; null where nothing but counts can be compared. */
  readonly times: { readonly base: Distribution; readonly head: Spread } | null;
}

/** Reads and compares the sessions of two sides. */
export async function readComparison(
  sessions: Pick<Sessions, 'compare' | 'open'>,
  base: ComparisonSide,
  head: ComparisonSide,
): Promise<ReadComparison> {
  const result = await sessions.compare(base.ids, head.ids);
  if (result.differences.length > 0) return { result, times: null };
  const baseTimes = await readTimes(sessions, base.ids);
  return { result, times: { base: baseTimes, head: await readTimes(sessions, head.ids) } };
}

/** The frame times of sessions one after the other, against what the first was measured against. */
async function readTimes(sessions: Pick<Sessions, 'open'>, ids: readonly string[]): Promise<Distribution> {
  const parts: Float64Array[] = [];
  let refreshMs = Number.NaN;
  let budgetMs = Number.NaN;
  for (const [k, id] of ids.entries()) {
    const { frames, environment } = await sessions.open(id);
    parts.push(await inSlices(columnSteps(frames, INTERVAL, { from: frames.firstFrame, to: frames.endFrame })));
    if (k > 0) continue;
    refreshMs = environment.refreshMs ?? Number.NaN;
    budgetMs = environment.budgetMs ?? environment.refreshMs ?? ASSUMED_BUDGET_MS;
  }
  const values = new Float64Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    values.set(part, at);
    at += part.length;
  }
  const stats = await inSlices(frameStatisticsSteps(values, { refreshMs, budgetMs }));
  return {
    settings: signal(DEFAULT_DISTRIBUTION),
    values,
    sorted: await inSlices(sortedValuesSteps(values, 0)),
    stats,
    budgetMs,
    overBudgetMs: budgetMs + (refreshMs || budgetMs) / 4,
    durationMs: stats.durationMs,
    renew: () => undefined,
    reset: () => undefined,
    destroy: () => undefined,
  };
}
