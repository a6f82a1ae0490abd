import { type Capability, READY } from '../../metrics/index.ts';
import { UNREAD } from '../gpu/gpu-figures.ts';
import { LateSum } from '../gpu/late-sum.ts';
import { SlowCompiles } from '../gpu/slow-compiles.ts';
import type { TargetMetrics } from '../gpu/target-metrics.ts';
import { createContextMetrics } from './context-metrics.ts';
import { DRAWS, TRIANGLES } from './context-places.ts';
import { type ContextObserver, type GlContext, setWatch } from './context-watch.ts';
import { GpuTimer } from './gpu-timer.ts';
import { patches } from './patches.ts';
import { TIME_ELAPSED } from './query-wrappers.ts';
import { ownerOf, watchContext } from './watch-context.ts';
import type { WebGlProbeOptions } from './webgl-probe.ts';

const EXTENSION = 'EXT_disjoint_timer_query_webgl2';
const QUERY_COUNTER_BITS = 0x8864;

/** Asking for the extension is visible to the page, so first the context must be seen to draw. */
const FRAMES_BEFORE_TIMING = 30;

const state = (status: 'pending' | 'unsupported', reason: string): Capability => ({ status, reason });
const WARMING_UP = state('pending', `Waiting for ${FRAMES_BEFORE_TIMING} frames with draws`);
const BUSY = state('pending', 'Another timer query runs, or results are late');
const LOST = state('unsupported', 'The context is lost');
const WEBGL_1 = state('unsupported', 'WebGL 1 has no timer query to use');
const FROZEN = state('unsupported', 'The methods of the context are frozen');
const STRAY = state('unsupported', 'Draws outside of animation frame callbacks or manual frames are not timed');
const NO_EXTENSION = state('unsupported', `The browser does not offer ${EXTENSION}`);

const nothing = () => undefined;

/** One context as one probe sees it. */
export class ObservedContext implements ContextObserver {
  readonly context: GlContext;
  readonly metrics: TargetMetrics;
  timer: GpuTimer | null = null;
  gpuTime: Capability = WARMING_UP;
  /** How many callers of `add` observe the context. */
  leases = 0;
  /** Of the last frame. */
  drawCalls = 0;
  triangles = 0;
  /** Whether the running frame is timed. */
  isTimed = false;
  isAsleep = true;
  /** Whether it was there at the end of a frame in which it drew: libraries make contexts and lose them at once. */
  hasWorked = false;
  /** Frames since the last one in which it was used. */
  idleFrames = 0;
  readonly #watch;
  readonly #sum: LateSum;
  readonly #compiles: SlowCompiles;
  readonly #onWake: (observed: ObservedContext) => void;
  readonly #onDraw: () => void;
  readonly #onDisjoint: (results: number) => void;
  #framesWithDraws = 0;
  #isEnabled = false;

  constructor(
    context: GlContext,
    number: number,
    { metrics: { registry }, figures, onDraw = nothing, onCompile = nothing }: WebGlProbeOptions,
    onWake: (observed: ObservedContext) => void,
  ) {
    this.context = context;
    this.#watch = watchContext(context);
    this.metrics = createContextMetrics(registry, number, this.#watch);
    const { gpuTime } = this.metrics;
    this.#sum = new LateSum((frame, ms) => gpuTime.setForFrame(frame, ms), figures.total);
    this.#compiles = new SlowCompiles(`shaders of context ${number}`, onCompile);
    this.#onWake = onWake;
    this.#onDraw = onDraw;
    this.#onDisjoint = (results) =>
      registry
        .registerCounter('framescope', 'gpu_results_discarded', {
          labels: { reason: 'disjoint' },
          description: 'Timer results lost because the clock of the GPU jumped',
        })
        .increment(results);
    this.#watch.observers.push(this);
    this.used();
  }

  used(): void {
    this.idleFrames = 0;
    if (!this.isAsleep) return;
    this.isAsleep = false;
    this.isTimed = false;
    this.#onWake(this);
  }

  drew(): void {
    this.#onDraw();
  }

  compiled(startMs: number, endMs: number): void {
    this.#compiles.note(startMs, endMs);
  }

  frameBegin(frame: number, isWanted: boolean): void {
    this.timer?.poll(frame);
    this.gpuTime = this.#prepareTimer(isWanted);
    this.isTimed = this.gpuTime === READY && this.timer?.begin(frame) === true;
    if (this.gpuTime === READY && !this.isTimed) this.gpuTime = BUSY;
  }

  /** Gives whether the memory of its resources has changed. */
  frameEnd(frame: number): boolean {
    const { counts } = this.#watch;
    this.drawCalls = this.metrics.growth(counts, DRAWS);
    this.triangles = this.metrics.growth(counts, TRIANGLES);
    const isMemoryChanged = this.metrics.frameEnd(this.#watch);
    this.#watch.hasDrawn = false;
    this.idleFrames++;
    if (this.drawCalls > 0) {
      this.#framesWithDraws++;
      this.hasWorked ||= !this.isLost;
    }
    this.timer?.end();
    this.#sum.close(frame);
    this.#compiles.frameEnd();
    return isMemoryChanged;
  }

  /** It is not used any more: until it is again, nothing keeps it. */
  rest(): void {
    this.isAsleep = true;
    this.metrics.rest();
  }

  destroy(): void {
    const { observers } = this.#watch;
    observers.splice(observers.indexOf(this), 1);
    if (observers.length === 0) setWatch(this.context, undefined);
    this.timer?.drop();
    this.context.canvas?.removeEventListener?.('webglcontextlost', this.#onLost);
  }

  get isLost(): boolean {
    return this.context.isContextLost();
  }

  #prepareTimer(isWanted: boolean): Capability {
    const { context } = this;
    if (!('createQuery' in context)) return WEBGL_1;
    if (!this.#watch.isTimeable) return FROZEN;
    if (context.isContextLost()) {
      this.#onLost();
      return LOST;
    }
    if (this.#framesWithDraws < FRAMES_BEFORE_TIMING) return WARMING_UP;
    if (!isWanted) return UNREAD;
    if (this.gpuTime === NO_EXTENSION || !(this.#isEnabled || this.#enable(context))) return NO_EXTENSION;
    // What it drew since the last frame belongs to this one, and no query was there.
    return this.#watch.hasDrawn ? STRAY : READY;
  }

  /** Again after the context was lost: its extensions and queries went with it. */
  #enable(context: WebGL2RenderingContext): boolean {
    const natives = patches.nativesOf<WebGL2RenderingContext>(ownerOf(context));
    if (!(natives.getExtension as (name: string) => unknown).call(context, EXTENSION)) return false;
    if (!natives.getQuery.call(context, TIME_ELAPSED, QUERY_COUNTER_BITS)) return false;
    this.timer ??= new GpuTimer(context, natives, this.#watch, this.#sum, this.#onDisjoint);
    context.canvas?.addEventListener?.('webglcontextlost', this.#onLost);
    this.#isEnabled = true;
    return true;
  }

  readonly #onLost = (): void => {
    this.#isEnabled = false;
    this.timer?.drop();
  };
}
