import { useSignal } from '@preact/signals';
import { useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import { ChartView } from '../charts/ChartView.tsx';
import { useFigures, useHud, useStyles } from '../model/hud-context.ts';
import { useOutOfSight } from '../parts/use-out-of-sight.ts';
import viewCss from '../parts/view.css?inline';
import { type LiveRow, MetricRowView } from './MetricRowView.tsx';
import { createMetricEntries, type MetricEntry } from './metric-entries.ts';
import metricsCss from './metrics.css?inline';
import pinnedCss from './pinned.css?inline';
import { createPinnedCharts } from './pinned-charts.ts';

/** As many as leave the HUD smaller than the window. */
const MAX_CHARTS = 8;

/** Charts of the pinned metrics that there are, on one canvas, below the frame chart and along its axis. */
export function PinnedCharts() {
  useStyles(viewCss);
  useStyles(metricsCss);
  useStyles(pinnedCss);
  const hud = useHud();
  const pins = hud.pins.value;
  const entries = useSignal<readonly MetricEntry[]>([]);
  const state = useMemo(
    () => ({
      known: createMetricEntries(hud.host.metrics.registry),
      live: new Map<string, LiveRow>(),
      isRenewed: true,
    }),
    [hud],
  );
  const shown = useRef<readonly MetricEntry[]>([]);
  const lookForMetrics = () => {
    const next = pins.flatMap((pin) => state.known.find(pin) ?? []);
    const before = entries.peek();
    if (next.length === before.length && next.every((entry, k) => entry === before[k])) return;
    entries.value = next;
    state.isRenewed = true;
  };
  useLayoutEffect(() => hud.measure(lookForMetrics), [hud, pins]);
  const root = useRef<HTMLElement>(null);
  const outOfSight = useOutOfSight(root, 'li', entries.value);
  useFigures(() => {
    lookForMetrics();
    state.isRenewed = true;
  });
  shown.current = entries.value.slice(0, MAX_CHARTS);
  const more = entries.value.length - shown.current.length;
  if (shown.current.length === 0) return null;
  return (
    <section class="pinned" ref={root} aria-label="Pinned metrics">
      <div class="charts">
        <ChartView
          label={`Over time: ${shown.current.map(({ key }) => key).join(', ')}`}
          create={(element, model) =>
            createPinnedCharts(
              element,
              model,
              () => shown.current,
              outOfSight,
              () => {
                const { isRenewed } = state;
                state.isRenewed = false;
                return isRenewed;
              },
              (key, reading, nowMs) => state.live.get(key)?.update(reading, nowMs),
            )
          }
        />
        <ul>
          {shown.current.map((entry) => (
            <MetricRowView key={entry.key} row={entry} showsNamespace isTabStop live={state.live} />
          ))}
        </ul>
      </div>
      {more > 0 && <p class="empty">{`${more} more in the list of metrics`}</p>}
    </section>
  );
}
