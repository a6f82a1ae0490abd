import { useSignal } from '@preact/signals';
import { useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import { useCharts, useFigures, useHud, useStyles } from '../model/hud-context.ts';
import { hasModifier } from '../parts/has-modifier.ts';
import { focusedKey, rowAfterKey } from '../parts/row-keys.ts';
import viewCss from '../parts/view.css?inline';
import { windowOf } from '../parts/window-of.ts';
import { MetricGroup } from './MetricGroup.tsx';
import { type LiveRow, MetricRowView } from './MetricRowView.tsx';
import { createMetricEntries, type MetricEntry } from './metric-entries.ts';
import type { MetricReading } from './metric-line.ts';
import { ALL_METRICS, type MetricFilter, type MetricRow, metricRows } from './metric-rows.ts';
import metricsCss from './metrics.css?inline';
import { createRowSparklines, type RowSparklines } from './row-sparklines.ts';

/** Height of a row and width of its sparkline in CSS pixels, as in the style sheet. */
const ROW_CSS_PX = 20;
const SPARKLINE_CSS_PX = 72;
/** Up to so many metrics are listed anew with every renewal of the figures where they changed or are sorted by value, more of them with every fourth. */
const MANY_METRICS = 1000;
/** Rows above and below those in sight, so that a short scroll shows no gap. Their figures are written, and their lines drawn, once they are seen. */
const SPARE_ROWS = 2;

interface Props {
  readonly filter?: MetricFilter;
  /** Folds a group, or unfolds it. */
  readonly onFold?: (key: string) => void;
}

/** The metrics that a filter lets through, each with its value. Only the rows in sight exist; the arrow keys go from row to row. */
export function MetricList({ filter = ALL_METRICS, onFold = () => undefined }: Props) {
  useStyles(viewCss);
  useStyles(metricsCss);
  const hud = useHud();
  const pins = hud.pins.value;
  const rows = useSignal<readonly MetricRow[]>([]);
  const range = useSignal({ from: 0, to: 0 });
  const scroller = useRef<HTMLDivElement>(null);
  const overlay = useRef<HTMLDivElement>(null);
  const state = useMemo(
    () => ({
      known: createMetricEntries(hud.host.metrics.registry),
      entries: [] as readonly MetricEntry[],
      live: new Map<string, LiveRow>(),
      heightCssPx: 0,
      renewals: 0,
      /** Whether figures are to be written when the lines are drawn next. */
      isRenewed: true,
      wanted: '',
    }),
    [hud],
  );

  const setRows = () => {
    const next = metricRows(state.entries, filter, pins);
    const before = rows.peek();
    // Heads are made anew each time; metrics are the same as long as they live.
    const isSame =
      next.length === before.length && next.every((row, k) => row === before[k] || isSameHead(row, before[k]));
    if (!isSame) rows.value = next;
    setRange();
  };
  const lookForMetrics = () => {
    if (state.renewals++ % (state.entries.length > MANY_METRICS ? 4 : 1) > 0) return;
    const entries = state.known.read();
    if (entries === state.entries && filter.sort !== 'value') return;
    state.entries = entries;
    setRows();
  };
  const setRange = () => {
    const top = Math.max(0, scroller.current?.scrollTop ?? 0);
    const { length } = rows.peek();
    // Of a list that has become shorter the browser goes to the end only in its next frame.
    const last = Math.max(0, length - Math.ceil(state.heightCssPx / ROW_CSS_PX));
    const from = Math.min(last, Math.floor(top / ROW_CSS_PX));
    const to = Math.min(length, Math.ceil((top + state.heightCssPx) / ROW_CSS_PX));
    if (from === range.peek().from && to === range.peek().to) return;
    const focused = focusedKey(scroller.current);
    const k = rows.peek().findIndex(({ key }) => key === focused);
    // Else the keys that follow would be the page's.
    if (focused !== undefined && (k < from - SPARE_ROWS || k >= to + SPARE_ROWS))
      scroller.current?.focus({ preventScroll: true });
    range.value = { from, to };
  };
  useLayoutEffect(() => {
    const element = scroller.current as HTMLDivElement;
    const onResize = hud.measured<[ResizeObserverEntry[]]>(([entry]) => {
      state.heightCssPx = entry?.contentRect.height ?? 0;
      setRange();
    });
    const observer = new (windowOf(element).ResizeObserver)(onResize);
    observer.observe(element);
    return () => observer.disconnect();
  }, [hud]);
  useLayoutEffect(() => {
    hud.measure(() => {
      state.entries = state.known.read();
      setRows();
    });
  }, [hud, filter, pins]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (hasModifier(event)) return;
    const element = scroller.current as HTMLDivElement;
    const head = rows.peek().find(({ key }) => key === focusedKey(element));
    if (head?.kind === 'group' && event.key === (head.isFolded ? 'ArrowRight' : 'ArrowLeft')) {
      event.preventDefault();
      onFold(head.key);
      return;
    }
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
    if (state.wanted === '') return;
    const row = state.live.get(state.wanted);
    const head = () =>
      [...(scroller.current?.querySelectorAll<HTMLElement>('.group') ?? [])]
        .find(({ dataset }) => dataset.key === state.wanted)
        ?.querySelector('button');
    if (row === undefined && head() == null) return;
    if (row !== undefined) row.focus();
    else head()?.focus({ preventScroll: true });
    state.wanted = '';
  };

  const { from, to } = range.value;
  const first = Math.max(0, from - SPARE_ROWS);
  const shown = rows.value.slice(from, to);
  const sparklines = useRef<RowSparklines | null>(null);
  useLayoutEffect(() => {
    sparklines.current = createRowSparklines(overlay.current as HTMLDivElement, hud, ROW_CSS_PX);
    return () => sparklines.current?.destroy();
  }, []);
  const tell = (key: string, reading: MetricReading, nowMs: number) => state.live.get(key)?.update(reading, nowMs);
  const draw = () => {
    sparklines.current?.draw(shown, SPARKLINE_CSS_PX, state.isRenewed ? tell : null);
    state.isRenewed = false;
  };
  useLayoutEffect(() => {
    state.isRenewed = true;
    hud.measure(draw);
    focusWanted();
  }, [rows.value, range.value, hud.palette.value]);
  useFigures(() => {
    lookForMetrics();
    state.isRenewed = true;
  }, scroller);
  useCharts(draw, scroller);

  return (
    <section class="metrics" aria-label="Metrics">
      {/* biome-ignore lint/a11y: what scrolls must be reachable by keyboard, and its keys go from row to row */}
      <div class="scroller" ref={scroller} onScroll={setRange} onKeyDown={onKeyDown} tabIndex={0}>
        <div class="rows" style={{ height: `${rows.value.length * ROW_CSS_PX}px` }}>
          <ul class="window" style={{ top: `${first * ROW_CSS_PX}px` }}>
            {rows.value
              .slice(first, to + SPARE_ROWS)
              .map((row) =>
                row.kind === 'metric' ? (
                  <MetricRowView
                    key={row.key}
                    row={row}
                    showsNamespace={filter.group === 'kind' || pins.includes(row.key)}
                    live={state.live}
                  />
                ) : (
                  <MetricGroup key={row.key} row={row} onFold={onFold} />
                ),
              )}
          </ul>
          <div class="overlay" ref={overlay} style={{ top: `${from * ROW_CSS_PX}px` }} aria-hidden="true" />
        </div>
        {rows.value.length === 0 && (
          <p class="empty">{state.entries.length === 0 ? 'No metrics are registered' : 'No metric is like that'}</p>
        )}
      </div>
    </section>
  );
}

function isSameHead(a: MetricRow, b: MetricRow | undefined): boolean {
  return (
    a.kind === 'group' && b?.kind === 'group' && a.key === b.key && a.count === b.count && a.isFolded === b.isFolded
  );
}
