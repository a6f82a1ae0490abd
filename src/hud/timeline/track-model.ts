import { effect, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import { inSteps, type Steps } from '../../analysis/steps.ts';
import { FRAMES_A_STEP } from '../../frames/column-steps.ts';
import type { FrameSource, FrameWindow } from '../../frames/index.ts';
import type { HudModel } from '../model/hud-model.ts';
import { runInSlices } from '../model/run-in-slices.ts';
import { createMinMaxPyramid, type MinMaxPyramid } from './min-max-pyramid.ts';
import type { Timeline } from './timeline.ts';
import type { TimelineModel } from './timeline-model.ts';
import { areSameTracks, createTrackReader, MAX_TRACKS, type Track, tracksOf } from './track.ts';

/** The pinned metrics below the frame times, and what is read of them where frames stand still. */
export interface TrackModel {
  readonly tracks: ReadonlySignal<readonly Track[]>;
  /** Of how many more there is no track. */
  readonly more: ReadonlySignal<number>;
  /** Of the timeline's frames, in the order of the tracks; null while frames go on, and while they are read. */
  readonly pyramids: ReadonlySignal<readonly MinMaxPyramid[] | null>;
  /** The mean of each track in the frames that are selected; null without, and while it is counted. */
  readonly means: ReadonlySignal<readonly number[] | null>;
  /** Of live tracks by their descriptors, what `recentOf` says, as of the last drawing. Weak: metrics may come and go in every frame. */
  readonly recent: WeakMap<Track['descriptor'], number>;
  /** How often something came to `recent` that was not in it: that is told at once, the rest with the other figures. */
  readonly arrivals: Signal<number>;
  /** Why a track could not be read; the others can. */
  readonly failures: ReadonlyMap<Track['descriptor'], string>;
  /** Looks for the pinned metrics that there are, while frames go on: they come and go. */
  look(): void;
  destroy(): void;
}

export function createTrackModel(
  hud: HudModel,
  { timeline, selection, figures }: Pick<TimelineModel, 'timeline' | 'selection' | 'figures'>,
): TrackModel {
  const { frames, name } = hud.source.peek();
  const registry = name === null ? hud.host.metrics.registry : null;
  const tracks = signal<readonly Track[]>([]);
  const more = signal(0);
  const pyramids = signal<readonly MinMaxPyramid[] | null>(null);
  const means = signal<readonly number[] | null>(null);
  /** What was read of the timeline so far, by the tracks' descriptors: one pin more is read alone. */
  const known = new Map<Track['descriptor'], MinMaxPyramid>();
  let knownOf: Timeline | null = null;
  const failures = new Map<Track['descriptor'], string>();
  let stopReading = () => {};
  let stopCounting = () => {};

  const look = (pins: readonly string[]) => {
    // Stopped frames have what they had, though a metric of theirs be gone.
    const all = tracksOf(pins, frames, registry, registry === null || timeline.peek() !== null);
    more.value = Math.max(0, all.length - MAX_TRACKS);
    const next = all.slice(0, MAX_TRACKS);
    if (!areSameTracks(next, tracks.peek())) tracks.value = next;
  };
  const stopLooking = effect(() => look(hud.pins.value));
  const stopPyramids = effect(() => {
    const all = timeline.value;
    const wanted = tracks.value;
    stopReading();
    pyramids.value = null;
    if (all !== knownOf) {
      known.clear();
      failures.clear();
    }
    knownOf = all;
    if (all === null) return;
    stopReading = runInSlices(hud, {
      steps: readSteps(all, wanted),
      onDone(found) {
        pyramids.value = found;
      },
      onFailure: reportError,
    });
  });

  const stopMeans = effect(() => {
    // Behind the figures of the frames, which are counted once the selection rests.
    const isCounted = figures.value !== null;
    const read = pyramids.value;
    stopCounting();
    means.value = null;
    const all = timeline.peek();
    const range = selection.peek();
    if (!isCounted || read === null || all === null || range === null) return;
    const { from, to } = all.framesIn(range);
    stopCounting = runInSlices(hud, {
      // Not of the source: live frames that stand still may be forgotten there.
      steps: meanSteps(read, { from: from - all.firstFrame, to: to - all.firstFrame }),
      onDone(found) {
        means.value = found;
      },
      onFailure: reportError,
    });
  });

  function* readSteps(all: Timeline, wanted: readonly Track[]): Steps<readonly MinMaxPyramid[]> {
    const found: MinMaxPyramid[] = [];
    for (const track of wanted) {
      const pyramid = known.get(track.descriptor) ?? (yield* readTrack(all, track));
      known.set(track.descriptor, pyramid);
      found.push(pyramid);
    }
    return found;
  }

  /** One that cannot be read is empty, and the others are there. */
  function* readTrack(all: Timeline, track: Track): Steps<MinMaxPyramid> {
    try {
      return yield* trackSteps(frames, track, all);
    } catch (error) {
      failures.set(track.descriptor, error instanceof Error ? error.message : String(error));
      return createMinMaxPyramid(all.endFrame - all.firstFrame);
    }
  }

  return {
    tracks,
    pyramids,
    means,
    more,
    recent: new WeakMap(),
    arrivals: signal(0),
    failures,
    look() {
      if (timeline.peek() === null) look(hud.pins.peek());
    },
    destroy() {
      stopLooking();
      stopPyramids();
      stopMeans();
      stopReading();
      stopCounting();
    },
  };
}

/** Reads what a track was in all frames of a timeline. */
export function* trackSteps(
  source: FrameSource,
  track: Track,
  { firstFrame, endFrame }: Pick<Timeline, 'firstFrame' | 'endFrame'>,
): Steps<MinMaxPyramid> {
  const pyramid = createMinMaxPyramid(endFrame - firstFrame);
  yield;
  const reader = createTrackReader();
  const piece = new Float64Array(Math.min(FRAMES_A_STEP, endFrame - firstFrame));
  for (let at = firstFrame; at < endFrame; at += FRAMES_A_STEP) {
    const count = Math.min(FRAMES_A_STEP, endFrame - at);
    reader.read(source, track, { from: at, to: at + count }, piece);
    pyramid.set(at - firstFrame, piece, count);
    yield;
  }
  return pyramid;
}

/** The mean of each column's values in a window of the timeline, counted from its first frame. */
function* meanSteps(columns: readonly MinMaxPyramid[], { from, to }: FrameWindow): Steps<readonly number[]> {
  const means: number[] = [];
  for (const column of columns) {
    const total = { sum: 0, n: 0 };
    yield* inSteps(to - from, (begin, end) => addValues(column, from + begin, from + end, total));
    means.push(total.sum / total.n);
  }
  return means;
}

/** A plain function: see `inSteps`. */
function addValues(column: MinMaxPyramid, from: number, to: number, total: { sum: number; n: number }): void {
  const one = new Float64Array(2);
  for (let at = from; at < to; at++) {
    column.read(at, at + 1, one);
    const value = one[0] as number;
    if (value !== value) continue;
    total.sum += value;
    total.n++;
  }
}
