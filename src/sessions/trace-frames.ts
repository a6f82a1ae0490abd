import { type FrameColumn, GAP_REASONS } from '../metrics/index.ts';
import type { SessionFileOptions } from './file-options.ts';
import { framePieces } from './frame-pieces.ts';
import type { StoredSession } from './stored-session.ts';
import { type TraceEvent, traceSlice, traceTime, traceTrack } from './trace-event.ts';

const CPU = 'engine:performance.cpu_time_ms';
const GPU = 'engine:performance.gpu_time_ms';
const FRAMES = { tid: 1, cat: 'frame' };

/** A track of durations whose begins nobody measured: each begins with its frame, or where the one before ends. */
interface WorkTrack {
  readonly tid: number;
  readonly columns: readonly { readonly name: string; readonly key: string }[];
  endMs: number;
}

/** The frames of a session with their CPU and GPU time as slices, and all else as counters, which have an event where they change. */
export function* traceFrames(
  { frames }: StoredSession,
  onProgress?: SessionFileOptions['onProgress'],
): Generator<TraceEvent[], void> {
  const { blocks, columns, firstFrame, endFrame } = frames;
  const passes = columns.filter(isPass).map(({ key, descriptor }) => ({ key, name: descriptor.id.labels.pass ?? key }));
  const tracks = [
    { tid: 2, name: 'CPU', columns: [{ key: CPU, name: 'CPU' }], endMs: Number.NEGATIVE_INFINITY },
    { tid: 3, name: 'GPU', columns: [{ key: GPU, name: 'GPU' }], endMs: Number.NEGATIVE_INFINITY },
    { tid: 4, name: 'GPU passes', columns: passes, endMs: Number.NEGATIVE_INFINITY },
  ];
  const shown = new Set(tracks.flatMap((track) => track.columns.map(({ key }) => key)));
  const counters = columns
    .filter(({ key }) => !shown.has(key))
    .map(({ key, descriptor }) => ({
      key,
      name: descriptor.unit === '' || key.endsWith('#count') ? key : `${key} [${descriptor.unit}]`,
      last: Number.NaN,
    }));
  yield [...traceTrack(FRAMES.tid, 'Frames'), ...tracks.flatMap(({ tid, name }) => traceTrack(tid, name))];
  const keys = [...shown, ...counters.map(({ key }) => key)];
  let beforeMs = Number.NaN;
  for (const piece of framePieces(blocks, keys)) {
    const events: TraceEvent[] = [];
    for (let row = 0; row < piece.frames; row++) {
      const beginMs = piece.timeMs[row] as number;
      const frame = piece.firstFrame + row;
      // A frame lasts until the next begins, so that it is the next that knows how long, or why that is not a frame's time.
      const intervalMs = piece.intervalMs[row] as number;
      const reason = GAP_REASONS[piece.gap[row] as number] ?? 'none';
      const endMs = Math.min(beginMs, beforeMs + intervalMs);
      if (!Number.isNaN(endMs)) events.push(traceSlice({ ...FRAMES, name: `Frame ${frame - 1}` }, beforeMs, endMs));
      else if (reason !== 'none' && beginMs > beforeMs)
        events.push(traceSlice({ tid: FRAMES.tid, cat: 'gap', name: `Gap: ${reason}` }, beforeMs, beginMs));
      beforeMs = beginMs;
      let column = 0;
      for (const track of tracks) {
        for (const { name } of track.columns) {
          const workMs = piece.columns[column++]?.[row] as number;
          if (workMs > 0) events.push(addWork(track, name, beginMs, workMs));
        }
      }
      for (const counter of counters) {
        const value = piece.columns[column++]?.[row] as number;
        if (Number.isNaN(value) || value === counter.last) continue;
        counter.last = value;
        events.push({ name: counter.name, ph: 'C', pid: 1, tid: 0, ts: traceTime(beginMs), args: { value } });
      }
    }
    yield events;
    onProgress?.((piece.firstFrame + piece.frames - firstFrame) / (endFrame - firstFrame));
  }
}

function isPass({ descriptor: { id } }: FrameColumn): boolean {
  return id.namespace === 'engine' && id.name === 'performance.gpu_pass_ms';
}

function addWork(track: WorkTrack, name: string, beginMs: number, workMs: number): TraceEvent {
  const fromMs = Math.max(beginMs, track.endMs);
  track.endMs = fromMs + workMs;
  return traceSlice({ tid: track.tid, cat: 'work', name }, fromMs, track.endMs);
}
