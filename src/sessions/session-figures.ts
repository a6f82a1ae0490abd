import type { Fingerprint, FrameStatistics } from '../analysis/index.ts';
import { finish, type Steps } from '../analysis/steps.ts';
import { summarySteps } from '../analysis/summarize.ts';
import { columnSteps } from '../frames/column-steps.ts';
import { growthOf } from '../frames/counter-growth.ts';
import { timeOf } from '../frames/frame-source.ts';
import type { FrameSource, FrameWindow } from '../frames/index.ts';
import type { FrameColumn, MetricDescriptor, MetricType } from '../metrics/index.ts';
import { sessionFingerprint } from './session-fingerprint.ts';
import type { Session } from './session-types.ts';
import { frameWindow, periodsOf, sourceStatisticsSteps } from './source-statistics.ts';

/** What is compared of the frame times, in the order of the rows. */
const STATISTICS: readonly [
  id: string,
  unit: string,
  better: 'lower' | 'higher',
  of: (s: FrameStatistics) => number,
][] = [
  ['frame.p50', 'ms', 'lower', ({ frame }) => frame.p50],
  ['frame.mean', 'ms', 'lower', ({ frame }) => frame.mean],
  ['frame.p95', 'ms', 'lower', ({ frame }) => frame.p95],
  ['frame.p99', 'ms', 'lower', ({ frame }) => frame.p99],
  ['frame.timeWeighted', 'ms', 'lower', ({ frame }) => frame.timeWeighted],
  ['fps.avg', 'fps', 'higher', ({ fps }) => fps.avg],
  ['fps.low1', 'fps', 'higher', ({ fps }) => fps.low1],
  ['dropped.pct', 'percent', 'lower', ({ dropped }) => dropped.pct],
  ['hitch.ratioMsPerS', 'ms/s', 'lower', ({ hitch }) => hitch.ratioMsPerS],
  ['overBudget.x1', 'percent', 'lower', ({ overBudget }) => overBudget.x1],
  ['stutter.timePct', 'percent', 'lower', ({ stutter }) => stutter.timePct],
  ['pacing.masd', 'ms', 'lower', ({ pacing }) => pacing.masd],
];

/** One figure of one session, or of a section of it. */
export interface SessionFigure {
  readonly id: string;
  readonly section: string | null;
  /** Of its metric; null: a statistic of frames. */
  readonly type: MetricType | null;
  readonly unit: string;
  readonly better: 'lower' | 'higher';
  /** Whether it counts something in each frame: such figures may be exact. */
  readonly isCount: boolean;
  readonly value: number;
}

/** What a comparison needs of a session: the session itself may go. */
export interface SessionFigures {
  readonly fingerprint: Fingerprint;
  readonly sections: readonly string[];
  /** By section and id. */
  readonly figures: ReadonlyMap<string, SessionFigure>;
}

/** One value of each metric, of the whole session and of the newest section of each name. */
export function sessionFigures(session: Session): SessionFigures {
  return finish(sessionFigureSteps(session));
}

/** The same in steps. */
export function* sessionFigureSteps(session: Session): Steps<SessionFigures> {
  const sections = new Set(session.frames.events.filter(({ kind }) => kind === 'section').map(({ name }) => name));
  const figures: SessionFigure[] = [];
  for (const section of [null, ...sections]) figures.push(...(yield* figuresOf(session, section)));
  return {
    fingerprint: sessionFingerprint(session.environment),
    sections: [...sections],
    figures: new Map(figures.map((figure) => [JSON.stringify([figure.section, figure.id]), figure])),
  };
}

function* figuresOf({ frames, environment }: Session, section: string | null): Steps<SessionFigure[]> {
  const options = section === null ? {} : { section };
  const stats = yield* sourceStatisticsSteps(frames, options, periodsOf(environment));
  const window = frameWindow(frames, options);
  const figures: SessionFigure[] = STATISTICS.map(([id, unit, better, of]) => {
    return { id, section, type: null, unit, better, isCount: false, value: of(stats) };
  });
  for (const column of frames.columns) {
    const figure = yield* metricFigure(frames, column, window);
    if (figure !== null) figures.push({ ...figure, section });
  }
  return figures;
}

/**
 * The median frame's value of a gauge, what a counter or rate grew by in a second. Histograms and timers are left out, for of a section they are
 * not known; so is what Framescope measures of itself.
 */
/** Which values of a metric are the better ones: as it says, else by its unit. */
export function betterOf({ better, unit }: Pick<MetricDescriptor, 'better' | 'unit'>): 'lower' | 'higher' {
  return better ?? (unit === 'fps' || unit === 'hz' ? 'higher' : 'lower');
}

function* metricFigure(
  frames: FrameSource,
  { key, descriptor }: FrameColumn,
  window: FrameWindow,
): Steps<Omit<SessionFigure, 'section'> | null> {
  const { id, type, unit } = descriptor;
  if (id.namespace === 'framescope' || type === 'histogram' || type === 'timer') return null;
  const values = yield* columnSteps(frames, key, window);
  const direction = betterOf(descriptor);
  if (type === 'gauge') {
    const { p50: value } = yield* summarySteps(values);
    return { id: key, type, unit, better: direction, isCount: unit === 'count', value };
  }
  // A section within one frame has none.
  const seconds =
    window.to > window.from ? (timeOf(frames, window.to - 1) - timeOf(frames, window.from)) / 1000 : Number.NaN;
  return {
    id: key,
    type,
    unit: `${unit || 'count'}/s`,
    better: direction,
    isCount: false,
    value: growthOf(values) / seconds,
  };
}
