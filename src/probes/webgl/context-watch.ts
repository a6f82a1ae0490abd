import { LiveResources, type ResourceLedger } from '../gpu/live-resources.ts';
import type { TargetCounts } from '../gpu/target-metrics.ts';
import { COUNTS, LEVELS } from './context-places.ts';

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
  /** The context is used, for the first time in a frame or since. */
  used(): void;
  /** The context draws, for the first time in a frame or since. */
  drew(): void;
  /** A call is over that compiled, linked, or may have waited for that. */
  compiled(startMs: number, endMs: number): void;
  readonly timer: QueryOwner | null;
}

/** What is known of an observed context, once for all probes of this copy of the package. */
export class ContextWatch implements TargetCounts {
  readonly counts = new Int32Array(COUNTS);
  readonly levels = new Float64Array(LEVELS);
  readonly observers: ContextObserver[] = [];
  /** The context's methods before they were patched. Leads to the context no more than the prototype does. */
  readonly natives: WebGL2RenderingContext;
  /** Whether ours and the page's timer queries can be kept apart. */
  readonly isTimeable: boolean;
  /** We read the flag of disjoint times, which resets it: the page gets it when it reads it next. */
  isDisjointUnseen = false;
  /** Whether the observers know that it draws. */
  hasDrawn = false;
  // What is bound, so that binding the same again is no switch.
  program: unknown = null;
  vertexArray: unknown = null;
  drawFramebuffer: unknown = null;
  readFramebuffer: unknown = null;
  /** Where its resources count: of each life of the context, for losing it ends them all. */
  ledger: ResourceLedger = { levels: this.levels, changes: 0, isLost: false };

  constructor(natives: WebGL2RenderingContext, isTimeable: boolean) {
    this.natives = natives;
    this.isTimeable = isTimeable;
  }

  get changes(): number {
    return this.ledger.changes;
  }

  readonly lose = (): void => {
    const { levels } = this;
    levels.fill(0);
    this.ledger.isLost = true;
    this.ledger = { levels, changes: this.ledger.changes + 1, isLost: false };
    this.unbind();
  };

  /** Nothing is bound any more. */
  unbind(): void {
    this.program = null;
    this.vertexArray = null;
    this.drawFramebuffer = null;
    this.readFramebuffer = null;
  }
}

/** What all observed contexts have made. */
export const resources = new LiveResources<ResourceLedger>();

const watches = new WeakMap<object, ContextWatch>();
const contextOfExtension = new WeakMap<object, GlContext>();

/** Counts what belongs to no observed context; read by nobody. Hot wrappers have no branch for that. */
const NOWHERE = new ContextWatch(Object.create(null), false);

/** Those before the last: a page uses a context and its extension in turn. */
let otherTarget: unknown = null;
let otherWatch = NOWHERE;
/**
 * The context or extension that was used last, and where its calls count. Hot wrappers compare by themselves: a call of a function
 * that does would be too long for the browser to put a dozen of them into one loop of the page's.
 */
export let lastTarget: unknown = null;
export let lastWatch: ContextWatch = otherWatch;

/** What is known of a context, or of the context of an extension; undefined when it is not observed. */
export function watchOf(target: unknown): ContextWatch | undefined {
  return watches.get(contextOf(target as object));
}

/** The context of an extension; of a context itself. */
export function contextOf(target: object): GlContext {
  return contextOfExtension.get(target) ?? (target as GlContext);
}

/** Begins to observe a context, or with undefined ends that. */
export function setWatch(context: GlContext, watch: ContextWatch | undefined): void {
  const { canvas } = context;
  const known = watches.get(context);
  if (known !== undefined) canvas?.removeEventListener?.('webglcontextlost', known.lose, true);
  if (watch === undefined) watches.delete(context);
  else {
    watches.set(context, watch);
    canvas?.addEventListener?.('webglcontextlost', watch.lose, true);
  }
  forgetLast();
}

export function setContextOfExtension(extension: object, context: GlContext): void {
  contextOfExtension.set(extension, context);
}

/** Where a call of a context or extension counts; null when it is not observed. */
export function usedWatchOf(target: unknown): ContextWatch | null {
  const watch = target === lastTarget ? lastWatch : findWatch(target);
  return watch === NOWHERE ? null : watch;
}

/** Adds to a context's counts. */
export function addTo(watch: ContextWatch, place: number, n: number): void {
  watch.counts[place] = (watch.counts[place] as number) + n;
}

/** Tells the observers that the context draws, once until they have seen it. */
export function tellDraw(watch: ContextWatch): void {
  watch.hasDrawn = true;
  for (let k = 0; k < watch.observers.length; k++) watch.observers[k]?.drew();
}

/** Keeps no context alive. Called at each frame's end, so that a context's first use in a frame reaches its observers. */
export function forgetLast(): void {
  lastTarget = null;
  lastWatch = NOWHERE;
  otherTarget = null;
  otherWatch = NOWHERE;
  NOWHERE.unbind();
}

/** Where a call of another context or extension than `lastTarget` counts, which becomes that. */
export function findWatch(target: unknown): ContextWatch {
  const isOther = target === otherTarget;
  const watch = isOther ? otherWatch : (watchOf(target) ?? NOWHERE);
  otherTarget = lastTarget;
  otherWatch = lastWatch;
  lastTarget = target;
  lastWatch = watch;
  if (!isOther) for (let k = 0; k < watch.observers.length; k++) watch.observers[k]?.used();
  return watch;
}
