import { ChartView } from '../charts/ChartView.tsx';
import { createCurveChart } from '../charts/curve-chart.ts';
import { percentiles } from '../distribution/distribution-curves.ts';
import { createHistogramChart } from '../distribution/histogram-chart.ts';
import { formatCount } from '../parts/format-value.ts';
import type { ReadComparison } from './comparison.ts';

/** The frame times of two sides over each other: the base filled and as a whole line, the head as an outline and dashed. */
export function ComparisonCharts({ base, head }: NonNullable<ReadComparison['times']>) {
  const frames = [base, head].map(({ stats }) => stats?.frames ?? 0);
  if (frames.includes(0)) return <p class="empty">One of the two has no frames</p>;
  const [baseFrames, headFrames] = frames.map(formatCount);
  return (
    <>
      <div class="title">
        <h2>Frame times</h2>
        <span class="sample">{`${baseFrames} and ${headFrames} frames`}</span>
      </div>
      <ChartView
        class="tall"
        isStill
        label="Histograms of the frame times of base and head"
        create={(element, hud) => createHistogramChart(element, hud, base, head)}
      />
      <h2>Percentiles, ms</h2>
      <ChartView
        isStill
        label="Percentile curves of base and head"
        create={(element, hud) => createCurveChart(element, hud, () => percentiles(base, base.budgetMs, head), true)}
      />
    </>
  );
}
