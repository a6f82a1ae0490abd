import { useMemo } from 'preact/hooks';
import { type FrameStatistics, type StatisticConfidence, statisticConfidence } from '../analysis/index.ts';
import { formatCount, formatFps, formatMs, MISSING } from './format-value.ts';
import { useHud, useStats } from './hud-context.ts';
import { createLiveText, type LiveText } from './live-text.ts';
import { tooFewFrames } from './too-few-frames.ts';

interface Row {
  readonly label: string;
  readonly unit: string;
  readonly meaning: string;
  readonly format: (stats: FrameStatistics) => string;
  /** Whether there are enough frames for it; absent: always. */
  readonly isSure: ((confidence: StatisticConfidence) => boolean) | undefined;
  readonly isOver: ((stats: FrameStatistics) => boolean) | undefined;
}

const figureRow = (
  label: string,
  unit: string,
  meaning: string,
  format: Row['format'],
  isSure?: Row['isSure'],
  isOver?: Row['isOver'],
): Row => ({ label, unit, meaning, format, isSure, isOver });

export const FRAME_ROWS: readonly Row[] = [
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

export const RATE_ROWS: readonly Row[] = [
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

export const PACING_ROWS: readonly Row[] = [
  figureRow(
    'over budget',
    '%',
    'Frames longer than the budget and a quarter of a refresh',
    ({ overBudget }) => formatFps(overBudget.x1),
    undefined,
    ({ overBudget }) => overBudget.x1 >= 1,
  ),
  figureRow(
    'dropped',
    '',
    'Refreshes without a new frame',
    ({ dropped }) => formatCount(dropped.count),
    undefined,
    ({ dropped }) => dropped.pct >= 1,
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
export const TAIL_ROWS: readonly Row[] = [
  figureRow('mean', 'ms', 'Time divided by frames', ({ frame }) => formatMs(frame.mean)),
  figureRow('deviation', 'ms', 'Standard deviation', ({ frame }) => formatMs(frame.sd)),
  figureRow(
    'p99.9',
    'ms',
    '99.9 % of the frames are shorter',
    ({ frame }) => formatMs(frame.p999),
    ({ frame }) => frame.p999,
  ),
];

export const LOW_ROWS: readonly Row[] = [
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

interface Props {
  readonly rows: readonly Row[];
  /** Default: of the frames that are shown. */
  readonly read?: () => FrameStatistics | null;
}

/** Statistics in rows of label and figure. */
export function KeyFigures({ rows, read }: Props) {
  const hud = useHud();
  const texts = useMemo(() => rows.map(() => createLiveText()), [rows]);
  useStats(() => {
    const stats = read === undefined ? hud.stats : read();
    if (stats === null) return;
    const confidence = statisticConfidence(stats.frames);
    rows.forEach(({ format, isSure, isOver }, k) => {
      const isMuted = isSure?.(confidence) === false;
      (texts[k] as LiveText).set(
        stats.frames === 0 ? MISSING : format(stats),
        isMuted ? 'muted' : isOver?.(stats) ? 'over' : '',
        isMuted ? tooFewFrames(stats.frames) : '',
        'Not known yet',
      );
    });
  });
  return (
    <dl class="key-figures">
      {rows.map(({ label, unit, meaning }, k) => (
        <div key={label} title={meaning}>
          <dt>{label}</dt>
          <dd>
            <span class="value" ref={(texts[k] as LiveText).ref} />
            <span class="unit">{unit}</span>
          </dd>
        </div>
      ))}
    </dl>
  );
}
