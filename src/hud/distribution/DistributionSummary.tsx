import { useLayoutEffect, useMemo } from 'preact/hooks';
import { ChartView } from '../charts/ChartView.tsx';
import { useFailure, useHud } from '../model/hud-context.ts';
import { FRAME_ROWS, PACING_ROWS, RATE_ROWS } from '../parts/figure-rows.ts';
import { KeyFigures } from '../parts/KeyFigures.tsx';
import { SampleSize } from '../parts/SampleSize.tsx';
import { createDistribution } from './distribution.ts';
import { createHistogramChart } from './histogram-chart.ts';

/** The histogram of frame times, and beside it the statistics of the same frames. */
export function DistributionSummary() {
  const hud = useHud();
  const fail = useFailure();
  const distribution = useMemo(() => createDistribution(hud, fail), [hud]);
  useLayoutEffect(() => () => distribution.destroy(), [distribution]);
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
