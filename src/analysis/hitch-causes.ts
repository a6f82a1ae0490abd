import { hitches } from './hitches.ts';
import { isDuration } from './is-duration.ts';

/** What a probe saw beside the frames: see `FrameEvent`. Of kinds that are not known here nothing is told. */
export interface HitchEvent {
  readonly kind: string;
  readonly name: string;
  readonly timeMs: number;
  readonly durationMs?: number | undefined;
  readonly detail?: unknown;
}

export interface HitchInput {
  /** Frame intervals in ms, and the times that they ended at, in ms of the events' clock. */
  readonly intervals: ArrayLike<number>;
  readonly endMs: ArrayLike<number>;
  /** Time of the callbacks, the GPU and compiling shaders in the same intervals, in ms; NaN where it is missing. */
  readonly cpuMs: ArrayLike<number>;
  readonly gpuMs: ArrayLike<number>;
  readonly compileMs: ArrayLike<number>;
  /** When garbage collections were suspected, ascending, in ms. */
  readonly collectionsMs: ArrayLike<number>;
  readonly events: readonly HitchEvent[];
}

/** `compile`, `gpu` and `script` are measured; `resize`, `load` and `gc` are suspected, because they happened then. */
export type HitchCauseKind = 'compile' | 'gpu' | 'script' | 'resize' | 'load' | 'gc';

export interface HitchCause {
  readonly kind: HitchCauseKind;
  /** The script, the path of the load, what was resized; empty where there is no name. The text is the page's. */
  readonly name: string;
  /** How much of the hitch it took, in ms; NaN of what is suspected. */
  readonly durationMs: number;
}

export interface Hitch {
  /** Of the interval. */
  readonly index: number;
  /** When it began, in ms of the events' clock. */
  readonly timeMs: number;
  readonly durationMs: number;
  /** The first of `causes`; `unknown` when there is none. */
  readonly cause: HitchCauseKind | 'unknown';
  /** What took at least half of it, then what is suspected. */
  readonly causes: readonly HitchCause[];
}

/** Compiling goes on in a script, and is what can be done about it; a GPU that is late makes callbacks wait. */
const ORDER: readonly HitchCauseKind[] = ['compile', 'gpu', 'script', 'resize', 'load', 'gc'];
/** What has been loaded is decoded and uploaded within so many ms, as the probe of loads has it. */
const AFTER_LOAD_MS = 250;
/** While a session is recorded the heap is sampled twice a second: a smaller one is noticed by then. */
export const AFTER_COLLECTION_MS = 500;

interface Span {
  readonly fromMs: number;
  readonly toMs: number;
  /** The longest of each measured kind, all that are suspected. */
  readonly causes: Map<string, HitchCause>;
}

/**
 * The hitches of a run of frames, and what each was due to. A measured cause took at least half of the hitch; what took less, or is not measured,
 * explains nothing. A hitch that nothing explains says so.
 */
export function hitchCauses(input: HitchInput): Hitch[] {
  const found = hitches(input.intervals);
  const at = (values: ArrayLike<number>) => found.map((index) => values[index] ?? Number.NaN);
  return causesOf(found, {
    ...input,
    intervals: at(input.intervals),
    endMs: at(input.endMs),
    cpuMs: at(input.cpuMs),
    gpuMs: at(input.gpuMs),
    compileMs: at(input.compileMs),
  });
}

/**
 * The same of hitches that are found already.
 *
 * @param found their indices, ascending
 * @param input with one value a hitch where it else has one a frame
 */
export function causesOf(found: readonly number[], input: HitchInput): Hitch[] {
  const { intervals, endMs, events, collectionsMs } = input;
  if (found.length === 0) return [];
  const spans = found.map((_, k): Span => {
    const toMs = endMs[k] as number;
    const span = { fromMs: toMs - (intervals[k] as number), toMs, causes: new Map<string, HitchCause>() };
    measured(span, 'compile', '', input.compileMs[k]);
    measured(span, 'gpu', '', input.gpuMs[k]);
    measured(span, 'script', '', input.cpuMs[k]);
    return span;
  });

  const { fromMs: firstMs } = spans[0] as Span;
  for (const { kind, name, timeMs, durationMs = 0, detail } of events) {
    const toMs = kind === 'resize' ? timeMs : timeMs + durationMs;
    // The log goes back further than most windows.
    if (toMs + AFTER_LOAD_MS < firstMs) continue;
    const isLoad = kind === 'load';
    const end = indexAfter(spans, isLoad ? toMs + AFTER_LOAD_MS : toMs);
    for (let k = indexFrom(spans, isLoad ? toMs : timeMs); k < end; k++) {
      const span = spans[k] as Span;
      const sharedMs = Math.min(span.toMs, toMs) - Math.max(span.fromMs, timeMs);
      if (kind === 'long-frame') measured(span, 'script', name, Math.min(scriptMs(detail), sharedMs));
      else if (kind === 'compile') measured(span, kind, name, sharedMs);
      else if (isLoad || kind === 'resize') suspect(span, kind, name);
    }
  }
  for (let i = 0; i < collectionsMs.length; i++) {
    const atMs = collectionsMs[i] as number;
    const end = indexAfter(spans, atMs);
    for (let k = indexFrom(spans, atMs - AFTER_COLLECTION_MS); k < end; k++) suspect(spans[k] as Span, 'gc', '');
  }

  return spans.map(({ fromMs, toMs, causes }, k) => {
    const sorted = [...causes.values()].sort((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind));
    const index = found[k] as number;
    return { index, timeMs: fromMs, durationMs: toMs - fromMs, cause: sorted[0]?.kind ?? 'unknown', causes: sorted };
  });
}

/** A named script beats the time of all callbacks, of which it is a part. */
function measured({ fromMs, toMs, causes }: Span, kind: HitchCauseKind, name: string, durationMs = Number.NaN): void {
  const before = causes.get(kind);
  const isMore = before === undefined || before.name === '' || durationMs > before.durationMs;
  if (durationMs >= (toMs - fromMs) / 2 && isMore) causes.set(kind, { kind, name, durationMs });
}

function suspect({ causes }: Span, kind: HitchCauseKind, name: string): void {
  causes.set(`${kind} ${name}`, { kind, name, durationMs: Number.NaN });
}

/** The first hitch that is over at `timeMs` or later. They are ascending and apart, so that few are looked at for an event. */
function indexFrom(spans: readonly Span[], timeMs: number): number {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((spans[middle] as Span).toMs < timeMs) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** One past the last hitch that has begun at `timeMs`. */
function indexAfter(spans: readonly Span[], timeMs: number): number {
  const index = indexFrom(spans, timeMs);
  return index < spans.length && (spans[index] as Span).fromMs <= timeMs ? index + 1 : index;
}

/** How long the worst script of a long frame ran, in ms: NaN where its detail, which a file may have made up, does not say. */
function scriptMs(detail: unknown): number {
  const scripts = (detail as { scripts?: unknown } | null | undefined)?.scripts;
  const worst: unknown = Array.isArray(scripts) ? scripts[0] : null;
  const durationMs = (worst as { durationMs?: unknown } | null)?.durationMs;
  return typeof durationMs === 'number' && isDuration(durationMs) ? durationMs : Number.NaN;
}
