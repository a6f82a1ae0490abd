import { useLayoutEffect, useMemo } from 'preact/hooks';
import { ChartView } from '../charts/ChartView.tsx';
import { createCurveChart } from '../charts/curve-chart.ts';
import { useFailure, useHud, useShownStatistics, useStats, useStyles } from '../model/hud-context.ts';
import { Choice } from '../parts/Choice.tsx';
import { FRAME_ROWS, LOW_ROWS, PACING_ROWS, RATE_ROWS, TAIL_ROWS } from '../parts/figure-rows.ts';
import { KeyFigures } from '../parts/KeyFigures.tsx';
import { createLiveText } from '../parts/live-text.ts';
import { missingReason } from '../parts/missing-reason.ts';
import { NO_FRAME, SampleSize } from '../parts/SampleSize.tsx';
import viewCss from '../parts/view.css?inline';
import { choiceOf, createDistribution, type DistributionSettings, lostSinceReset, SUBJECTS } from './distribution.ts';
import { percentiles, timesAbove } from './distribution-curves.ts';
import { createHistogramChart } from './histogram-chart.ts';
import spreadCss from './spread.css?inline';

const SUBJECT_NAMES = { frame: 'Frame time', cpu: 'CPU time', gpu: 'GPU time' };
const SCALE_NAMES = { linear: 'Linear', log: 'Logarithmic' };
const WEIGHT_NAMES = { frames: 'By frames', time: 'By time' };
const SPAN_NAMES = { shown: 'Last 10 s', minute: 'Last minute' };

/** How the times of frames, of the CPU or of the GPU are spread: histogram, percentile curve, time above each threshold, and all figures. */
export function DistributionView() {
  useStyles(viewCss);
  useStyles(spreadCss);
  const hud = useHud();
  const fail = useFailure();
  const choice = choiceOf(hud);
  const distribution = useMemo(() => createDistribution(hud, fail, choice), [hud]);
  useLayoutEffect(() => () => distribution.destroy(), [distribution]);
  const settings = distribution.settings.value;
  const { subject, scale, weight, span } = settings;
  const change = (part: Partial<DistributionSettings>) => {
    distribution.settings.value = { ...settings, ...part };
  };
  const isStored = hud.source.value.name !== null;
  const spans = {
    ...SPAN_NAMES,
    reset: choice.resetMs > Number.NEGATIVE_INFINITY ? 'Since reset' : 'All that is kept',
  };
  const read = () => {
    distribution.renew();
    return distribution.stats;
  };
  useShownStatistics(() => {
    const stats = read();
    const parts = [SUBJECT_NAMES[subject], isStored ? '' : spans[span].toLowerCase(), lostSinceReset(hud)];
    const of = parts.filter((part) => part !== '').join(', ');
    return stats && { stats, durationMs: distribution.durationMs, of, isOther: subject !== 'frame' };
  });
  const missing = () => (subject === 'frame' ? NO_FRAME : missingReason(hud, SUBJECTS[subject]));
  // Remade when a setting changes, so that nothing of another scale is left and the figures are there at once.
  const key = `${subject} ${scale} ${weight} ${span}`;
  return (
    <>
      <div class="filter">
        <Choice
          label="Times of"
          value={subject}
          options={SUBJECT_NAMES}
          onChange={(next) => change({ subject: next })}
        />
        <Choice label="Axis" value={scale} options={SCALE_NAMES} onChange={(next) => change({ scale: next })} />
        <Choice label="Weight" value={weight} options={WEIGHT_NAMES} onChange={(next) => change({ weight: next })} />
        {!isStored && (
          <>
            <Choice label="Window" value={span} options={spans} onChange={(next) => change({ span: next })} />
            <button type="button" onClick={() => distribution.reset()}>
              Reset
            </button>
          </>
        )}
      </div>
      <section class="spread" aria-label={`Distribution of the ${SUBJECT_NAMES[subject].toLowerCase()}`} key={key}>
        <div class="title">
          <h2>Histogram</h2>
          <SampleSize read={read} durationMs={() => distribution.durationMs} />
        </div>
        <Lost />
        <ChartView
          class="tall"
          label={`Histogram of the ${SUBJECT_NAMES[subject].toLowerCase()}`}
          create={(element, model) => createHistogramChart(element, model, distribution)}
        />
        <div class="curves">
          <div>
            <h2>Percentiles, ms</h2>
            <ChartView
              label="Percentile curve"
              create={(element, model) =>
                createCurveChart(element, model, () => {
                  distribution.renew();
                  return percentiles(distribution, model.budgetMs);
                })
              }
            />
          </div>
          <div>
            <h2>Time in longer frames</h2>
            <ChartView
              label="Part of the time in frames longer than each threshold"
              create={(element, model) =>
                createCurveChart(element, model, () => {
                  distribution.renew();
                  return timesAbove(distribution, model.budgetMs);
                })
              }
            />
          </div>
        </div>
        <div class="statistics columns">
          <KeyFigures rows={FRAME_ROWS} read={read} missing={missing} />
          <KeyFigures rows={TAIL_ROWS} read={read} missing={missing} />
          {subject === 'frame' && (
            <>
              <KeyFigures rows={[...RATE_ROWS, ...LOW_ROWS]} read={read} />
              <KeyFigures rows={PACING_ROWS} read={read} />
            </>
          )}
        </div>
      </section>
    </>
  );
}

/** What is no longer kept of the frames since the reset. It goes on changing, so it is announced to nobody. */
function Lost() {
  const hud = useHud();
  const text = useMemo(createLiveText, []);
  useStats(() => text.set(lostSinceReset(hud)));
  return <p class="lost" ref={text.ref} />;
}
