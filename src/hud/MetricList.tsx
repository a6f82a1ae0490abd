import { useSignal } from '@preact/signals';
import { useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import type { AnyHandle } from '../metrics/index.ts';
import { useFigures, useHud } from './hud-context.ts';
import { type LiveRow, MetricRowView } from './MetricRowView.tsx';
import { type MetricRow, metricRows } from './metric-rows.ts';
import { createRowSparklines, type RowSparklines } from './row-sparklines.ts';

/** Height of a row and width of its sparkline in CSS pixels, as in the style sheet. */
const ROW_CSS_PX = 20;
const SPARKLINE_CSS_PX = 72;
/** Rows ready above and below those in sight, so that a short scroll shows no gap. */
const SPARE_ROWS = 2;

/** Every metric with its value. Only the rows in sight exist. */
export function MetricList() {
  const hud = useHud();
  const rows = useSignal<readonly MetricRow[]>([]);
  const range = useSignal({ from: 0, to: 0 });
  const scroller = useRef<HTMLDivElement>(null);
  const overlay = useRef<HTMLDivElement>(null);
  const state = useMemo(
    () => ({ handles: [] as readonly AnyHandle[], live: new Map<string, LiveRow>(), heightCssPx: 0 }),
    [],
  );

  const lookForMetrics = () => {
    const handles = hud.host.metrics.registry.query();
    if (handles.length === state.handles.length && handles.every((handle, k) => handle === state.handles[k])) return;
    state.handles = handles;
    rows.value = metricRows(hud, handles);
    setRange();
  };
  const setRange = () => {
    const top = scroller.current?.scrollTop ?? 0;
    const from = Math.max(0, Math.floor(top / ROW_CSS_PX) - SPARE_ROWS);
    const to = Math.min(rows.peek().length, Math.ceil((top + state.heightCssPx) / ROW_CSS_PX) + SPARE_ROWS);
    if (from !== range.peek().from || to !== range.peek().to) range.value = { from, to };
  };
  useLayoutEffect(() => {
    const observer = new ResizeObserver(([entry]) => {
      state.heightCssPx = entry?.contentRect.height ?? 0;
      setRange();
    });
    observer.observe(scroller.current as HTMLDivElement);
    hud.measure(lookForMetrics);
    return () => observer.disconnect();
  }, [hud]);

  const shown = rows.value.slice(range.value.from, range.value.to);
  const sparklines = useRef<RowSparklines | null>(null);
  useLayoutEffect(() => {
    sparklines.current = createRowSparklines(overlay.current as HTMLDivElement, hud, ROW_CSS_PX);
    return () => sparklines.current?.destroy();
  }, []);
  const draw = () =>
    sparklines.current?.draw(shown, SPARKLINE_CSS_PX, (key, recent) => state.live.get(key)?.update(recent));
  useLayoutEffect(() => hud.measure(draw), [rows.value, range.value, hud.palette.value]);
  useFigures(() => {
    lookForMetrics();
    draw();
  });

  const top = { top: `${range.value.from * ROW_CSS_PX}px` };
  return (
    <section class="metrics" aria-label="Metrics">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <div class="scroller" ref={scroller} onScroll={setRange} tabIndex={0}>
        <div class="rows" style={{ height: `${rows.value.length * ROW_CSS_PX}px` }}>
          <ul class="window" style={top}>
            {shown.map((row) =>
              row.kind === 'metric' ? (
                <MetricRowView key={row.key} row={row} live={state.live} />
              ) : (
                <li class="row group" key={row.key}>
                  <span class="name">{row.title}</span>
                  {row.columns.map((column) => (
                    <span class="cell" key={column}>
                      {column}
                    </span>
                  ))}
                </li>
              ),
            )}
          </ul>
          <div class="overlay" ref={overlay} style={top} aria-hidden="true" />
        </div>
        {rows.value.length === 0 && <p class="empty">No metrics are registered</p>}
      </div>
    </section>
  );
}
