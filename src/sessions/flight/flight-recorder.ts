import { hitches } from '../../analysis/index.ts';
import { type FrameHistory, frameAt, INTERVAL, lastWindow, readColumn, TIME } from '../../frames/index.ts';
import { askEnvironment } from '../ask-environment.ts';
import { bareEnvironment } from '../bare-environment.ts';
import { createSessionId } from '../create-session-id.ts';
import { trimBlock } from '../numbered-block.ts';
import { eventsBetween } from '../session-events.ts';
import type { SessionEnvironment } from '../session-types.ts';
import { type SessionContent, StoredSession } from '../stored-session.ts';
import { thumbnailUrl } from '../thumbnail-url.ts';
import type { FlightSnapshot, SnapshotCause } from './flight-types.ts';

export interface FlightRecorderOptions {
  readonly frames: FrameHistory;
  /** See `FrameTasks.every`. */
  every(everyMs: number, run: () => void): () => void;
  environment(): Partial<SessionEnvironment>;
  /** Ms of the frames' clock. */
  now(): number;
  /** Runs something once, after so many ms; what it gives stops that. */
  later(delayMs: number, run: () => void): () => void;
  /** A small picture of what was drawn last; absent: snapshots have none. */
  readonly thumbnail?: (() => Promise<Blob | null>) | undefined;
  readonly onError: (error: unknown) => void;
}

/** What a snapshot has before and after its moment. */
const BEFORE_MS = 4000;
const AFTER_MS = 1000;
/** How long a snapshot waits for its picture. */
const PICTURE_WAIT_MS = 10_000;
/** The oldest snapshots of hitches go first, then the oldest of all. */
const KEPT = 8;
const LOOK_EVERY_MS = 500;
/** Frames that a frame must stand out from to be a hitch. */
const HITCH_WINDOW_MS = 10_000;
/** A hitch soon after one that was taken is on its snapshot, or of the same trouble. */
const HITCH_PAUSE_MS = 5000;
/** No hitch is shorter (`analysis/hitches.ts`): without a frame as long nothing is searched. */
const MIN_HITCH_MS = 50;

/** Keeps what the frame history has around a hitch, or around a moment that somebody names, when the history goes on. */
export class FlightRecorder {
  readonly #options: FlightRecorderOptions;
  readonly #listeners = new Set<() => void>();
  readonly #stops = new Set<() => void>();
  #snapshots: readonly FlightSnapshot[] = [];
  #lookedFrame: number;
  #hitchMs = Number.NEGATIVE_INFINITY;

  constructor(options: FlightRecorderOptions) {
    this.#options = options;
    this.#lookedFrame = options.frames.endFrame;
    this.#stops.add(options.every(LOOK_EVERY_MS, () => this.#lookForHitch()));
  }

  /** Oldest first. */
  get snapshots(): readonly FlightSnapshot[] {
    return this.#snapshots;
  }

  /** Takes the frames around a moment, by default now, once those after it are there; never settles when the recorder is destroyed before. */
  take(cause: SnapshotCause, timeMs: number = this.#options.now()): Promise<FlightSnapshot> {
    const { thumbnail, now } = this.#options;
    const picture = thumbnail?.()
      .then((taken) => taken && thumbnailUrl(taken))
      .catch(() => null);
    return new Promise((resolve) => {
      // By a timer and not after a frame: a page may draw none for long, and then there is no picture either.
      this.#later(Math.max(0, timeMs + AFTER_MS - now()), () => {
        const complete = this.#freeze(cause, timeMs);
        const finish = (taken: string | null) => resolve(this.#add(complete(taken)));
        if (picture === undefined) return finish(null);
        // The browser encodes pictures when it has nothing else to do, which under a game can take seconds.
        const stop = this.#later(PICTURE_WAIT_MS, () => finish(null));
        picture.then((taken) => {
          if (stop()) finish(taken);
        });
      });
    });
  }

  clear(): void {
    this.#keep([]);
  }

  /** Calls `listener` when a snapshot comes or goes. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  destroy(): void {
    for (const stop of this.#stops) stop();
    this.#stops.clear();
    this.#listeners.clear();
    this.#snapshots = [];
  }

  /** Runs something once, after so many ms; what it gives stops that, and says whether there was something to stop. */
  #later(delayMs: number, run: () => void): () => boolean {
    const cancel = this.#options.later(delayMs, () => {
      this.#stops.delete(stop);
      run();
    });
    const stop = () => {
      const waited = this.#stops.delete(stop);
      if (waited) cancel();
      return waited;
    };
    this.#stops.add(stop);
    return stop;
  }

  /** Takes the frames as they are now; their picture may come later. */
  #freeze(cause: SnapshotCause, timeMs: number): (thumbnail: string | null) => FlightSnapshot {
    const { frames, environment } = this.#options;
    const from = frameAt(frames, timeMs - BEFORE_MS);
    const to = frameAt(frames, timeMs + AFTER_MS);
    const blocks = frames.blocks({ from, to }).flatMap((block) => trimBlock(block, from, to) ?? []);
    const [firstMs = timeMs, lastMs = timeMs] = [blocks[0]?.timeMs[0], blocks.at(-1)?.timeMs.at(-1)];
    const { timeOrigin } = performance;
    const takenAt = Math.round(timeOrigin + timeMs);
    const content: SessionContent = {
      summary: {
        id: createSessionId(takenAt),
        name: cause.text,
        tags: ['snapshot', cause.kind],
        note: '',
        startedAt: Math.round(timeOrigin + firstMs),
        durationMs: 0,
        frames: 0,
        bytes: 0,
        pinned: false,
        state: 'complete',
      },
      environment: askEnvironment(environment, bareEnvironment()),
      timeOriginMs: timeOrigin,
      histograms: [],
      events: eventsBetween(frames.events, firstMs, lastMs),
      blocks,
    };
    return (thumbnail) => ({ cause, timeMs, takenAt, session: new StoredSession({ ...content, thumbnail }) });
  }

  #add(snapshot: FlightSnapshot): FlightSnapshot {
    const kept = [...this.#snapshots, snapshot];
    const oldest = kept.find((one) => one.cause.kind === 'hitch') ?? kept[0];
    this.#keep(kept.length > KEPT ? kept.filter((one) => one !== oldest) : kept);
    return snapshot;
  }

  #keep(snapshots: readonly FlightSnapshot[]): void {
    this.#snapshots = snapshots;
    for (const listener of [...this.#listeners]) {
      try {
        listener();
      } catch (error) {
        this.#options.onError(error);
      }
    }
  }

  #lookForHitch(): void {
    const { frames } = this.#options;
    const from = Math.max(this.#lookedFrame, frames.firstFrame);
    const to = frames.endFrame;
    this.#lookedFrame = to;
    const lately = readColumn(frames, INTERVAL, { from, to });
    if (!lately.some((intervalMs) => intervalMs >= MIN_HITCH_MS)) return;
    const window = lastWindow(frames, HITCH_WINDOW_MS);
    const intervals = readColumn(frames, INTERVAL, window);
    const index = hitches(intervals).find((k) => window.from + k >= from);
    if (index === undefined) return;
    const [timeMs] = readColumn(frames, TIME, {
      from: window.from + index,
      to: window.from + index + 1,
    }) as unknown as [number];
    if (timeMs - this.#hitchMs < HITCH_PAUSE_MS) return;
    this.#hitchMs = timeMs;
    const text = `Hitch of ${(intervals[index] as number).toFixed(1)} ms`;
    this.take({ kind: 'hitch', text }, timeMs).catch(this.#options.onError);
  }
}
