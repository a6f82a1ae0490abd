import { useSignal } from '@preact/signals';
import { useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import type { AnyHandle } from '../metrics/index.ts';
import { useFigures, useHud } from './hud-context.ts';
import { type LiveRow, MetricRowView } from './MetricRowView.tsx';
import { ALL_METRICS, type MetricFilter, type MetricRow, metricRows } from './metric-rows.ts';
import { rowAfterKey } from './row-keys.ts';
import { createRowSparklines, type RowSparklines } from './row-sparklines.ts';
import { windowOf } from './window-of.ts';

/** Height of a row and width of its sparkline in CSS pixels, as in the style sheet. */
const ROW_CSS_PX = 20;
const SPARKLINE_CSS_PX = 72;
/** Rows ready above and below those in sight, so that a short scroll shows no gap. */
const SPARE_ROWS = 2;

/** The metrics that a filter lets through, each with its value. Only the rows in sight exist; the arrow keys go from row to row. */
export function MetricList({ filter = ALL_METRICS }: { readonly filter?: MetricFilter }) {
  const hud = useHud();
  const pins = hud.pins.value;
  const rows = useSignal<readonly MetricRow[]>([]);
  const range = useSignal({ from: 0, to: 0 });
  const scroller = useRef<HTMLDivElement>(null);
  const overlay = useRef<HTMLDivElement>(null);
  const state = useMemo(
    () => ({ handles: [] as readonly AnyHandle[], live: new Map<string, LiveRow>(), heightCssPx: 0, wanted: '' }),
    [],
  );

  const setRows = () => {
    rows.value = metricRows(hud.host.metrics.registry, state.handles, filter, pins);
    setRange();
  };
  const lookForMetrics = () => {
    const handles = hud.host.metrics.registry.query();
    const isSame = handles.length === state.handles.length && handles.every((handle, k) => handle === state.handles[k]);
    if (isSame && filter.sort !== 'value') return;
    state.handles = handles;
    setRows();
  };
  const setRange = () => {
    const top = scroller.current?.scrollTop ?? 0;
    const from = Math.max(0, Math.floor(top / ROW_CSS_PX) - SPARE_ROWS);
    const to = Math.min(rows.peek().length, Math.ceil((top + state.heightCssPx) / ROW_CSS_PX) + SPARE_ROWS);
    if (from === range.peek().from && to === range.peek().to) return;
    const focused = focusedKey(scroller.current);
    const k = rows.peek().findIndex(({ key }) => key === focused);
    // Else the keys that follow would be the page's.
    if (focused !== undefined && (k < from || k >= to)) scroller.current?.focus({ preventScroll: true });
    range.value = { from, to };
  };
  useLayoutEffect(() => {
    const element = scroller.current as HTMLDivElement;
    const observer = new (windowOf(element).ResizeObserver)(([entry]) => {
      state.heightCssPx = entry?.contentRect.height ?? 0;
      setRange();
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [hud]);
  useLayoutEffect(() => {
    hud.measure(() => {
      lookForMetrics();
      setRows();
    });
  }, [hud, filter, pins]);

  const onKeyDown = (event: KeyboardEvent) => {
    const element = scroller.current as HTMLDivElement;
    const k = rowAfterKey(rows.peek(), focusedKey(element), event.key, Math.ceil(element.scrollTop / ROW_CSS_PX));
    if (k < 0) return;
    event.preventDefault();
    state.wanted = rows.peek()[k]?.key ?? '';
    // With its neighbours in sight, so that a group's head is seen, too.
    const lowest = (k - 1) * ROW_CSS_PX;
    element.scrollTop = Math.max(lowest + 3 * ROW_CSS_PX - state.heightCssPx, Math.min(element.scrollTop, lowest));
    setRange();
    focusWanted();
  };
  const focusWanted = () => {
    const row = state.live.get(state.wanted);
    if (row === undefined) return;
    state.wanted = '';
    row.focus();
  };

  const shown = rows.value.slice(range.value.from, range.value.to);
  const sparklines = useRef<RowSparklines | null>(null);
  useLayoutEffect(() => {
    sparklines.current = createRowSparklines(overlay.current as HTMLDivElement, hud, ROW_CSS_PX);
    return () => sparklines.current?.destroy();
  }, []);
  const draw = () =>
    sparklines.current?.draw(shown, SPARKLINE_CSS_PX, (key, recent) => state.live.get(key)?.update(recent));
  useLayoutEffect(() => {
    hud.measure(draw);
    focusWanted();
  }, [rows.value, range.value, hud.palette.value]);
  useFigures(() => {
    lookForMetrics();
    draw();
  });

  const top = { top: `${range.value.from * ROW_CSS_PX}px` };
  return (
    <section class="metrics" aria-label="Metrics">
      {/* biome-ignore lint/a11y: what scrolls must be reachable by keyboard, and its keys go from row to row */}
      <div class="scroller" ref={scroller} onScroll={setRange} onKeyDown={onKeyDown} tabIndex={0}>
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
        {rows.value.length === 0 && (
          <p class="empty">{state.handles.length === 0 ? 'No metrics are registered' : 'No metric is like that'}</p>
        )}
      </div>
    </section>
  );
}

/** The key of the row that has the focus. */
function focusedKey(element: Element | null): string | undefined {
  const focused = (element?.getRootNode() as ShadowRoot | undefined)?.activeElement;
  return focused?.closest<HTMLElement>('[data-key]')?.dataset.key;
}
