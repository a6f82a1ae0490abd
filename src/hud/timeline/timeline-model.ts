import { type Signal, signal } from '@preact/signals';
import type { FrameStatistics, FrameVerdict, Hitch } from '../../analysis/index.ts';
import { finish, type Steps } from '../../analysis/steps.ts';
import type { FrameWindow } from '../../frames/index.ts';
import type { HudModel } from '../model/hud-model.ts';
import { chartWindow } from '../model/hud-source.ts';
import { runInSlices } from '../model/run-in-slices.ts';
import { lostText } from '../parts/lost-text.ts';
import { panRange, revealTime, type TimeRange, zoomRange } from './time-range.ts';
import { readTimeline, type Timeline } from './timeline.ts';

/** What is shown of a live source while it goes on. */
export const LIVE_SPAN_MS = 30_000;

export interface Ends {
  readonly anchorMs: number;
  readonly movingMs: number;
}

export interface SelectionFigures {
  readonly stats: FrameStatistics;
  readonly verdict: FrameVerdict;
  /** What of the frames the source had no more when they were counted, as `lostText`. */
  readonly lost: string;
}

/** What the view of frames shows, and what can be done with it. Whoever looks closer at live frames stops them; what comes is still recorded. */
export interface TimelineModel {
  /** Null until a stored session is read, and while live frames go on: reading all of them for each drawing would cost as much as the drawing. */
  readonly timeline: Signal<Timeline | null>;
  /** Of the timeline, what is shown; of live frames that go on, what was before. */
  readonly range: Signal<TimeRange>;
  /** Whether there is no frame. */
  readonly isEmpty: Signal<boolean>;
  readonly selection: Signal<TimeRange | null>;
  /** The frame that is open. */
  readonly frame: Signal<number | null>;
  readonly isPaused: Signal<boolean>;
  /** Those of what is shown while live frames go on, else all; null while those of a stored session are counted. */
  readonly hitches: Signal<readonly Hitch[] | null>;
  /** What is told of the selection; null while it is counted. */
  readonly figures: Signal<SelectionFigures | null>;
  /** The frames of a live source that goes on, to be drawn: where it is stopped, they are what is still seen. */
  liveWindow(): FrameWindow;
  /** Stops live frames, once there are some. */
  pause(): void;
  resume(): void;
  showAll(): void;
  /** @param atMs what stays where it is; default: the open frame where it is in sight, else the middle */
  zoom(factor: number, atMs?: number): void;
  /** By so many lengths of what is shown. */
  pan(parts: number): void;
  /** As `zoom` and `pan` together, of what was shown when a drag began. */
  drag(began: TimeRange, parts: number, factor?: number, atMs?: number): void;
  /** Selects from one time to another, whichever is first, and brings the moving end into sight; null: nothing. */
  select(ends: Ends | null): void;
  /** Where the selection was begun, and where its other end is. */
  readonly ends: Ends | null;
  /** Opens a frame, as near to it as there is one, and brings it into sight. */
  open(frame: number | null): void;
  /** Opens the frame of a hitch. */
  openHitchOf(hitch: Hitch): void;
  /** Opens the next or the last hitch from the open frame; without one the first or the last of what is shown, and beyond. */
  openHitch(direction: 1 | -1): void;
  destroy(): void;
}

/** @param onFailure told what a stored session could not be read for */
export function createTimelineModel(hud: HudModel, onFailure: (error: unknown) => void): TimelineModel {
  const source = hud.source.peek();
  const { frames, name } = source;
  const isLive = name === null;
  const timeline = signal<Timeline | null>(null);
  const range = signal<TimeRange>({ fromMs: 0, toMs: 1 });
  const isEmpty = signal(false);
  const selection = signal<TimeRange | null>(null);
  const frame = signal<number | null>(null);
  const isPaused = signal(!isLive);
  const hitches = signal<readonly Hitch[] | null>(null);
  const figures = signal<SelectionFigures | null>(null);
  let ends: Ends | null = null;
  let shown: FrameWindow = { from: 0, to: 0 };
  /** What the HUD knew when the hitches were looked for. */
  let judged: FrameStatistics | null = null;
  let timer = 0;
  let stopReading = () => {};
  let stopCounting = () => {};

  const boundsOf = () => timeline.peek()?.bounds ?? range.peek();
  /** Where the open frame begins, while it is in sight; else the middle. */
  const centre = () => {
    const { fromMs, toMs } = range.peek();
    const open = frame.peek();
    const openMs = open === null ? Number.NaN : (timeline.peek()?.timeOf(open) ?? Number.NaN);
    return openMs >= fromMs && openMs <= toMs ? openMs : (fromMs + toMs) / 2;
  };

  const model: TimelineModel = {
    timeline,
    range,
    isEmpty,
    selection,
    frame,
    isPaused,
    hitches,
    figures,
    liveWindow() {
      shown = chartWindow(frames, LIVE_SPAN_MS);
      isEmpty.value = shown.from === shown.to;
      // Once a second, as those of the overview.
      if (judged !== hud.stats) {
        judged = hud.stats;
        hitches.value = finish(source.hitches({ lastMs: LIVE_SPAN_MS }));
      }
      return shown;
    },
    pause() {
      if (isPaused.peek()) return;
      // Out of sight nothing is drawn, and what was seen last may be forgotten.
      const { to } = isEmpty.peek() || shown.from < frames.firstFrame ? model.liveWindow() : shown;
      if (isEmpty.peek()) return;
      const all = finish(readTimeline(frames, { from: frames.firstFrame, to }));
      timeline.value = all;
      range.value = { fromMs: all.bounds.toMs - LIVE_SPAN_MS, toMs: all.bounds.toMs };
      hitches.value = finish(source.hitches({ window: all.bounds }));
      isPaused.value = true;
    },
    resume() {
      model.select(null);
      frame.value = null;
      if (!isLive) return model.showAll();
      timeline.value = null;
      isPaused.value = false;
    },
    showAll() {
      model.pause();
      range.value = boundsOf();
    },
    zoom(factor, atMs) {
      model.pause();
      model.drag(range.peek(), 0, factor, atMs ?? centre());
    },
    pan(parts) {
      model.pause();
      model.drag(range.peek(), parts);
    },
    drag(began, parts, factor = 1, atMs = began.fromMs) {
      const zoomed = zoomRange(began, factor, atMs, boundsOf());
      range.value = panRange(zoomed, parts * (zoomed.toMs - zoomed.fromMs), boundsOf());
    },
    get ends() {
      return ends;
    },
    select(next) {
      model.pause();
      ends = next;
      selection.value = next && {
        fromMs: Math.min(next.anchorMs, next.movingMs),
        toMs: Math.max(next.anchorMs, next.movingMs),
      };
      if (next !== null) range.value = revealTime(range.peek(), next.movingMs, boundsOf());
      count();
    },
    open(wanted) {
      model.pause();
      const all = timeline.peek();
      // Before the first frame there is none that could have taken its interval.
      if (wanted === null || all === null || all.endFrame - all.firstFrame < 2) {
        frame.value = null;
        return;
      }
      const next = Math.max(all.firstFrame + 1, Math.min(all.endFrame - 1, wanted));
      frame.value = next;
      range.value = revealTime(range.peek(), all.timeOf(next), all.bounds);
    },
    openHitchOf(hitch) {
      const all = timeline.peek();
      if (all !== null) model.open(frameOf(all, hitch));
    },
    openHitch(direction) {
      model.pause();
      const all = timeline.peek();
      if (all === null) return;
      // Without an open one, that of what is shown which comes first in that direction.
      const { fromMs, toMs } = range.peek();
      const from = frame.peek() ?? (direction > 0 ? all.frameAt(fromMs) - 1 : all.frameAt(toMs) + 1);
      const at = (hitches.peek() ?? []).map((hitch) => frameOf(all, hitch));
      const next = direction > 0 ? at.find((one) => one > from) : at.findLast((one) => one < from);
      if (next !== undefined) model.open(next);
    },
    destroy() {
      clearTimeout(timer);
      stopReading();
      stopCounting();
      stopListening();
    },
  };
  const stopListening = isLive ? () => {} : hud.onStats(takeHitches);
  if (isLive) model.liveWindow();
  else {
    takeHitches();
    const steps = readTimeline(frames, { from: frames.firstFrame, to: frames.endFrame });
    stopReading = runInSlices(hud, { steps, onDone: show, onFailure });
  }
  return model;

  function show(all: Timeline): void {
    timeline.value = all;
    range.value = all.bounds;
    isEmpty.value = all.firstFrame === all.endFrame;
  }

  /** The HUD counts those of a stored session. */
  function takeHitches(): void {
    if (hud.failure !== null) onFailure(hud.failure);
    hitches.value = hud.stats === null ? null : hud.hitches;
  }

  /** Counts what is selected once it is drawn: selections come one after the other while one drags. */
  function count(): void {
    stopCounting();
    clearTimeout(timer);
    figures.value = null;
    const window = selection.peek();
    if (window === null) return;
    timer = globalThis.window.setTimeout(() => {
      stopCounting = runInSlices(hud, {
        steps: countSteps(window),
        onDone(found) {
          figures.value = found;
        },
        onFailure,
      });
    });
  }

  function* countSteps(window: TimeRange): Steps<SelectionFigures> {
    const all = timeline.peek();
    const lost = all === null ? '' : lostText(frames, all.framesIn(window));
    return { stats: yield* source.stats({ window }), verdict: yield* source.verdict({ window }), lost };
  }
}

/** The frame that begins where a hitch ends; times are computed, and may come as a little less. */
function frameOf(timeline: Timeline, { timeMs, durationMs }: Hitch): number {
  return timeline.frameAt(timeMs + durationMs - 1e-3);
}
