import { useMemo } from 'preact/hooks';
import { ChartView } from './ChartView.tsx';
import { tickMs } from './chart-axes.ts';
import { Figure } from './Figure.tsx';
import { formatMs } from './format-value.ts';
import { createFrameChart } from './frame-chart.ts';
import { CPU, GPU } from './frame-columns.ts';
import { useHud, useStats } from './hud-context.ts';
import { createLiveText } from './live-text.ts';
import { missingReason } from './missing-reason.ts';
import { VerdictView } from './VerdictView.tsx';

/** The frame-time chart under its legend, whose figures are those of the last second or of the frames under the pointer. */
export function FrameView() {
  const hud = useHud();
  const state = useMemo(
    () => ({
      legend: [createLiveText(), createLiveText(), createLiveText()] as const,
      budget: createLiveText(),
      isPointed: false,
    }),
    [],
  );
  const write = (values: ArrayLike<number>) =>
    state.legend.forEach((text, k) => {
      text.set(formatMs(values[k] as number), '', '', k === 0 ? 'No frame' : missingReason(hud, k === 1 ? CPU : GPU));
    });
  useStats(() => {
    state.budget.set(tickMs(hud.budgetMs));
    if (!state.isPointed) write(hud.recent);
  });
  return (
    <section class="frames" aria-label="Frame time">
      <div class="legend">
        <Figure class="frame" text={state.legend[0]} label="Frame" title="Time from one frame to the next, in ms" />
        <Figure class="cpu" text={state.legend[1]} label="CPU" title="Time of all animation frame callbacks, in ms" />
        <Figure class="gpu" text={state.legend[2]} label="GPU" title="Time that the GPU worked for a frame, in ms" />
        <Figure class="budget" text={state.budget} label="Budget" unit="ms" title="What a frame may take" />
      </div>
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
