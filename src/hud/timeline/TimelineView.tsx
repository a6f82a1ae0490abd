import { useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import { ChartView } from '../charts/ChartView.tsx';
import { Legend } from '../charts/Legend.tsx';
import { useFailure, useHud, useShownStatistics, useStyles } from '../model/hud-context.ts';
import { FRAME_ROWS, PACING_ROWS, RATE_ROWS, TAIL_ROWS } from '../parts/figure-rows.ts';
import { formatCount, formatSpan } from '../parts/format-value.ts';
import { hasModifier } from '../parts/has-modifier.ts';
import { IconButton } from '../parts/IconButton.tsx';
import { KeyFigures } from '../parts/KeyFigures.tsx';
import { COUNTING, SampleSize } from '../parts/SampleSize.tsx';
import { useOutOfSight } from '../parts/use-out-of-sight.ts';
import { VERDICT_NAMES } from '../parts/verdict-name.ts';
import viewCss from '../parts/view.css?inline';
import { FrameDetails } from './FrameDetails.tsx';
import { HitchList } from './HitchList.tsx';
import { LostNote, SETTLED_MS } from './LostNote.tsx';
import { TrackRows } from './TrackRows.tsx';
import type { TimeRange } from './time-range.ts';
import timelineCss from './timeline.css?inline';
import type { Timeline } from './timeline.ts';
import { createTimelineChart, type TimelineChart } from './timeline-chart.ts';
import { createTimelineModel, type SelectionFigures, type TimelineModel } from './timeline-model.ts';
import { createTrackModel, type TrackModel } from './track-model.ts';
import { NOTCH_ZOOM, wheelNotches } from './wheel-notches.ts';

const ZOOM = 1.5;
/** A press that moves less is a click. */
const CLICK_CSS_PX = 4;
/** A click opens a frame that stands out so near to it: lines are drawn by the longest frame of a column. */
const REACH_CSS_PX = 3;
const FINGER_CSS_PX = 40;

/** What is at least to be seen of a frame that opens, or of a selection: its head and some lines. */
const BEGIN_CSS_PX = 80;

/** What of the legend only this chart has. */
const SIGNS = {
  mark: ['Mark', 'A moment that the page or a rule noted'],
  hitch: ['Hitch', 'A frame that stands out from those around it'],
  gap: ['Gap', 'Time that is not measured, as while the page is hidden'],
} as const;

/** All frames of the source: zoomed, selected, opened one by one. */
export function TimelineView() {
  useStyles(viewCss);
  useStyles(timelineCss);
  const hud = useHud();
  const source = hud.source.value;
  const fail = useFailure();
  const model = useMemo(() => createTimelineModel(hud, fail), [hud, source]);
  const trackModel = useMemo(() => createTrackModel(hud, model), [model]);
  useLayoutEffect(
    () => () => {
      trackModel.destroy();
      model.destroy();
    },
    [model, trackModel],
  );
  const isLive = source.name === null;
  const selection = model.selection.value;
  const frame = model.frame.value;
  const all = model.timeline.value;
  const root = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    if (selection !== null) reveal(root.current, '.selection', hud.scale);
  }, [selection === null]);
  useLayoutEffect(() => {
    if (frame !== null) reveal(root.current, '.frame-details', hud.scale);
  }, [frame === null]);
  return (
    <section class="timeline" aria-label="Frames" ref={root}>
      <div class="filter">
        {isLive && (
          <button
            type="button"
            aria-pressed={model.isPaused.value}
            disabled={model.isEmpty.value}
            onClick={() => toggle(model)}
          >
            {model.isPaused.value ? 'Go on' : 'Pause'}
          </button>
        )}
        <button type="button" onClick={model.showAll}>
          All
        </button>
        <IconButton icon="zoomIn" label="Zoom in" onClick={() => model.zoom(1 / ZOOM)} />
        <IconButton icon="zoomOut" label="Zoom out" onClick={() => model.zoom(ZOOM)} />
        <span class="space" />
        <button type="button" onClick={() => model.openHitch(-1)}>
          Previous hitch
        </button>
        <button type="button" onClick={() => model.openHitch(1)}>
          Next hitch
        </button>
      </div>
      <Legend keys={['frame', 'cpu', 'gpu', 'budget', 'refresh', 'section']} more={SIGNS} />
      <TimelineSurface model={model} trackModel={trackModel} />
      {trackModel.more.value > 0 && <p class="empty">{`${trackModel.more.value} more in the list of metrics`}</p>}
      {all === null && !isLive && <p class="empty">Reading the session…</p>}
      {model.isEmpty.value && <p class="empty">No frame yet</p>}
      {selection !== null && (
        <Selection
          key={`${selection.fromMs} ${selection.toMs} ${model.figures.value !== null}`}
          figures={model.figures.value}
          selection={selection}
        />
      )}
      {frame !== null && all !== null && <FrameDetails frame={frame} timeline={all} onOpen={model.open} />}
      {selection === null && frame === null && (
        <>
          {/* Of live frames that go on it would change under the pointer. */}
          {model.isPaused.value &&
            (model.hitches.value === null ? (
              <p class="empty">Counting hitches…</p>
            ) : (
              <HitchList
                hitches={model.hitches.value}
                originMs={isLive ? 0 : (all?.bounds.fromMs ?? 0)}
                onOpen={model.openHitchOf}
              />
            ))}
          <p class="empty">
            Drag to select, with Shift to move; click a frame to open it, double-click shows all, the wheel zooms. Press
            ? for the keys.
            {trackModel.tracks.value.length === 0 && ' Metrics that are pinned have their charts below.'}
          </p>
        </>
      )}
    </section>
  );
}

/** Scrolls the view as far as it takes to see the begin of what has just opened: below the chart there may be no room for it. */
function reveal(timeline: HTMLElement | null, selector: string, scale: number): void {
  const section = timeline?.querySelector(selector);
  const view = timeline?.closest('.view');
  if (!section || !view) return;
  const belowPx = section.getBoundingClientRect().top - view.getBoundingClientRect().bottom;
  // The wheel over the chart would zoom, and not scroll to it.
  view.scrollTop += Math.max(0, belowPx / scale + BEGIN_CSS_PX);
}

function toggle(model: TimelineModel): void {
  if (model.isPaused.peek()) model.resume();
  else model.pause();
}

interface SurfaceProps {
  readonly model: TimelineModel;
  readonly trackModel: TrackModel;
}

/** The chart with its tracks, and what pointers and keys do on it. */
function TimelineSurface({ model, trackModel }: SurfaceProps) {
  const hud = useHud();
  const tracks = trackModel.tracks.value;
  const surface = useRef<HTMLDivElement>(null);
  const outOfSight = useOutOfSight(surface, '.frame-times, .tracks li', tracks);
  const chart = useRef<TimelineChart | null>(null);
  const timeAt = (clientX: number) => {
    const { left } = (surface.current as HTMLDivElement).getBoundingClientRect();
    return chart.current?.timeAt(clientX - left) ?? 0;
  };
  /** Where pointers are down, in CSS pixels of the page, by their ids. */
  const pressed = useRef(new Map<number, number>()).current;
  /** Where those were that drag together when the last of them went down; null when one of them has left. */
  const dragged = useRef<readonly number[] | null>(null);

  const onPointerDown = (event: PointerEvent) => {
    const element = surface.current as HTMLDivElement;
    if (event.button !== 0 || chart.current === null || isOnButton(event) || pressed.size > 1) return;
    // A press in the HUD leaves the focus where it was; here keys go on from it.
    element.focus({ preventScroll: true });
    model.pause();
    // Before the first frame, or of a session that is still read.
    if (model.timeline.peek() === null) return;
    element.setPointerCapture(event.pointerId);
    pressed.set(event.pointerId, event.clientX);
    const starts = [...pressed.values()];
    dragged.current = starts;
    const startX = middle(starts);
    const startMs = timeAt(startX);
    const startRange = model.range.peek();
    const { msPerCssPx } = chart.current;
    const partPerCssPx = msPerCssPx / (startRange.toMs - startRange.fromMs);
    const isPinch = starts.length > 1;
    let isDrag = isPinch;
    const abort = new AbortController();
    const move = hud.measured(({ pointerId, clientX }: PointerEvent) => {
      if (!pressed.has(pointerId)) return;
      pressed.set(pointerId, clientX);
      if (dragged.current !== starts) return;
      const now = [...pressed.values()];
      isDrag ||= Math.abs(clientX - startX) > CLICK_CSS_PX;
      if (!isDrag) return;
      if (isPinch || event.shiftKey) {
        const factor = isPinch ? distance(starts) / distance(now) : 1;
        model.drag(startRange, (startX - middle(now)) * partPerCssPx, factor, startMs);
      } else model.select({ anchorMs: startMs, movingMs: timeAt(clientX) });
    });
    const end = hud.measured(({ pointerId, type }: PointerEvent) => {
      if (pointerId !== event.pointerId) return;
      abort.abort();
      pressed.delete(pointerId);
      const isClick = type === 'pointerup' && !isDrag && dragged.current === starts;
      dragged.current = null;
      if (isClick) model.open(model.timeline.peek()?.frameNear(startMs, REACH_CSS_PX * msPerCssPx) ?? null);
    });
    element.addEventListener('pointermove', move, { signal: abort.signal });
    for (const type of ['pointerup', 'pointercancel'] as const)
      element.addEventListener(type, end, { signal: abort.signal });
  };
  const onWheel = (event: WheelEvent) => {
    const isSideways = Math.abs(event.deltaX) > Math.abs(event.deltaY);
    // Eight tracks fill the view: there it must still scroll.
    if (!isSideways && (event.target as Element).closest('.tracks') !== null) return;
    // Also of a touch that has not moved yet: the first event decides whether those that follow may be taken.
    event.preventDefault();
    const notches = wheelNotches(isSideways ? event.deltaX : event.deltaY, event);
    if (notches === 0) return;
    // Before the pointer's time is asked for: live frames that go on have no range.
    model.pause();
    if (isSideways) model.pan(notches / 10);
    else model.zoom(NOTCH_ZOOM ** notches, timeAt(event.clientX));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (hasModifier(event)) return;
    if (isOnButton(event) && (event.key === ' ' || event.key === 'Enter')) return;
    if (!runKey(event, model)) return;
    event.preventDefault();
  };
  return (
    <div
      class="surface"
      ref={surface}
      role="application"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a chart that is gone through by keys has no element of its own
      tabIndex={0}
      aria-label="Timeline"
      aria-roledescription="chart of frame times, gone through by the arrow keys"
      onPointerDown={onPointerDown}
      onWheel={onWheel}
      onDblClick={(event) => {
        if (!isOnButton(event)) model.showAll();
      }}
      onKeyDown={onKeyDown}
    >
      <ChartView
        label={['Frame, CPU and GPU times of all frames', ...tracks.map(({ key }) => key)].join(', ')}
        create={(element, hud) => {
          chart.current = createTimelineChart(element, hud, model, trackModel, outOfSight);
          return chart.current;
        }}
      />
      <div class="frame-times" />
      <TrackRows model={model} trackModel={trackModel} />
    </div>
  );
}

/** Of one pointer, or between two. */
function middle(at: readonly number[]): number {
  return ((at[0] as number) + (at.at(-1) as number)) / 2;
}

/** Between two pointers along the time; of fingers one above the other what they are wide, or the least move would zoom far. */
function distance(at: readonly number[]): number {
  return Math.max(FINGER_CSS_PX, Math.abs((at[0] as number) - (at[1] as number)));
}

/** Whether it is one of the buttons of the tracks that is pressed. */
function isOnButton({ target }: Event): boolean {
  return (target as Element).closest('button') !== null;
}

/** Whether the key does something here. */
function runKey({ key, shiftKey }: KeyboardEvent, model: TimelineModel): boolean {
  if (model.isEmpty.peek()) return false;
  const step = (all: Timeline, at: number, by: number) => {
    if (shiftKey) {
      const { anchorMs, movingMs } = model.ends ?? { anchorMs: all.timeOf(at), movingMs: all.timeOf(at) };
      const next = Math.max(all.firstFrame, Math.min(all.endFrame - 1, all.frameAt(movingMs) + by));
      model.select({ anchorMs, movingMs: all.timeOf(next) });
    } else model.open(model.frame.peek() === null ? at : at + by);
  };
  const actions: Readonly<Record<string, (all: Timeline, at: number) => void>> = {
    ArrowLeft: (all, at) => step(all, at, -1),
    ArrowRight: (all, at) => step(all, at, 1),
    '+': () => model.zoom(1 / ZOOM),
    '-': () => model.zoom(ZOOM),
    PageUp: () => model.pan(-0.8),
    PageDown: () => model.pan(0.8),
    Home: (all) => model.open(all.firstFrame),
    End: (all) => model.open(all.endFrame - 1),
    Enter: (_, at) => model.open(at),
    h: () => model.openHitch(1),
    H: () => model.openHitch(-1),
    Escape() {
      model.select(null);
      model.open(null);
    },
  };
  if (key === ' ') {
    toggle(model);
    return true;
  }
  const action = Object.hasOwn(actions, key) ? actions[key] : undefined;
  if (action === undefined) return false;
  if (key === 'Escape' && model.selection.peek() === null && model.frame.peek() === null) return false;
  model.pause();
  const all = model.timeline.peek();
  // Of a session that is still read, or of frames that are forgotten.
  if (all === null || all.endFrame === all.firstFrame) return false;
  const { fromMs, toMs } = model.range.peek();
  action(all, model.frame.peek() ?? all.frameAt((fromMs + toMs) / 2));
  return true;
}

interface SelectionProps {
  /** Null while they are counted. */
  readonly figures: SelectionFigures | null;
  readonly selection: TimeRange;
}

/** The statistics of the selection, as `stats({ window })` gives them. */
function Selection({ figures, selection }: SelectionProps) {
  const hud = useHud();
  const read = () => figures?.stats ?? null;
  const verdict = figures?.verdict;
  const title = `Selection of ${formatSpan(selection.toMs - selection.fromMs, 2)}`;
  const lost = figures?.lost ?? '';
  const isLost = lost !== '' && figures?.stats.frames === 0;
  const of = `${title}${lost && `, ${lost}`}`.toLowerCase();
  useShownStatistics(() => {
    const stats = read();
    return stats && { stats, durationMs: stats.durationMs, of, isOther: false };
  });
  useLayoutEffect(() => {
    if (figures === null || isLost) return;
    const { frames } = figures.stats;
    const text = `${title}, ${formatCount(frames)} ${frames === 1 ? 'frame' : 'frames'}`;
    const timer = setTimeout(() => hud.tell(text), SETTLED_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <section class="selection" aria-label="Selection">
      <div class="title">
        <h2>{title}</h2>
        {!isLost && <SampleSize read={read} />}
      </div>
      <LostNote text={lost} />
      {!isLost && (
        <>
          <p class="verdict">
            <span class="value" data-state={verdict === undefined || verdict.kind === 'vsync' ? '' : 'over'}>
              {verdict && VERDICT_NAMES[verdict.kind]}
            </span>
            <span class="reason">{verdict?.reason ?? COUNTING}</span>
          </p>
          <div class="statistics columns">
            <KeyFigures rows={FRAME_ROWS} read={read} />
            <KeyFigures rows={RATE_ROWS} read={read} />
            <KeyFigures rows={TAIL_ROWS} read={read} />
            <KeyFigures rows={PACING_ROWS} read={read} />
          </div>
        </>
      )}
    </section>
  );
}
