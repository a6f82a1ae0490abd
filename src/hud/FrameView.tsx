import { useMemo } from 'preact/hooks';
import { ChartView } from './ChartView.tsx';
import { tickMs } from './chart-axes.ts';
import { formatMs } from './format-value.ts';
import { createFrameChart } from './frame-chart.ts';
import { CPU, GPU } from './frame-columns.ts';
import { useHud, useStats } from './hud-context.ts';
import { Legend, type LegendKey } from './Legend.tsx';
import { createLiveText } from './live-text.ts';
import { missingReason } from './missing-reason.ts';
import { VerdictView } from './VerdictView.tsx';

const GRAPH_KEYS: readonly LegendKey[] = ['frame', 'cpu', 'gpu', 'budget'];
/** The graph is narrower. */
const PANEL_KEYS: readonly LegendKey[] = [...GRAPH_KEYS, 'refresh'];

/** The frame-time chart under its legend, whose figures are those of the last second or of the frames under the pointer. */
export function FrameView() {
  const hud = useHud();
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
      text.set(formatMs(values[k] as number), '', '', k === 0 ? 'No frame' : missingReason(hud, k === 1 ? CPU : GPU));
    });
  useStats(() => {
    state.budget.set(tickMs(hud.budgetMs));
    state.refresh.set(tickMs(hud.source.peek().periods.refreshMs));
    if (!state.isPointed) write(hud.recent);
  });
  return (
    <section class="frames" aria-label="Frame time">
      <Legend
        keys={hud.mode.value === 'graph' ? GRAPH_KEYS : PANEL_KEYS}
        figures={{ frame, cpu, gpu, budget: state.budget, refresh: state.refresh }}
      />
      <ChartView
        label="Frame, CPU and GPU times over time"
        create={(element, model) =>
          createFrameChart(element, model, (values) => {
            state.isPointed = values !== null;
            write(values ?? hud.recent);
          })
        }
      />
      <VerdictView />
    </section>
  );
}
