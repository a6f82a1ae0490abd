import {
  type Cell,
  type FrameBlock,
  type FrameColumn,
  type FrameLayout,
  type FrameReading,
  type FrameRecorder,
  type FrameSink,
  type FrameStamp,
  formatMetricId,
  type MetricDescriptor,
  type MetricsBackend,
  type RowSource,
} from '../metrics/index.ts';
import { EventLog } from './event-log.ts';
import type { FrameEvent, FrameSource, FrameWindow } from './frame-source.ts';
import { lastChange } from './last-change.ts';
import { OpenBlock } from './open-block.ts';
import { columnsOf, readBlocks, rowFrame } from './read-blocks.ts';
import { readWindow } from './read-window.ts';

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
  readonly #backend: MetricsBackend;
  readonly #capacityBytes: number;
  readonly #sealed: FrameBlock[] = [];
  #sealedBytes = 0;
  /** Blocks that take late values still: the newest, and before it those that wait to be sealed. */
  readonly #open: OpenBlock[] = [];
  /** The next block, made ahead of time or of one that was sealed. */
  #spare: OpenBlock | null = null;
  #frames = 0;
  /** What `columns` answers, and the backend's layouts at that time; null when a block has left with its layout since. */
  #known: FrameColumn[] | null = null;
  #knownLayout: FrameLayout | null = null;
  #knownSlowLayout: FrameLayout | undefined;
  /** The layout that each sink was told of last. */
  readonly #announced = new WeakMap<FrameSink, FrameLayout>();

  /** Becomes the recorder of the backend: every frame that ends there is kept here. */
  constructor(backend: MetricsBackend, { capacityBytes = 16 * 2 ** 20 }: FrameHistoryOptions = {}) {
    this.#backend = backend;
    this.#capacityBytes = capacityBytes;
    this.events = this.eventLog.events;
    backend.recorder = this;
  }

  get nextFrame(): number {
    return this.#frames;
  }

  get endFrame(): number {
    return this.#frames;
  }

  get firstFrame(): number {
    return (this.#sealed[0] ?? this.#open[0])?.firstFrame ?? this.#frames;
  }

  get columns(): readonly FrameColumn[] {
    const { layout, slow } = this.#backend.rows;
    if (this.#known === null || layout !== this.#knownLayout || slow?.layout !== this.#knownSlowLayout) {
      this.#known = columnsOf([...this.#sealed, ...this.#open, this.#backend.rows]);
      this.#knownLayout = layout;
      this.#knownSlowLayout = slow?.layout;
    }
    return this.#known;
  }

  /** Hot: once a frame. Allocates only where a block begins that `maintain()` has not prepared. */
  commit(frame: FrameStamp): void {
    const { rows } = this.#backend;
    let block = this.#open[this.#open.length - 1];
    if (block === undefined || !block.takes(rows, frame)) block = this.#begin(rows);
    block.add(rows, frame);
    this.#frames++;
  }

  setLate(cell: Cell, frame: number, value: number): boolean {
    // Several times a frame, so without a function to find it by; the newest block has it, as a rule.
    for (let k = this.#open.length - 1; k >= 0; k--) {
      const block = this.#open[k] as OpenBlock;
      if (frame >= block.firstFrame) return block.setLate(frame, cell, value);
    }
    return false;
  }

  readWindow(key: string, durationMs: number): FrameReading | null {
    const blocks = [...this.#sealed, ...this.#open];
    return readWindow(this, key, durationMs, (frame) => rowFrame(blocks, key, frame));
  }

  lastChange({ id, type }: MetricDescriptor): number {
    const isSampled = type === 'histogram' || type === 'timer';
    return lastChange(this, `${formatMetricId(id)}${isSampled ? '#count' : ''}`, type === 'gauge' ? Number.NaN : 0);
  }

  /** Seals what is due, hands it to the sinks, and makes room for the next block: off the frame's path, a few times a second. */
  maintain(): void {
    while (this.#open.length > 1 && this.#frames - (this.#open[1] as OpenBlock).firstFrame >= SEAL_AFTER_FRAMES)
      this.#sealOldest();
    // One that waits to be sealed is the next one's room.
    if (this.#open.length < 2) this.#spare ??= new OpenBlock(this.#backend.rows);
  }

  /** Seals everything, the open block too: for the end of a recording. Late values for those frames are lost. */
  sealAll(): void {
    while (this.#open.length > 0) this.#sealOldest();
  }

  /** The frames from `from` on that are not sealed yet, as blocks that will not change: what a store writes ahead of time. */
  openBlocks(from = 0): FrameBlock[] {
    return this.#open
      .filter(({ firstFrame, frames }) => firstFrame + frames > from)
      .map((block) => block.seal(Math.max(0, from - block.firstFrame)));
  }

  /** What the history has of some frames, as whole blocks that will not change: sealed ones themselves, open ones as they stand. */
  blocks({ from, to }: FrameWindow): FrameBlock[] {
    const holds = ({ firstFrame, frames }: Pick<FrameBlock, 'firstFrame' | 'frames'>) =>
      firstFrame < to && firstFrame + frames > from;
    return [...this.#sealed.filter(holds), ...this.#open.filter(holds).map((block) => block.seal())];
  }

  read(key: string, from: number, to: number, target: Float64Array, offset = 0): void {
    target.fill(Number.NaN, offset, offset + Math.max(0, to - from));
    readBlocks(this.#sealed, key, from, to, target, offset);
    readBlocks(this.#open, key, from, to, target, offset);
  }

  #begin(rows: RowSource): OpenBlock {
    // Without anyone to call maintain() in time, blocks are sealed here, before they could pile up.
    if (this.#open.length > 1) this.maintain();
    const block = this.#spare ?? new OpenBlock(rows);
    this.#spare = null;
    block.begin(rows, this.#frames);
    this.#open.push(block);
    return block;
  }

  #sealOldest(): void {
    this.#spare = this.#open.shift() as OpenBlock;
    const block = this.#spare.seal();
    this.#sealed.push(block);
    this.#sealedBytes += blockBytes(block);
    while (this.#sealedBytes > this.#capacityBytes && this.#sealed.length > 1) {
      const oldest = this.#sealed.shift() as FrameBlock;
      this.#sealedBytes -= blockBytes(oldest);
      if (!haveSameLayouts(oldest, this.#sealed[0])) this.#known = null;
    }
    for (const sink of this.#backend.sinks) this.#send(block, sink);
  }

  #send(block: FrameBlock, sink: FrameSink): void {
    try {
      if (this.#announced.get(sink) !== block.layout) sink.onLayout(block.layout);
      this.#announced.set(sink, block.layout);
      sink.onBlock(block);
    } catch (error) {
      // One sink that throws does not stop the others, and is not asked again.
      this.#backend.sinks.delete(sink);
      console.warn('[framescope] A frame sink threw and is switched off:', error);
    }
  }
}

function haveSameLayouts(block: FrameBlock, other: FrameBlock | undefined): boolean {
  return block.layout === other?.layout && block.slow?.layout === other.slow?.layout;
}

/** What a sealed block holds in memory: its rows, and about 100 bytes for the view of each column besides its range. */
function blockBytes({ frames, columns, slow }: FrameBlock): number {
  const slowBytes = slow === null ? 0 : slow.values.byteLength;
  return frames * (columns.length + 2) * 8 + frames + columns.length * (100 + 16) + slowBytes;
}
