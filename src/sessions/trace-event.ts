/** An event of Chrome's trace format: a slice, an instant, a counter's value, or the name of a track. */
export interface TraceEvent {
  readonly name: string;
  readonly ph: 'X' | 'i' | 'C' | 'M';
  readonly pid: 1;
  readonly tid: number;
  readonly cat?: string;
  /** In µs. */
  readonly ts?: number;
  readonly dur?: number;
  /** Of an instant: it belongs to its track. */
  readonly s?: 't';
  readonly args?: Readonly<Record<string, unknown>>;
}

/** Readers count whole nanoseconds: rounded here, so that where one slice ends and the next begins they do not overlap. */
const nanoseconds = (ms: number) => Math.round(ms * 1e6);

export function traceTime(ms: number): number {
  return nanoseconds(ms) / 1e3;
}

/** A slice from one time to another, in ms. Those of one track may not overlap. */
export function traceSlice(
  { tid, name, cat }: Pick<TraceEvent, 'tid' | 'name'> & { cat: string },
  fromMs: number,
  toMs: number,
  args?: TraceEvent['args'],
): TraceEvent {
  const dur = (nanoseconds(toMs) - nanoseconds(fromMs)) / 1e3;
  return { name, cat, ph: 'X', pid: 1, tid, ts: traceTime(fromMs), dur, ...(args && { args }) };
}

/** The name of a track, and its place: by number. */
export function traceTrack(tid: number, name: string): TraceEvent[] {
  return [
    { name: 'thread_name', ph: 'M', pid: 1, tid, args: { name } },
    { name: 'thread_sort_index', ph: 'M', pid: 1, tid, args: { sort_index: tid } },
  ];
}
