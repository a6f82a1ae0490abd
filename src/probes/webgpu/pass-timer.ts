import type { LateSum } from '../gpu/late-sum.ts';
import { FrameQueries, type GpuNatives, PASSES } from './frame-queries.ts';
import { TimedDescriptor, type TimestampWrites } from './timed-descriptor.ts';
import { unionLength } from './union-length.ts';

/** Frames in flight at most. While all are, frames are left out. */
const FRAMES = 8;
/** So many frames in a row with passes that were not submitted by their end: this page works in another rhythm. */
const GIVE_UP_INCOMPLETE = 8;

const begins = new Float64Array(PASSES);
const ends = new Float64Array(PASSES);

/**
 * Times a device's frames by timestamps at the begin and end of each pass. A frame takes from its first begin to its last end, since
 * passes overlap; a named pass as long as at least one pass of that name was under way:
 *
 *     frame    ├──────────────────────┤
 *     passes   ├─ shadow ─┤
 *                     ├── main ──┤  ├─┤
 *
 * The timestamps are fetched behind the frame's last submission, and arrive frames later.
 */
export class PassTimer {
  /** Whether a frame runs that is timed. */
  isOpen = false;
  /** Whether a pass of the frame writes timestamps of the page's own, so that it has none of ours. */
  hasForeign = false;
  /** The named pass that passes belong to from here on; null: that of their label. */
  pass: LateSum | null = null;
  readonly #device: GPUDevice;
  readonly #natives: GpuNatives;
  readonly #sum: LateSum;
  readonly #passOf: (label: string) => LateSum | null;
  readonly #free: FrameQueries[] = [];
  /** In flight; one that is gone from here has no use for what arrives. */
  readonly #waiting: FrameQueries[] = [];
  #open: FrameQueries | null = null;
  #made = 0;
  #incomplete = 0;
  readonly #descriptor = new TimedDescriptor();
  readonly #args: [object] = [this.#descriptor.proxy];
  readonly #writes: Partial<TimestampWrites> = {};

  /**
   * @param natives the methods of the device and its kin before they were patched
   * @param sum gets the time of every frame
   * @param passOf the named pass of a label
   */
  constructor(device: GPUDevice, natives: GpuNatives, sum: LateSum, passOf: (label: string) => LateSum | null) {
    this.#device = device;
    this.#natives = natives;
    this.#sum = sum;
    this.#passOf = passOf;
  }

  /** Whether frames come to nothing, because the page submits their passes later, or never. */
  get isHopeless(): boolean {
    return this.#incomplete >= GIVE_UP_INCOMPLETE;
  }

  /** Begins a frame; false when too many results are late. */
  begin(frame: number): boolean {
    this.hasForeign = false;
    this.pass = null;
    const queries = this.#free.pop() ?? (this.#made < FRAMES ? this.#make() : null);
    if (queries === null) return false;
    queries.frame = frame;
    queries.count = 0;
    this.#open = queries;
    this.isOpen = true;
    return true;
  }

  /**
   * What the native call that begins a pass gets instead of its arguments; null: those. Followed by `settle`. Never throws.
   *
   * @param isOptional whether it may go without a descriptor
   */
  prepare(args: IArguments, isOptional: boolean): readonly [object] | null {
    const given: unknown = args[0];
    const descriptor = isOptional && (given === undefined || given === null) ? {} : given;
    const queries = this.#open as FrameQueries;
    // Anything else is an error. A descriptor that is in use has a property that begins another pass.
    if (typeof descriptor !== 'object' || descriptor === null || this.#descriptor.isInUse) return null;
    if (queries.count === PASSES) {
      this.#spoil(queries.frame, this.pass);
      return null;
    }
    const writes = this.#writes as TimestampWrites;
    writes.querySet = queries.querySet;
    writes.beginningOfPassWriteIndex = queries.count * 2;
    writes.endOfPassWriteIndex = queries.count * 2 + 1;
    this.#descriptor.begin(descriptor, writes);
    return this.#args;
  }

  /** The pass has begun, or the native call threw. Never throws. */
  settle(hasBegun: boolean): void {
    const queries = this.#open;
    const { isTimed, label } = this.#descriptor;
    this.#descriptor.end();
    // A property of the descriptor may have ended it all.
    if (!hasBegun || queries === null) return;
    const { frame } = queries;
    const pass = this.pass ?? (label === '' ? null : this.#passOf(label));
    if (!isTimed) {
      this.hasForeign = true;
      this.#spoil(frame, pass);
      return;
    }
    if (queries.count === 0) this.#sum.expect(frame);
    if (pass !== null && !this.#isExpected(queries, pass)) pass.expect(frame);
    queries.passes[queries.count++] = pass;
  }

  /** Ends the frame, once the page has submitted its work. */
  end(): void {
    const queries = this.#open;
    this.#open = null;
    this.isOpen = false;
    if (queries === null) return;
    if (queries.count === 0) {
      this.#free.push(queries);
      return;
    }
    this.#waiting.push(queries);
    queries.fetch();
  }

  /** Frees everything: nobody wants the times any more, the device rests, or it was lost. */
  destroy(): void {
    const queries = this.#open;
    this.#open = null;
    this.isOpen = false;
    for (const one of this.#free.splice(0)) one.destroy(false);
    if (queries !== null) {
      if (queries.count > 0) this.#arrive(queries, false);
      queries.destroy(queries.count > 0);
    }
    for (const one of this.#waiting.splice(0)) {
      this.#arrive(one, false);
      one.destroy(true);
    }
  }

  #make(): FrameQueries {
    this.#made++;
    const queries: FrameQueries = new FrameQueries(
      this.#device,
      this.#natives,
      () => this.#onArrived(queries),
      () => this.#onFailed(queries),
    );
    return queries;
  }

  #onArrived(queries: FrameQueries): void {
    if (!this.#takeWaiting(queries)) return;
    const isComplete = queries.read();
    this.#arrive(queries, isComplete);
    this.#incomplete = isComplete ? 0 : this.#incomplete + 1;
    if (isComplete) this.#free.push(queries);
    else this.#discard(queries);
  }

  #onFailed(queries: FrameQueries): void {
    if (!this.#takeWaiting(queries)) return;
    this.#arrive(queries, false);
    this.#discard(queries);
  }

  /** False when all was ended meanwhile. They arrive in order. */
  #takeWaiting(queries: FrameQueries): boolean {
    const waiting = this.#waiting;
    const index = waiting.indexOf(queries);
    if (index < 0) return false;
    for (let k = index; k < waiting.length - 1; k++) waiting[k] = waiting[k + 1] as FrameQueries;
    waiting.length--;
    return true;
  }

  /** A pass that is submitted later would write into a frame that is not its own. */
  #discard(queries: FrameQueries): void {
    queries.destroy(true);
    this.#made--;
  }

  /** Hands on the times of a frame: of all passes, and of each named one. */
  #arrive(queries: FrameQueries, isComplete: boolean): void {
    const { frame, count, passes } = queries;
    let first = Number.POSITIVE_INFINITY;
    let last = 0;
    for (let k = 0; k < count; k++) {
      first = Math.min(first, queries.begins[k] as number);
      last = Math.max(last, queries.ends[k] as number);
    }
    this.#sum.arrive(frame, isComplete ? last - first : Number.NaN);
    for (let k = 0; k < count; k++) {
      const pass = passes[k];
      if (pass === null || pass === undefined) continue;
      let spans = 0;
      for (let other = k; other < count; other++) {
        if (passes[other] !== pass) continue;
        passes[other] = null;
        begins[spans] = queries.begins[other] as number;
        ends[spans++] = queries.ends[other] as number;
      }
      pass.arrive(frame, isComplete ? unionLength(begins, ends, spans) : Number.NaN);
    }
  }

  #isExpected({ passes, count }: FrameQueries, pass: LateSum): boolean {
    for (let k = 0; k < count; k++) if (passes[k] === pass) return true;
    return false;
  }

  #spoil(frame: number, pass: LateSum | null): void {
    this.#sum.spoil(frame);
    pass?.spoil(frame);
  }
}
