import type { LateSum } from '../gpu/late-sum.ts';
import type { ContextWatch, QueryOwner } from './context-watch.ts';
import { GPU_DISJOINT, TIME_ELAPSED, tellTimers } from './query-wrappers.ts';

const CURRENT_QUERY = 0x8865;
const QUERY_RESULT = 0x8866;
const QUERY_RESULT_AVAILABLE = 0x8867;

/** Segments in flight at most: two dozen passes a frame, ten frames late. While there is no room, frames are left out. */
const CAPACITY = 512;
/** Asked for a result any sooner, the browser sends the GPU its commands at once: 0.2 to 0.6 ms for a canvas that is not shown. */
const ASK_AFTER_FRAMES = 2;
/** Asking costs more than the answers do, above all for a result that is not there yet, so it is done for several frames together. */
const ASK_EVERY_FRAMES = 4;
/** Longer frames, in ms, are asked for one by one: they have the time, and readers look back on a second. */
const SLOW_FRAME_MS = 50;
/** A result that has not come after so many frames never will. */
const GIVE_UP_FRAMES = 64;

const WAITING = -1;
const NEVER = Number.NaN;

/** Time between two cuts. Made once and used again. */
interface Segment {
  frame: number;
  /** `WAITING`, `NEVER`, or the result. */
  ns: number;
  query: WebGLQuery | null;
  /** False: the query is the page's. */
  isOurs: boolean;
  pass: LateSum | null;
}

/**
 * Times a context's frames as consecutive segments, each an elapsed query, for such queries can neither overlap nor nest. The
 * borders of passes cut the frame, and so do queries of the page's own, whose part is taken from the page's result:
 *
 *     frame     ┌──────────────────────────────────────┐
 *     segments  ├─────┼── pass ──┼──┼─ page's query ─┼─┤
 *
 * Segments wait in a ring, oldest first, until their results arrive. Before each native call that could be an error the context is
 * asked which query runs, so that nothing that others do makes ours one.
 */
export class GpuTimer implements QueryOwner {
  readonly #context: WebGL2RenderingContext;
  readonly #natives: WebGL2RenderingContext;
  readonly #watch: ContextWatch;
  readonly #sum: LateSum;
  readonly #onDisjoint: (results: number) => void;
  #frame = -1;
  #askedFrame = Number.NEGATIVE_INFINITY;
  #askedMs = Number.NEGATIVE_INFINITY;
  #askEvery = ASK_EVERY_FRAMES;
  readonly #now: () => number;
  #pass: LateSum | null = null;
  #running: Segment | null = null;
  #head = 0;
  #count = 0;
  readonly #ring: Segment[] = Array.from({ length: CAPACITY }, () => {
    return { frame: 0, ns: NEVER, query: null, isOurs: true, pass: null };
  });
  /** Ours that wait for nothing. */
  readonly #free: WebGLQuery[] = [];

  /**
   * @param natives the context's methods before they were patched
   * @param sum gets the time of every segment
   * @param onDisjoint so many results were thrown away because the GPU's clock had jumped
   */
  constructor(
    context: WebGL2RenderingContext,
    natives: WebGL2RenderingContext,
    watch: ContextWatch,
    sum: LateSum,
    onDisjoint: (results: number) => void,
    now: () => number = () => performance.now(),
  ) {
    this.#context = context;
    this.#natives = natives;
    this.#watch = watch;
    this.#sum = sum;
    this.#onDisjoint = onDisjoint;
    this.#now = now;
  }

  /** Begins a frame; false when another query runs, or too many results are late. */
  begin(frame: number): boolean {
    this.end();
    if (this.#count === CAPACITY || this.#current() !== null) return false;
    this.#frame = frame;
    this.#open(null);
    return true;
  }

  /** From here on the time belongs to `pass`, or with null to none. */
  cut(pass: LateSum | null): void {
    const frame = this.#frame;
    if (frame < 0) return;
    this.pause();
    if (this.#running !== null) {
      // A query of the page's runs across the pass's border and cannot be cut.
      this.#pass?.spoil(frame);
      pass?.spoil(frame);
    }
    this.#pass = pass;
    this.resume();
  }

  end(): void {
    this.pause();
    // A query of the page's that outlasts the frame would count the next frame's work for this one.
    if (this.#running !== null) this.#running.ns = NEVER;
    this.#running = null;
    this.#pass = null;
    this.#frame = -1;
  }

  /** Takes the results that have arrived, every few frames, and hands on those whose turn it is. Before a frame begins. */
  poll(frame: number): void {
    if (this.#count === 0) return;
    const passed = frame - this.#askedFrame;
    if (passed >= this.#askEvery) {
      const nowMs = this.#now();
      this.#askEvery = (nowMs - this.#askedMs) / passed > SLOW_FRAME_MS ? 1 : ASK_EVERY_FRAMES;
      this.#askedFrame = frame;
      this.#askedMs = nowMs;
      this.#ask(frame);
    }
    this.#settle(frame);
  }

  #ask(frame: number): void {
    if (this.#natives.getParameter.call(this.#context, GPU_DISJOINT)) {
      this.#watch.isDisjointUnseen = true;
      tellTimers(this.#watch, 'discard');
    }
    for (let k = 0; k < this.#count; k++) {
      const segment = this.#segment(k);
      if (frame - segment.frame < ASK_AFTER_FRAMES) return;
      if (segment.ns === WAITING) this.#read(segment);
      // Those behind it are younger.
      if (segment.ns === WAITING) return;
    }
  }

  pause(): void {
    const segment = this.#running;
    if (!segment?.isOurs) return;
    this.#running = null;
    if (this.#current() === segment.query) this.#natives.endQuery.call(this.#context, TIME_ELAPSED);
    else segment.ns = NEVER;
  }

  resume(): void {
    const frame = this.#frame;
    if (frame < 0 || this.#running?.isOurs) return;
    const current = this.#current();
    if (current !== null && current === this.#running?.query) return;
    this.#running = null;
    this.#open(current);
  }

  /** Begins a segment: a query of ours, or the part that is of the page's, which runs. */
  #open(current: WebGLQuery | null): void {
    const frame = this.#frame;
    const pass = this.#pass;
    if (this.#count === CAPACITY) {
      this.#sum.spoil(frame);
      pass?.spoil(frame);
      return;
    }
    const segment = this.#segment(this.#count++);
    segment.frame = frame;
    segment.ns = WAITING;
    segment.query = current ?? this.#free.pop() ?? this.#natives.createQuery.call(this.#context);
    segment.isOurs = current === null;
    segment.pass = pass;
    this.#running = segment;
    this.#sum.expect(frame);
    pass?.expect(frame);
    if (current === null) this.#natives.beginQuery.call(this.#context, TIME_ELAPSED, segment.query as WebGLQuery);
  }

  release(query: unknown): void {
    for (const segment of this.#ring) {
      if (segment.query !== query || segment.ns !== WAITING) continue;
      // Of a query that still runs, asking for the result would be an error.
      if (segment !== this.#running) this.#read(segment);
      if (segment.ns === WAITING) segment.ns = NEVER;
    }
  }

  owns(query: unknown): boolean {
    const segment = this.#running;
    return segment?.isOurs === true && segment.query === query;
  }

  discard(): void {
    let results = 0;
    for (let k = 0; k < this.#count; k++) {
      const segment = this.#segment(k);
      // Those that were read are from before the last time that the flag was.
      if (segment.ns !== WAITING) continue;
      segment.ns = NEVER;
      results++;
    }
    if (results > 0) this.#onDisjoint(results);
  }

  /** Forgets all queries: the context was lost, results are stuck, or nobody wants them any more. */
  drop(): void {
    this.end();
    for (let k = 0; k < this.#count; k++) this.#segment(k).ns = NEVER;
    this.#settle(Number.POSITIVE_INFINITY);
    for (const query of this.#free.splice(0)) this.#natives.deleteQuery.call(this.#context, query);
  }

  #current(): WebGLQuery | null {
    return this.#natives.getQuery.call(this.#context, TIME_ELAPSED, CURRENT_QUERY);
  }

  /** The k-th oldest. */
  #segment(k: number): Segment {
    return this.#ring[(this.#head + k) % CAPACITY] as Segment;
  }

  /**
   * Hands on what has arrived, oldest first, and frees its place. What was fetched together waits for its turn, as late as the youngest of it, so that
   * readers of the newest value have one after each frame.
   */
  #settle(frame: number): void {
    for (; this.#count > 0; this.#count--) {
      const segment = this.#segment(0);
      const age = frame - segment.frame;
      if (age < ASK_AFTER_FRAMES + (this.#askEvery > 1 ? this.#askEvery : 0)) return;
      if (segment.ns === WAITING) {
        if (age < GIVE_UP_FRAMES) return;
        // Behind one that is stuck nobody has asked for it yet.
        if (age < Number.POSITIVE_INFINITY) this.#read(segment);
        if (segment.ns === WAITING) segment.ns = NEVER;
      }
      if (segment.isOurs) this.#free.push(segment.query as WebGLQuery);
      segment.query = null;
      this.#head = (this.#head + 1) % CAPACITY;
      this.#sum.arrive(segment.frame, segment.ns);
      segment.pass?.arrive(segment.frame, segment.ns);
    }
  }

  #read(segment: Segment): void {
    const { query, isOurs } = segment as { query: WebGLQuery; isOurs: boolean };
    const natives = this.#natives;
    const context = this.#context;
    // The page may have deleted its query, and asking for the result of that would be an error.
    if (!isOurs && !natives.isQuery.call(context, query)) segment.ns = NEVER;
    else if (natives.getQueryParameter.call(context, query, QUERY_RESULT_AVAILABLE))
      segment.ns = natives.getQueryParameter.call(context, query, QUERY_RESULT);
  }
}
