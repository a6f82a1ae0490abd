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
export type RuleAction = 'mark' | 'snapshot' | 'console' | ((fired: FiredRule) => void);

/** A condition on a figure, and what happens each time that it comes to hold. */
export interface Rule {
  /** `frame.p99 > 25ms over 5s for 2s`: a statistic or a metric's id, of the last second unless `over` says, held as long as `for` says. */
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
