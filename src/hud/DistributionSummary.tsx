import { useMemo } from 'preact/hooks';
import { ChartView } from './ChartView.tsx';
import { createDistribution } from './distribution.ts';
import { FRAME_ROWS, PACING_ROWS, RATE_ROWS } from './figure-rows.ts';
import { createHistogramChart } from './histogram-chart.ts';
import { useHud } from './hud-context.ts';
import { KeyFigures } from './KeyFigures.tsx';
import { SampleSize } from './SampleSize.tsx';

/** The histogram of frame times, and beside it the statistics of the same frames. */
export function DistributionSummary() {
  const hud = useHud();
  const distribution = useMemo(() => createDistribution(hud), [hud]);
  return (
    <section class="distribution" aria-label="Distribution of frame times">
      <div class="title">
        <h2>Distribution</h2>
        <SampleSize read={() => hud.stats} />
      </div>
      <ChartView
        label="Histogram of frame times"
        create={(element, model) => createHistogramChart(element, model, distribution)}
      />
      <div class="statistics">
        <KeyFigures rows={FRAME_ROWS} />
        <KeyFigures rows={RATE_ROWS} />
        <KeyFigures rows={PACING_ROWS} />
      </div>
    </section>
  );
}
