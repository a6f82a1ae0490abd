import type { GaugeHandle, MetricsRegistry } from '../metrics/index.ts';

/** A gauge of what a total grew by in a frame; of a default metric without unit and description, which it has. */
export type PerFrameRow = readonly [name: string, place: number, unit: string, description: string];
/** A gauge of a total as it stands, in units of so many. */
export type LevelRow = readonly [...PerFrameRow, scale: number];

/** The metrics of one context or device, labelled with its number, by the places of its totals. */
export class TotalGauges {
  readonly gpuTime: GaugeHandle;
  protected readonly registry: MetricsRegistry;
  readonly #perFrame: readonly GaugeHandle[];
  readonly #levels: readonly GaugeHandle[];
  readonly #perFramePlaces: readonly number[];
  readonly #levelPlaces: readonly number[];
  readonly #scales: readonly number[];
  /** The totals at the last frame's end. */
  readonly #seen: Float64Array;

  /** @param totals what is counted already belongs to no frame */
  constructor(
    registry: MetricsRegistry,
    labels: Record<string, string>,
    totals: Float64Array,
    perFrame: readonly PerFrameRow[],
    levels: readonly LevelRow[],
  ) {
    this.registry = registry;
    this.#seen = totals.slice();
    const gauge = (name: string, unit: string, description: string, reset?: 'frame') =>
      registry.registerGauge('engine', name, {
        ...registry.describe(`engine:${name}`),
        ...(unit !== '' && { unit, description }),
        ...(reset !== undefined && { reset }),
        labels,
      });
    this.gpuTime = gauge('performance.gpu_time_ms', '', '', 'frame');
    this.#perFrame = perFrame.map(([name, , unit, description]) => gauge(name, unit, description, 'frame'));
    this.#levels = levels.map(([name, , unit, description]) => gauge(name, unit, description));
    this.#perFramePlaces = perFrame.map(([, place]) => place);
    this.#levelPlaces = levels.map(([, place]) => place);
    this.#scales = levels.map(([, , , , scale]) => scale);
  }

  get all(): readonly GaugeHandle[] {
    return [this.gpuTime, ...this.#perFrame, ...this.#levels];
  }

  /** Hot: how much a total has grown since the frame before. Before `frameEnd`. */
  growth(totals: Float64Array, place: number): number {
    return (totals[place] as number) - (this.#seen[place] as number);
  }

  /** Hot. */
  frameEnd(totals: Float64Array): void {
    for (let k = 0; k < this.#perFrame.length; k++)
      this.#perFrame[k]?.set(this.growth(totals, this.#perFramePlaces[k] as number));
    for (let k = 0; k < this.#levels.length; k++)
      this.#levels[k]?.set((totals[this.#levelPlaces[k] as number] as number) / (this.#scales[k] as number));
    this.#seen.set(totals);
  }

  remove(): void {
    for (const { id } of this.all) this.registry.remove(id);
  }
}
