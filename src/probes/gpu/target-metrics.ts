import type { GaugeHandle, MetricsRegistry } from '../../metrics/index.ts';

/**
 * A metric, the place of its figure, and how many of that make one of its unit. A default metric has unit and description: here
 * they are empty.
 */
export type MetricRow = readonly [name: string, place: number, scale: number, unit: string, description: string];

/** What is counted of a context or device. */
export interface TargetCounts {
  /**
   * What was done since it is observed. A reader takes the difference, which is right below 2^31 a frame: they wrap around,
   * because reading a whole number of 32 bits makes no garbage, and reading any other does where code is not optimised yet.
   */
  readonly counts: Int32Array;
  /** What there is: of each kind of resource how many live, and at the next place their bytes. */
  readonly levels: Float64Array;
  /** How often the levels have changed. */
  readonly changes: number;
}

/** Stands in no gauge. */
const MISSING = -1;

/** The metrics of one context or device, labelled with its number. Sets only those that change. Never leads to the target. */
export class TargetMetrics {
  readonly gpuTime: GaugeHandle;
  /** What the levels take together, in bytes. */
  memoryBytes = 0.5;
  protected readonly registry: MetricsRegistry;
  readonly #rows: readonly MetricRow[];
  readonly #levelRows: readonly MetricRow[];
  readonly #perFrame: readonly GaugeHandle[];
  readonly #levels: readonly GaugeHandle[];
  /** The counts at the last frame's end. */
  readonly #seen: Int32Array;
  #seenChanges: number;
  /** What stands in the gauges of a frame. */
  readonly #set: Int32Array;

  /** @param perFrame metrics of counts; `levels` metrics of levels */
  constructor(
    registry: MetricsRegistry,
    labels: Record<string, string>,
    { counts, levels, changes }: TargetCounts,
    perFrame: readonly MetricRow[],
    levelRows: readonly MetricRow[],
  ) {
    this.registry = registry;
    this.#rows = perFrame;
    this.#levelRows = levelRows;
    // What is counted already belongs to no frame of ours.
    this.#seen = counts.slice();
    this.#seenChanges = changes;
    this.#set = new Int32Array(perFrame.length);
    const gauge = (name: string, unit: string, description: string, reset?: 'frame') =>
      registry.registerGauge('engine', name, {
        ...registry.describe(`engine:${name}`),
        ...(unit !== '' && { unit, description }),
        ...(reset !== undefined && { reset }),
        labels,
      });
    this.gpuTime = gauge('performance.gpu_time_ms', '', '', 'frame');
    this.#perFrame = perFrame.map(([name, , , unit, description]) => gauge(name, unit, description));
    this.#levels = levelRows.map(([name, , , unit, description]) => gauge(name, unit, description));
    for (const handle of this.#perFrame) handle.set(0);
    this.#setLevels(levels);
  }

  get all(): readonly GaugeHandle[] {
    return [this.gpuTime, ...this.#perFrame, ...this.#levels];
  }

  /** Hot: how often something was done since the frame before. Before `frameEnd`. */
  growth(counts: Int32Array, place: number): number {
    return ((counts[place] as number) - (this.#seen[place] as number)) | 0;
  }

  /** Hot. Gives whether the memory has changed. */
  frameEnd({ counts, levels, changes }: TargetCounts): boolean {
    const set = this.#set;
    for (let k = 0; k < set.length; k++) {
      const row = this.#rows[k] as MetricRow;
      const growth = this.growth(counts, row[1]);
      if (growth === set[k]) continue;
      set[k] = growth;
      (this.#perFrame[k] as GaugeHandle).set(growth / row[2]);
    }
    const isChanged = changes !== this.#seenChanges;
    if (isChanged) this.#setLevels(levels);
    this.#seenChanges = changes;
    for (let place = 0; place < counts.length; place++) this.#seen[place] = counts[place] as number;
    return isChanged;
  }

  /** Nothing is known of the frames from here on to the next one that ends. */
  rest(): void {
    for (const handle of this.#perFrame) handle.clear();
    this.#set.fill(MISSING);
  }

  remove(): void {
    for (const { id } of this.all) this.registry.remove(id);
  }

  #setLevels(levels: Float64Array): void {
    for (const [k, [, place, scale]] of this.#levelRows.entries())
      this.#levels[k]?.set((levels[place] as number) / scale);
    let bytes = 0;
    for (let place = 1; place < levels.length; place += 2) bytes += levels[place] as number;
    this.memoryBytes = bytes;
  }
}
