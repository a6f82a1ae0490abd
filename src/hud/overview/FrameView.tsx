import { useMemo } from 'preact/hooks';
import { ChartView } from '../charts/ChartView.tsx';
import { tickMs } from '../charts/chart-axes.ts';
import { CPU, GPU } from '../charts/frame-columns.ts';
import { Legend, type LegendKey } from '../charts/Legend.tsx';
import { useFailure, useHud, useStats } from '../model/hud-context.ts';
import { formatMs } from '../parts/format-value.ts';
import { createLiveText } from '../parts/live-text.ts';
import { missingReason } from '../parts/missing-reason.ts';
import { COUNTING } from '../parts/SampleSize.tsx';
import { createFrameChart } from './frame-chart.ts';
import { VerdictView } from './VerdictView.tsx';

const GRAPH_KEYS: readonly LegendKey[] = ['frame', 'cpu', 'gpu', 'budget'];
/** The graph is narrower. */
const PANEL_KEYS: readonly LegendKey[] = [...GRAPH_KEYS, 'refresh'];

/** The frame-time chart under its legend, whose figures are those of the last second or of the frames under the pointer. */
export function FrameView() {
  const hud = useHud();
  const fail = useFailure();
  const state = useMemo(
    () => ({
      legend: [createLiveText(), createLiveText(), createLiveText()] as const,
      budget: createLiveText(),
      refresh: createLiveText(),
      isPointed: false,
    }),
    [],
  );
  const [frame, cpu, gpu] = state.legend;
  const write = (values: ArrayLike<number>) =>
    state.legend.forEach((text, k) => {
      const value = values[k] as number;
      // Looked for only where it is said: it takes as long as the figures do.
      text.set(formatMs(value), '', '', Number.isNaN(value) ? reasonOf(k) : '');
    });
  const reasonOf = (k: number) => {
    const isCounted = hud.stats !== null;
    if (!isCounted && !state.isPointed) return COUNTING;
    if (k === 0) return 'No frame';
    const isInNone = isCounted && Number.isNaN(hud.recent[k]);
    return missingReason(hud, k === 1 ? CPU : GPU, state.isPointed && !isInNone);
  };
  useStats(() => {
    state.budget.set(tickMs(hud.budgetMs));
    state.refresh.set(tickMs(hud.source.peek().periods.refreshMs));
    if (!state.isPointed) write(hud.recent);
  }, frame);
  return (
    <section class="frames" aria-label="Frame time">
      <Legend
        keys={hud.mode.value === 'graph' ? GRAPH_KEYS : PANEL_KEYS}
        figures={{ frame, cpu, gpu, budget: state.budget, refresh: state.refresh }}
      />
      <ChartView
        label="Frame, CPU and GPU times over time"
        create={(element, model) =>
          createFrameChart(
            element,
            model,
            (values) => {
              state.isPointed = values !== null;
              write(values ?? hud.recent);
            },
            fail,
          )
        }
      />
      <VerdictView />
      {/* Above there is no room for one that is not always there. */}
      <Legend keys={['section']} />
    </section>
  );
}
