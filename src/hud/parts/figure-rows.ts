import type { FrameStatistics, StatisticConfidence } from '../../analysis/index.ts';
import { formatCount, formatFps, formatMs } from './format-value.ts';

/** A statistic of frames as the HUD shows it. */
export interface FigureRow {
  readonly label: string;
  readonly unit: string;
  readonly meaning: string;
  readonly format: (stats: FrameStatistics) => string;
  /** Whether there are enough frames for it; absent: always. */
  readonly isSure: ((confidence: StatisticConfidence) => boolean) | undefined;
  readonly isOver: ((stats: FrameStatistics) => boolean) | undefined;
  /** Why it may be missing though there are frames. */
  readonly reason: string;
}

const NO_REFRESH = 'The refresh period is not known';

const figureRow = (
  label: string,
  unit: string,
  meaning: string,
  format: FigureRow['format'],
  isSure?: FigureRow['isSure'],
  isOver?: FigureRow['isOver'],
  reason = '',
): FigureRow => ({ label, unit, meaning, format, isSure, isOver, reason });

export const FRAME_ROWS: readonly FigureRow[] = [
  figureRow('p50', 'ms', 'Half of the frames are shorter', ({ frame }) => formatMs(frame.p50)),
  figureRow('p95', 'ms', '95 % of the frames are shorter', ({ frame }) => formatMs(frame.p95)),
  figureRow(
    'p99',
    'ms',
    '99 % of the frames are shorter',
    ({ frame }) => formatMs(frame.p99),
    ({ frame }) => frame.p99,
  ),
  figureRow('max', 'ms', 'The longest frame', ({ frame }) => formatMs(frame.max)),
];

export const RATE_ROWS: readonly FigureRow[] = [
  figureRow('average', 'fps', 'Frames divided by time', ({ fps }) => formatFps(fps.avg)),
  figureRow(
    '1% low',
    'fps',
    'Frames per second in the slowest 1 % of the frames',
    ({ fps }) => formatFps(fps.low1),
    ({ fps }) => fps.low1,
  ),
  figureRow(
    '0.1% low',
    'fps',
    'Frames per second in the slowest 0.1 % of the frames',
    ({ fps }) => formatFps(fps.low01),
    ({ fps }) => fps.low01,
  ),
];

export const PACING_ROWS: readonly FigureRow[] = [
  figureRow(
    'over budget',
    '%',
    'Frames longer than the budget and a quarter of a refresh',
    ({ overBudget }) => formatFps(overBudget.x1),
    undefined,
    ({ overBudget }) => overBudget.x1 >= 1,
    NO_REFRESH,
  ),
  figureRow(
    'dropped',
    '',
    'Refreshes without a new frame',
    ({ dropped }) => formatCount(dropped.count),
    undefined,
    ({ dropped }) => dropped.pct >= 1,
    NO_REFRESH,
  ),
  figureRow(
    'hitches',
    '',
    'Frames of 50 ms or more that stand out',
    ({ hitch }) => formatCount(hitch.count),
    undefined,
    ({ hitch }) => hitch.count > 0,
  ),
];

/** What else there is to know of a distribution: beside the rows above, the slowest 1 % by its two other definitions. */
export const TAIL_ROWS: readonly FigureRow[] = [
  figureRow('mean', 'ms', 'Time divided by frames', ({ frame }) => formatMs(frame.mean)),
  figureRow(
    'deviation',
    'ms',
    'Standard deviation',
    ({ frame }) => formatMs(frame.sd),
    undefined,
    undefined,
    'One frame has none',
  ),
  figureRow(
    'p99.9',
    'ms',
    '99.9 % of the frames are shorter',
    ({ frame }) => formatMs(frame.p999),
    ({ frame }) => frame.p999,
  ),
];

export const LOW_ROWS: readonly FigureRow[] = [
  figureRow(
    'P1',
    'fps',
    '1000 divided by p99, as CapFrameX says it',
    ({ fps }) => formatFps(fps.p1),
    ({ fps }) => fps.p1,
  ),
  figureRow(
    '1% low, time',
    'fps',
    'Frame rate at which the slowest frames add up to 1 % of the time, as MSI Afterburner says it',
    ({ fps }) => formatFps(fps.low1Integral),
    ({ fps }) => fps.low1Integral,
  ),
];
