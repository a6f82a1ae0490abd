import type { FrameStatistics } from './analysis/index.ts';
import type { FrameHistory } from './frames/index.ts';
import { isRuleConfigAction } from './metrics/config/rule-config.ts';
import type { EngineMetrics } from './metrics/index.ts';
import { refusal } from './metrics/metrics-error.ts';
import type { Warn } from './probes/index.ts';
import { isMetric, statisticUnit } from './sessions/flight/figure-unit.ts';
import type { FlightRecorder } from './sessions/flight/flight-recorder.ts';
import type {
  Flight,
  FlightSnapshots,
  Rule,
  RuleCallback,
  RuleOrigin,
  SnapshotCause,
} from './sessions/flight/flight-types.ts';
import { type ParsedRule, parseRule, statisticAt, wantedUnit } from './sessions/flight/parse-rule.ts';
import type { RuleList } from './sessions/flight/rule-list.ts';
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
  /** Whether the rules that the user makes are kept in the page's localStorage. */
  remembersRules(): boolean;
  readonly warn: Warn;
}

/** Of what is stored of the user's rules. */
const RULES_VERSION = 1;

/** Flight recorder and rules behind a dynamic import, which comes after the first frames. */
export interface LazyFlight {
  readonly snapshots: FlightSnapshots;
  /** @throws MetricsError `invalid-operation` for what is no rule */
  parse(rule: string | Rule): ParsedRule;
  /** Lets rules call a function by name, until what it gives is called. @throws MetricsError `invalid-operation` */
  addCallback(name: string, run: RuleCallback): () => void;
  /** What it gives ends that. */
  watch(rule: ParsedRule, origin: RuleOrigin): () => void;
  /** All of it, for the HUD. */
  load(): Promise<Flight>;
  destroy(): void;
}

export function createLazyFlight(options: LazyFlightOptions): LazyFlight {
  const { metrics, frames, every, stats, warn } = options;
  const now = () => performance.now();
  let recorder: FlightRecorder | null = null;
  let rules: RuleList | null = null;
  const callbacks = new Map<string, RuleCallback>();
  let isDestroyed = false;
  /** Listeners that came before the recorder. */
  const early = new Map<() => void, () => void>();
  const load = async () => {
    const [flight, { remembered }] = await Promise.all([
      import('./sessions/flight/index.ts'),
      import('./hud/model/remembered.ts'),
    ]);
    if (isDestroyed)
      throw refusal('invalid-operation', 'use the flight recorder', 'the scope', 'be there', 'destroyed');
    if (recorder === null) {
      recorder = new flight.FlightRecorder({ ...options, now, later, onError: (error) => warn(String(error)) });
      for (const listener of early.keys()) early.set(listener, recorder.subscribe(listener));
    }
    const memory = () => remembered('rules', RULES_VERSION, options.remembersRules());
    rules ??= new flight.RuleList({
      registry: metrics.registry,
      stats,
      every,
      now,
      mark: (name, detail) => frames.eventLog.mark(name, now(), detail),
      snapshot: (text, timeMs) => unasked(take({ kind: 'rule', text }, timeMs)),
      warn,
      parse,
      callbacks,
      memory,
    });
    if (options.remembersRules()) rules.recall();
    return { recorder, rules };
  };
  const unasked = (work: Promise<unknown>) =>
    void work.catch((error) => (isDestroyed ? undefined : warn('The flight recorder failed', error)));
  const take = async (cause: SnapshotCause, timeMs: number) => (await load()).recorder.take(cause, timeMs);
  const stopWaiting = every(1000, () => {
    stopWaiting();
    unasked(load());
  });
  const snapshots: FlightSnapshots = {
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
  };
  const parse = (given: string | Rule): ParsedRule => {
    const rule: Rule = typeof given === 'string' ? { when: given } : given;
    const condition = parseRule(Object(rule).when);
    checkActions(rule);
    const { figure, unit } = condition;
    // Of a metric, which may come later, the rule's state tells.
    if (isMetric(figure)) return { rule, condition };
    if (statisticAt(stats({ lastMs: 1 }), figure) === undefined)
      throw refusal('invalid-operation', 'watch a rule', 'the figure', 'be a statistic or a metric', figure);
    const wanted = wantedUnit(condition, statisticUnit(figure));
    if (wanted !== '') throw refusal('invalid-operation', 'watch a rule', 'the unit', wanted, unit);
    return { rule, condition };
  };
  return {
    snapshots,
    parse,
    addCallback(name, run) {
      const refuse = (what: string, wanted: string, value: unknown) =>
        refusal('invalid-operation', 'add a callback of rules', what, wanted, value);
      if (typeof name !== 'string' || name.trim() === '') throw refuse('the name', 'be a text', name);
      if (typeof run !== 'function') throw refuse('what it calls', 'be a function', run);
      // A module that is loaded anew gives its functions again.
      callbacks.set(name, run);
      return () => {
        if (callbacks.get(name) === run) callbacks.delete(name);
      };
    },
    load: async () => ({ rules: (await load()).rules, snapshots }),
    watch(parsed, origin) {
      let isWanted = true;
      let stop: () => void = () => undefined;
      unasked(
        load().then(({ rules }) => {
          if (isWanted) stop = rules.watch(parsed, origin);
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
      rules?.destroy();
    },
  };
}

function checkActions({ do: given = [] }: Rule): void {
  for (const action of [given].flat())
    if (typeof action !== 'function' && !isRuleConfigAction(action))
      throw refusal(
        'invalid-operation',
        'watch a rule',
        'do',
        'be "mark", "snapshot", "console", a function or { callback: name }',
        action,
      );
}

function later(delayMs: number, run: () => void): () => void {
  const timer = setTimeout(run, delayMs);
  return () => clearTimeout(timer);
}
