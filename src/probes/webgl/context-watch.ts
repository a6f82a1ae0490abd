export type GlContext = WebGLRenderingContext | WebGL2RenderingContext;

/** What times a context's GPU work, and so must give way to the page's own timer queries. */
export interface QueryOwner {
  /** Ends the running query of ours. */
  pause(): void;
  /** Goes on with whatever query runs now: the page's, or a new one of ours. */
  resume(): void;
  /** Takes the result of a query of the page's that the page is about to begin anew or to delete. */
  release(query: unknown): void;
  /** Whether a query is ours, so that the page must not see it. */
  owns(query: unknown): boolean;
  /** The GPU's clock jumped: what is pending is worthless. */
  discard(): void;
}

/** One probe's view of a context. */
export interface ContextObserver {
  /** The context draws, for the first time in a frame or since. */
  drew(): void;
  readonly timer: QueryOwner | null;
}

/** What is known of an observed context, once for all probes of this copy of the package. */
export interface ContextWatch {
  /** Draw calls and triangles since the context is observed; a reader differences them. */
  readonly totals: Float64Array;
  readonly observers: ContextObserver[];
  /** Whether ours and the page's timer queries can be kept apart. */
  readonly isTimeable: boolean;
  /** We read the flag of disjoint times, which resets it: the page gets it when it reads it next. */
  isDisjointUnseen: boolean;
}

const watches = new WeakMap<object, ContextWatch>();
const contextOfExtension = new WeakMap<object, GlContext>();

/** The context or extension that drew last, and its totals: null when it is not observed. */
let lastTarget: unknown = null;
let lastTotals: Float64Array | null = null;

/** What is known of a context, or of the context of an extension; undefined when it is not observed. */
export function watchOf(target: unknown): ContextWatch | undefined {
  return watches.get(contextOfExtension.get(target as object) ?? (target as object));
}

/** Begins to observe a context, or with undefined ends that. */
export function setWatch(context: GlContext, watch: ContextWatch | undefined): void {
  if (watch === undefined) watches.delete(context);
  else watches.set(context, watch);
  forgetLast();
}

export function setContextOfExtension(extension: object, context: GlContext): void {
  contextOfExtension.set(extension, context);
}

/** Hot: the totals that a draw of a context or extension counts into; null when it is not observed. */
export function totalsOf(target: unknown): Float64Array | null {
  return target === lastTarget ? lastTotals : find(target);
}

/** Keeps no context alive. Called at each frame's end, so that a context's first draw of a frame reaches its observers. */
export function forgetLast(): void {
  lastTarget = null;
  lastTotals = null;
}

function find(target: unknown): Float64Array | null {
  const watch = watchOf(target);
  lastTarget = target;
  lastTotals = null;
  if (watch !== undefined) {
    lastTotals = watch.totals;
    for (let k = 0; k < watch.observers.length; k++) watch.observers[k]?.drew();
  }
  return lastTotals;
}
