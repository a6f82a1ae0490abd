import { useMemo } from 'preact/hooks';
import { type FrameStatistics, type StatisticConfidence, statisticConfidence } from '../analysis/index.ts';
import { formatCount, formatFps, formatMs, MISSING, valueFormatter } from './format-value.ts';
import { useHud, useStats } from './hud-context.ts';
import { LiveText } from './live-text.ts';
import { tooFewFrames } from './too-few-frames.ts';

interface Row {
  readonly label: string;
  readonly unit?: string;
  readonly meaning: string;
  readonly format: (stats: FrameStatistics) => string;
  /** Whether there are enough frames for it; absent: always. */
  readonly isSure?: (confidence: StatisticConfidence) => boolean;
  readonly isOver?: (stats: FrameStatistics) => boolean;
}

export const FRAME_ROWS: readonly Row[] = [
  {
    label: 'p50',
    unit: 'ms',
    meaning: 'Median: half of the frames took this many ms or less',
    format: ({ frame }) => formatMs(frame.p50),
  },
  {
    label: 'p95',
    unit: 'ms',
    meaning: '95 % of the frames took this many ms or less',
    format: ({ frame }) => formatMs(frame.p95),
  },
  {
    label: 'p99',
    unit: 'ms',
    meaning: '99 % of the frames took this many ms or less',
    format: ({ frame }) => formatMs(frame.p99),
    isSure: ({ frame }) => frame.p99,
  },
  { label: 'max', unit: 'ms', meaning: 'The longest frame, in ms', format: ({ frame }) => formatMs(frame.max) },
];

export const RATE_ROWS: readonly Row[] = [
  { label: 'average', unit: 'fps', meaning: 'Frames divided by time', format: ({ fps }) => formatFps(fps.avg) },
  {
    label: '1% low',
    unit: 'fps',
    meaning: 'Frames per second during the slowest hundredth of the frames',
    format: ({ fps }) => formatFps(fps.low1),
    isSure: ({ fps }) => fps.low1,
  },
  {
    label: '0.1% low',
    unit: 'fps',
    meaning: 'Frames per second during the slowest thousandth of the frames',
    format: ({ fps }) => formatFps(fps.low01),
    isSure: ({ fps }) => fps.low01,
  },
];

export const PACING_ROWS: readonly Row[] = [
  {
    label: 'over budget',
    unit: '%',
    meaning: 'Frames longer than the budget and a quarter of a refresh, which jitter may add',
    format: ({ overBudget }) => valueFormatter('percent')(overBudget.x1).text,
    isOver: ({ overBudget }) => overBudget.x1 >= 1,
  },
  {
    label: 'dropped',
    meaning: 'Refreshes of the display that found no new frame',
    format: ({ dropped }) => formatCount(dropped.count),
    isOver: ({ dropped }) => dropped.pct >= 1,
  },
  {
    label: 'hitches',
    meaning: 'Frames of 50 ms or more that stand out from the frames around them',
    format: ({ hitch }) => formatCount(hitch.count),
    isOver: ({ hitch }) => hitch.count > 0,
  },
];

/** Statistics in rows of label and figure. */
export function KeyFigures({ rows }: { readonly rows: readonly Row[] }) {
  const hud = useHud();
  const texts = useMemo(() => rows.map(() => new LiveText()), [rows]);
  useStats(() => {
    const { stats } = hud;
    if (stats === null) return;
    const confidence = statisticConfidence(stats.frames);
    rows.forEach(({ format, isSure, isOver }, k) => {
      const text = texts[k] as LiveText;
      if (stats.frames === 0) text.set(MISSING, 'missing', 'No frames');
      else if (isSure?.(confidence) === false) text.set(format(stats), 'muted', tooFewFrames(stats.frames));
      else text.set(format(stats), isOver?.(stats) ? 'over' : '');
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
