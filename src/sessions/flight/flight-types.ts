import type { RuleConfigAction } from '../../metrics/index.ts';
import type { Session } from '../session-types.ts';

/** Why a snapshot was taken. */
export interface SnapshotCause {
  readonly kind: 'hitch' | 'rule' | 'asked';
  /** For people: how long the hitch was, the rule, or the name that was given. */
  readonly text: string;
}

/** The frames around a moment, kept in memory until the page closes. */
export interface FlightSnapshot {
  readonly cause: SnapshotCause;
  /** The moment, in ms of the frames' clock. */
  readonly timeMs: number;
  /** The moment, in ms since 1970. */
  readonly takenAt: number;
  /**
   * Four seconds of frames before it and one after it, with their events; stored nowhere yet. Its `thumbnail` is what the canvas
   * showed soon after: null unless pictures are asked for (`createFramescope({ thumbnails: true })`), or where none came within ten seconds.
   */
  readonly session: Session;
}

/** What a rule does when its condition is met. A function's errors are its own: the others are done. */
export type RuleAction = RuleConfigAction | RuleCallback;

export type RuleCallback = (fired: FiredRule) => void;

/** The snapshots of the flight recorder: `scope.snapshots`. Kept in memory, the last eight. */
export interface FlightSnapshots {
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

/** A condition on a figure, and what happens each time that it comes to hold. */
export interface Rule {
  /**
   * `frame.p99 > 25ms over 5s for 2s`: a statistic or a metric's id, of the last second unless `over` says, held as long as `for` says.
   * The value is in the figure's own unit, or in one of its kind that stands behind it: `game:heap > 64mb`, whatever the metric counts in.
   */
  readonly when: string;
  /** Default: a mark and a snapshot. */
  readonly do?: RuleAction | readonly RuleAction[];
}

export interface FiredRule {
  /** The condition as it was given. */
  readonly when: string;
  /** The figure that met it. */
  readonly value: number;
  /** Ms of the frames' clock. */
  readonly timeMs: number;
}

/** Where a rule stands, renewed a few times a second while it is watched. */
export interface RuleState {
  /** The figure as it was looked at last; NaN where it has no value. */
  value: number;
  /** Why the rule cannot fire, whatever the figure is: its unit is not of the figure's kind. `''`: it can. */
  problem: string;
  /** Since when the condition holds without a break, in ms of the frames' clock; NaN while it does not. */
  sinceMs: number;
  /** Whether it has fired since the condition came to hold. */
  hasFired: boolean;
  firedCount: number;
  /** When it fired last, in ms of the frames' clock; NaN: never. */
  firedMs: number;
}

/** Who made a rule: the page's code, a configuration of metrics, or the user in the HUD. */
export type RuleOrigin = 'page' | 'configuration' | 'user';

/** A rule as it is listed. */
export interface ListedRule {
  readonly id: number;
  readonly when: string;
  /** A function that the page's code gave to the rule itself is a `callback`. */
  readonly actions: readonly (RuleConfigAction | 'callback')[];
  readonly origin: RuleOrigin;
  /** Whether it is watched; only the user's can be switched off. */
  readonly isOn: boolean;
  readonly state: Readonly<RuleState>;
}

/** What the user's rule says. */
export interface UserRule {
  readonly when: string;
  readonly do: readonly RuleConfigAction[];
}

/** All rules of a scope; the user's can be made and changed, and are remembered where the scope remembers. */
export interface FlightRules {
  /** In the order in which they came, the user's last. */
  readonly list: readonly ListedRule[];
  /** What the page's code lets rules call, by name. */
  readonly callbacks: ReadonlyMap<string, RuleCallback>;
  /** Watches a rule of the user's. @throws MetricsError `invalid-operation` for what is no rule */
  add(rule: UserRule): void;
  /** Puts another rule in the place of one of the user's, and watches it from new. @throws MetricsError as `add`; then nothing changes */
  change(id: number, rule: UserRule): void;
  setOn(id: number, isOn: boolean): void;
  remove(id: number): void;
  /** Calls `listener` when a rule comes, goes or changes; not for its state. */
  subscribe(listener: () => void): () => void;
}

/** What a HUD shows and does of the flight recorder. */
export interface Flight {
  readonly rules: FlightRules;
  readonly snapshots: FlightSnapshots;
}
