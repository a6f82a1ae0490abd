import type {
  Cell,
  FrameBlock,
  FrameColumn,
  FrameLayout,
  FrameRecorder,
  FrameStamp,
  MetricsBackend,
} from '../metrics/index.ts';
import { BlockReader } from './block-reader.ts';
import { EventLog } from './event-log.ts';
import { type FrameEvent, type FrameSource, GAP, INTERVAL, TIME } from './frame-source.ts';
import { blockBytes, OpenBlock } from './open-block.ts';

/** Late values (GPU timers) land within this many frames; then a block that is full, or of an old layout, is sealed. */
const SEAL_AFTER_FRAMES = 16;

export interface FrameHistoryOptions {
  /** What the sealed blocks may take; the oldest go first. Default 16 MiB: minutes of the default metrics at 60 Hz. */
  capacityBytes?: number;
}

/**
 * The last frames of a backend's metrics, always there. Copies one row a frame; a block is sealed off the frame's path, by
 * `maintain()`, and then goes to the backend's sinks.
 */
export class FrameHistory implements FrameSource, FrameRecorder {
  readonly events: readonly FrameEvent[];
  readonly eventLog = new EventLog();
  private readonly backend: MetricsBackend;
  private readonly capacityBytes: number;
  private readonly sealed: FrameBlock[] = [];
  private sealedBytes = 0;
  /** Blocks that take late values still: the newest, and before it those that wait to be sealed. */
  private readonly open: OpenBlock[] = [];
  private frames = 0;
  private known: FrameColumn[] = [];
  private knownLayout: FrameLayout | null = null;
  private announced: FrameLayout | null = null;
  private readonly reader = new BlockReader();

  /** Becomes the recorder of the backend: every frame that ends there is kept here. */
  constructor(backend: MetricsBackend, options: FrameHistoryOptions = {}) {
    this.backend = backend;
    this.capacityBytes = options.capacityBytes ?? 16 * 2 ** 20;
    this.events = this.eventLog.events;
    backend.recorder = this;
  }

  get nextFrame(): number {
    return this.frames;
  }

  get endFrame(): number {
    return this.frames;
  }

  get firstFrame(): number {
    return this.sealed[0]?.firstFrame ?? this.open[0]?.firstFrame ?? this.frames;
  }

  get columns(): readonly FrameColumn[] {
    const { layout } = this.backend.rows;
    if (layout !== this.knownLayout) {
      const all = new Map(this.known.map((column) => [column.key, column]));
      for (const column of layout.columns) if (column !== null) all.set(column.key, column);
      this.known = [...all.values()];
      this.knownLayout = layout;
    }
    return this.known;
  }

  /** Hot: once a frame. Allocates only when a block begins, and then only when `maintain()` has none ready. */
  commit(frame: FrameStamp): void {
    const { rows } = this.backend;
    const { layout } = rows;
    let block = this.open[this.open.length - 1];
    if (block === undefined || block.isFull || block.layout !== layout) {
      // Without anyone to call maintain() in time, blocks are sealed here, before they could pile up.
      if (this.open.length > 1) this.maintain();
      block = new OpenBlock(layout, this.frames);
      this.open.push(block);
    }
    block.add(rows, frame);
    this.frames++;
  }

  setLate(cell: Cell, frame: number, value: number): boolean {
    for (const block of this.open) {
      if (frame < block.firstFrame || frame >= block.firstFrame + block.frames) continue;
      if (block.layout.columns[cell.column]?.descriptor !== cell.descriptor) return false;
      block.setLate(frame, cell.column, value);
      return true;
    }
    return false;
  }

  /** Seals what is due and hands it to the sinks: off the frame's path, a few times a second. */
  maintain(): void {
    while (this.open.length > 1 && this.frames - (this.open[1] as OpenBlock).firstFrame >= SEAL_AFTER_FRAMES)
      this.sealOldest();
  }

  /** Seals everything, the open block too: for the end of a recording. Late values for those frames are lost. */
  sealAll(): void {
    while (this.open.length > 0) this.sealOldest();
  }

  /** The frames that are not sealed yet, as blocks that will not change: what a store writes ahead of time. */
  openBlocks(): FrameBlock[] {
    return this.open.map((block) => block.seal());
  }

  read(key: string, from: number, to: number, target: Float64Array, offset = 0): void {
    target.fill(Number.NaN, offset, offset + Math.max(0, to - from));
    // Newest first, and no further back than asked: readers want the last seconds of minutes.
    for (let k = this.open.length - 1; k >= 0; k--)
      this.readOpen(this.open[k] as OpenBlock, key, from, to, target, offset);
    for (let k = this.sealed.length - 1; k >= 0; k--) {
      const block = this.sealed[k] as FrameBlock;
      if (block.firstFrame + block.frames <= from) break;
      this.reader.read(block, key, from, to, target, offset);
    }
  }

  private readOpen(
    block: OpenBlock,
    key: string,
    from: number,
    to: number,
    target: Float64Array,
    offset: number,
  ): void {
    const start = Math.max(from, block.firstFrame);
    const end = Math.min(to, block.firstFrame + block.frames);
    if (start >= end) return;
    const at = offset + start - from;
    const [first, last] = [start - block.firstFrame, end - block.firstFrame];
    if (key === TIME) target.set(block.timeMs.subarray(first, last), at);
    else if (key === INTERVAL) target.set(block.intervalMs.subarray(first, last), at);
    else if (key === GAP) target.set(block.gap.subarray(first, last), at);
    else {
      const column = this.reader.indexOf(block.layout, key);
      if (column >= 0) block.readColumn(column, first, last, target, at);
    }
  }

  private sealOldest(): void {
    const block = (this.open.shift() as OpenBlock).seal();
    if (block.frames === 0) return;
    this.sealed.push(block);
    this.sealedBytes += blockBytes(block);
    while (this.sealedBytes > this.capacityBytes && this.sealed.length > 1) {
      this.sealedBytes -= blockBytes(this.sealed.shift() as FrameBlock);
    }
    const isNew = block.layout !== this.announced;
    this.announced = block.layout;
    for (const sink of this.backend.sinks) {
      try {
        if (isNew) sink.onLayout(block.layout);
        sink.onBlock(block);
      } catch (error) {
        // One sink that throws does not stop the others, and is not asked again.
        this.backend.sinks.delete(sink);
        console.warn(`[framescope] A frame sink threw and is switched off: ${String(error)}`);
      }
    }
  }
}
