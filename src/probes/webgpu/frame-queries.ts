import type { LateSum } from '../gpu/late-sum.ts';

/** Passes that are timed in a frame at most. */
export const PASSES = 256;
const BYTES = PASSES * 2 * 8;
const UINT32 = 2 ** 32;

// From the specification, because a page's window need not have them.
const MAP_READ = 0x0001;
const COPY_SRC = 0x0004;
const COPY_DST = 0x0008;
const QUERY_RESOLVE = 0x0200;
const READ = 0x0001;

/** The methods that a timer calls, as they were before they were patched. */
export interface GpuNatives {
  readonly device: GPUDevice;
  readonly queue: GPUQueue;
  readonly encoder: GPUCommandEncoder;
  readonly buffer: GPUBuffer;
  readonly querySet: GPUQuerySet;
}

/** The timestamps of one frame's passes on their way from the GPU. Made once and used again, with all that it holds. */
export class FrameQueries {
  frame = -1;
  /** Passes so far. */
  count = 0;
  /** The named pass that each of them belongs to. */
  readonly passes: (LateSum | null)[] = new Array(PASSES).fill(null);
  /** Of each pass, in ns; its end is never before its begin. */
  readonly begins = new Float64Array(PASSES);
  readonly ends = new Float64Array(PASSES);
  readonly querySet: GPUQuerySet;
  readonly #device: GPUDevice;
  readonly #natives: GpuNatives;
  readonly #resolved: GPUBuffer;
  readonly #readBack: GPUBuffer;
  readonly #commands: GPUCommandBuffer[] = [];
  readonly #onArrived: () => void;
  readonly #onFailed: () => void;

  /**
   * @param onArrived the timestamps can be read
   * @param onFailed they never can
   */
  constructor(device: GPUDevice, natives: GpuNatives, onArrived: () => void, onFailed: () => void) {
    this.#device = device;
    this.#natives = natives;
    this.#onArrived = onArrived;
    this.#onFailed = onFailed;
    const buffer = (usage: number) => natives.device.createBuffer.call(device, { size: BYTES, usage });
    this.querySet = natives.device.createQuerySet.call(device, { type: 'timestamp', count: PASSES * 2 });
    this.#resolved = buffer(QUERY_RESOLVE | COPY_SRC);
    this.#readBack = buffer(COPY_DST | MAP_READ);
  }

  /** Fetches the timestamps, behind all that the page has submitted. */
  fetch(): void {
    const device = this.#device;
    const natives = this.#natives;
    const resolved = this.#resolved;
    const readBack = this.#readBack;
    const encoder = natives.device.createCommandEncoder.call(device);
    natives.encoder.resolveQuerySet.call(encoder, this.querySet, 0, this.count * 2, resolved, 0);
    natives.encoder.copyBufferToBuffer.call(encoder, resolved, 0, readBack, 0, this.count * 16);
    this.#commands[0] = natives.encoder.finish.call(encoder);
    natives.queue.submit.call(device.queue, this.#commands);
    this.#commands.length = 0;
    natives.buffer.mapAsync.call(readBack, READ, 0, this.count * 16).then(this.#onArrived, this.#onFailed);
  }

  /**
   * Reads the timestamps that have arrived; false when a pass has none of this frame: it was never submitted, or not yet, and
   * shows what stood there before.
   */
  read(): boolean {
    const natives = this.#natives.buffer;
    const words = new Uint32Array(natives.getMappedRange.call(this.#readBack, 0, this.count * 16));
    let isComplete = true;
    for (let k = 0; k < this.count; k++) {
      // Below 2^53 ns, 104 days, doubles are exact; 64-bit integers would be an object each.
      const begin = (words[k * 4] as number) + (words[k * 4 + 1] as number) * UINT32;
      const end = Math.max(begin, (words[k * 4 + 2] as number) + (words[k * 4 + 3] as number) * UINT32);
      if (begin === 0 || (begin === this.begins[k] && end === this.ends[k])) isComplete = false;
      this.begins[k] = begin;
      this.ends[k] = end;
    }
    natives.unmap.call(this.#readBack);
    return isComplete;
  }

  /** The query set stays where the page may still submit a pass that writes to it: the page's submission would be an error. */
  destroy(keepsQueries: boolean): void {
    const natives = this.#natives;
    if (!keepsQueries) natives.querySet.destroy.call(this.querySet);
    natives.buffer.destroy.call(this.#resolved);
    natives.buffer.destroy.call(this.#readBack);
  }
}
