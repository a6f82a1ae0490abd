import { useMemo } from 'preact/hooks';
import { ChartView } from './ChartView.tsx';
import { formatCount } from './format-value.ts';
import { createHistogramChart } from './histogram-chart.ts';
import { useHud, useStats } from './hud-context.ts';
import { FRAME_ROWS, KeyFigures, PACING_ROWS, RATE_ROWS } from './KeyFigures.tsx';
import { createLiveText } from './live-text.ts';

/** The histogram of frame times, and beside it the statistics of the same frames. */
export function DistributionView() {
  const hud = useHud();
  const sample = useMemo(() => createLiveText(), []);
  useStats(() => {
    const { stats } = hud;
    if (stats === null) return;
    const { count } = stats.excluded;
    const excluded = count > 0 ? `, ${formatCount(count)} excluded` : '';
    sample.set(
      `${formatCount(stats.frames)} frames in ${(stats.durationMs / 1000).toFixed(1)} s${excluded}`,
      '',
      Object.entries(stats.excluded.byReason)
        .map(([reason, n]) => `${reason}: ${n}`)
        .join(', '),
    );
  });
  return (
    <section class="distribution" aria-label="Distribution of frame times">
      <div class="title">
        <h2>Distribution</h2>
        <span class="sample" ref={sample.ref} />
      </div>
      <ChartView
        every="stats"
        label="Histogram of frame times"
        create={(element, model) => createHistogramChart(element, model)}
      />
      <div class="statistics">
        <KeyFigures rows={FRAME_ROWS} />
        <KeyFigures rows={RATE_ROWS} />
        <KeyFigures rows={PACING_ROWS} />
      </div>
    </section>
  );
}
