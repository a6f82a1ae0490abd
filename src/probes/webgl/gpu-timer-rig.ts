// What the tests of the timer stand on.
import { LateSum } from '../gpu/late-sum.ts';
import { ContextWatch } from './context-watch.ts';
import { GpuTimer } from './gpu-timer.ts';

export const TIME_ELAPSED = 0x88bf;
const QUERY_RESULT = 0x8866;
const GPU_DISJOINT = 0x8fbb;

interface Query {
  name: string;
  ns: number;
  isDone: boolean;
}

/** Records what is done with the context's queries; time passes by `work`. Whatever would be an error in WebGL throws. */
class RecordingContext {
  readonly log: string[] = [];
  readonly queries = new Set<Query>();
  current: Query | null = null;
  isDisjoint = false;
  private made = 0;

  work(ns: number): void {
    if (this.current !== null) this.current.ns += ns;
    this.log.push(String(ns));
  }
  /** All results arrive. */
  finish(): void {
    for (const query of this.queries) query.isDone = query !== this.current;
  }
  createQuery(): Query {
    const query = { name: `q${++this.made}`, ns: 0, isDone: false };
    this.queries.add(query);
    return query;
  }
  deleteQuery(query: Query): void {
    this.queries.delete(query);
    if (this.current === query) this.current = null;
  }
  isQuery(query: Query): boolean {
    return this.queries.has(query);
  }
  beginQuery(target: number, query: Query): void {
    if (target !== TIME_ELAPSED || this.current !== null || !this.queries.has(query)) throw new Error('begin');
    Object.assign(query, { ns: 0, isDone: false });
    this.current = query;
    this.log.push(`${query.name}(`);
  }
  endQuery(target: number): void {
    if (target !== TIME_ELAPSED || this.current === null) throw new Error('end');
    this.log.push(')');
    this.current = null;
  }
  getQuery(): Query | null {
    return this.current;
  }
  getQueryParameter(query: Query, name: number): unknown {
    if (query === this.current || !this.queries.has(query)) throw new Error('result');
    if (name === QUERY_RESULT && !query.isDone) throw new Error('stall');
    return name === QUERY_RESULT ? query.ns : query.isDone;
  }
  getParameter(name: number): boolean {
    if (name !== GPU_DISJOINT) throw new Error('parameter');
    const { isDisjoint } = this;
    this.isDisjoint = false;
    return isDisjoint;
  }
}

export function createTimer() {
  const context = new RecordingContext();
  const published: [frame: number, ms: number][] = [];
  const discarded: number[] = [];
  const sum = new LateSum((frame, ms) => published.push([frame, ms]));
  const gl = context as unknown as WebGL2RenderingContext;
  const watch = new ContextWatch(gl, true);
  let nowMs = 0;
  const timer = new GpuTimer(
    gl,
    gl,
    watch,
    sum,
    (results) => discarded.push(results),
    () => nowMs,
  );
  watch.observers.push({ timer, used: () => undefined, drew: () => undefined, compiled: () => undefined });
  let last = 0;
  const begin = (frame: number) => {
    last = frame;
    timer.poll(frame);
    return timer.begin(frame);
  };
  /** All results arrive and are handed on, as many frames later as that takes. */
  const collect = () => {
    context.finish();
    timer.poll(last + 6);
  };
  const end = (frame: number) => {
    timer.end();
    sum.close(frame);
  };
  /** A query of the page's own, as the wrappers let it through. */
  const page = {
    begin(query: Query) {
      timer.release(query);
      timer.pause();
      context.beginQuery(TIME_ELAPSED, query);
      timer.resume();
    },
    end() {
      timer.pause();
      context.endQuery(TIME_ELAPSED);
      timer.resume();
    },
  };
  const pass = (ms: number) => {
    nowMs += ms;
  };
  return { context, timer, watch, published, discarded, begin, end, collect, page, pass };
}

export function createPass() {
  const published: [frame: number, ms: number][] = [];
  return { sum: new LateSum((frame, ms) => published.push([frame, ms])), published };
}

export const MS = 1e6;
