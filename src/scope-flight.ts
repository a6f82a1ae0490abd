import type { FrameStatistics } from './analysis/index.ts';
import type { FrameHistory } from './frames/index.ts';
import type { EngineMetrics } from './metrics/index.ts';
import { refusal } from './metrics/metrics-error.ts';
import type { FlightRecorder } from './sessions/flight/flight-recorder.ts';
import type { FlightSnapshot, Rule, SnapshotCause } from './sessions/flight/flight-types.ts';
import { type Condition, parseRule, statisticAt } from './sessions/flight/parse-rule.ts';
import type { Session, SessionEnvironment, StatsOptions } from './sessions/session-types.ts';

export interface LazyFlightOptions {
  readonly metrics: EngineMetrics;
  readonly frames: FrameHistory;
  every(everyMs: number, run: () => void): () => void;
  environment(): Partial<SessionEnvironment>;
  stats(options: StatsOptions): FrameStatistics;
  readonly thumbnail: (() => Promise<Blob | null>) | undefined;
  /** Stores a session that is stored nowhere yet. */
  store(session: Session): Promise<Session>;
  readonly warn: (message: string) => void;
}

/** The snapshots of the flight recorder: `scope.snapshots`. Kept in memory, the last eight. */
export interface ScopeSnapshots {
  /** Oldest first. */
  readonly list: readonly FlightSnapshot[];
  /** Takes the frames around now, as they are a second later. Default name: `Snapshot`. */
  take(name?: string): Promise<FlightSnapshot>;
  /** Stores a snapshot's session with the others, where it can be exported. */
  save(snapshot: FlightSnapshot): Promise<Session>;
  clear(): void;
  /** Calls `listener` when a snapshot comes or goes. */
  subscribe(listener: () => void): () => void;
}

/** A rule that is right. */
export interface ParsedRule {
  readonly rule: Rule;
  readonly condition: Condition;
}

/** Flight recorder and rules behind a dynamic import, which comes after the first frames. */
export interface LazyFlight {
  readonly snapshots: ScopeSnapshots;
  /** @throws MetricsError `invalid-operation` for what is no rule */
  parse(rule: string | Rule): ParsedRule;
  /** What it gives ends that. */
  watch(rule: ParsedRule): () => void;
  destroy(): void;
}

export function createLazyFlight(options: LazyFlightOptions): LazyFlight {
  const { metrics, frames, every, stats, warn } = options;
  const now = () => performance.now();
  let recorder: FlightRecorder | null = null;
  let isDestroyed = false;
  /** Listeners that came before the recorder. */
  const early = new Map<() => void, () => void>();
  const load = async () => {
    const flight = await import('./sessions/flight/index.ts');
    if (isDestroyed)
      throw refusal('invalid-operation', 'use the flight recorder', 'the scope', 'be there', 'destroyed');
    if (recorder === null) {
      recorder = new flight.FlightRecorder({ ...options, now, later, onError: (error) => warn(String(error)) });
      for (const listener of early.keys()) early.set(listener, recorder.subscribe(listener));
    }
    return { recorder, watchRule: flight.watchRule };
  };
  const unasked = (work: Promise<unknown>) =>
    void work.catch((error) => (isDestroyed ? undefined : warn(`The flight recorder failed: ${String(error)}`)));
  const take = async (cause: SnapshotCause, timeMs: number) => (await load()).recorder.take(cause, timeMs);
  const stopWaiting = every(1000, () => {
    stopWaiting();
    unasked(load());
  });
  return {
    snapshots: {
      get list() {
        return recorder?.snapshots ?? [];
      },
      take: (name = 'Snapshot') => take({ kind: 'asked', text: String(name) }, now()),
      save: (snapshot) => options.store(snapshot.session),
      clear: () => recorder?.clear(),
      subscribe(listener) {
        early.set(listener, recorder?.subscribe(listener) ?? (() => undefined));
        return () => {
          early.get(listener)?.();
          early.delete(listener);
        };
      },
    },
    parse(given) {
      const rule: Rule = typeof given === 'string' ? { when: given } : given;
      const condition = parseRule(Object(rule).when);
      checkActions(rule);
      if (!condition.figure.includes(':') && statisticAt(stats({ lastMs: 1 }), condition.figure) === undefined)
        throw refusal(
          'invalid-operation',
          'watch a rule',
          'the figure',
          'be a statistic or a metric',
          condition.figure,
        );
      return { rule, condition };
    },
    watch({ rule, condition }) {
      let isWanted = true;
      let stop: () => void = () => undefined;
      unasked(
        load().then(({ watchRule }) => {
          if (!isWanted) return;
          stop = watchRule(rule, condition, {
            registry: metrics.registry,
            stats,
            every,
            now,
            mark: (name, detail) => frames.eventLog.mark(name, now(), detail),
            snapshot: (text, timeMs) => unasked(take({ kind: 'rule', text }, timeMs)),
            warn,
          });
        }),
      );
      return () => {
        isWanted = false;
        stop();
      };
    },
    destroy() {
      isDestroyed = true;
      recorder?.destroy();
    },
  };
}

function checkActions({ do: given = [] }: Rule): void {
  for (const action of [given].flat())
    if (typeof action !== 'function' && !['mark', 'snapshot', 'console'].includes(action as string))
      throw refusal(
        'invalid-operation',
        'watch a rule',
        'do',
        'be "mark", "snapshot", "console" or a function',
        action,
      );
}

function later(delayMs: number, run: () => void): () => void {
  const timer = setTimeout(run, delayMs);
  return () => clearTimeout(timer);
}
