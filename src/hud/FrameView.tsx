import { useMemo } from 'preact/hooks';
import { ChartView } from './ChartView.tsx';
import { tickMs } from './chart-axes.ts';
import { Figure } from './Figure.tsx';
import { FrameChart } from './frame-chart.ts';
import { useHud, useStats } from './hud-context.ts';
import { LiveText } from './live-text.ts';

const REDRAW_MS = 200;

/** The frame-time chart under its legend, whose figures are those of the last second or of the frames under the pointer. */
export function FrameView() {
  const hud = useHud();
  const { legend, budget } = useMemo(
    () => ({ legend: [new LiveText(), new LiveText(), new LiveText()] as const, budget: new LiveText() }),
    [],
  );
  useStats(() => budget.set(tickMs(hud.budgetMs)));
  return (
    <section class="frames" aria-label="Frame time">
      <div class="legend">
        <Figure class="key frame" text={legend[0]} label="Frame" title="Time from one frame to the next, in ms" />
        <Figure class="key cpu" text={legend[1]} label="CPU" title="Time of all animation frame callbacks, in ms" />
        <Figure class="key gpu" text={legend[2]} label="GPU" title="Time that the GPU worked for a frame, in ms" />
        <Figure class="key budget" text={budget} label="Budget" unit="ms" title="What a frame may take" />
      </div>
      <ChartView
        everyMs={REDRAW_MS}
        label="Frame, CPU and GPU times over time"
        create={(element, model) => new FrameChart(element, model, legend)}
      />
    </section>
  );
}
