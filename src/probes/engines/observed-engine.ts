import { type Capability, type GaugeHandle, type MetricsRegistry, READY } from '../../metrics/index.ts';
import { ENGINE_FIGURES, type EngineFigure } from './engine-figures.ts';
import type { EngineKind, EngineReader } from './engine-kind.ts';

const UNTOLD: Capability = { status: 'pending', reason: 'The engine does not tell it, or there is too much to count' };

type ReadFigure = (engine: object) => number | undefined;

/** One engine as the probe sees it: held weakly, because a page drops one without a word. */
export class ObservedEngine {
  /** How many callers of `add` observe the engine. */
  leases = 0;
  readonly #engine: WeakRef<object>;
  readonly #reader: EngineReader<object>;
  readonly #registry: MetricsRegistry;
  readonly #labels: Readonly<Record<string, string>>;
  readonly #gauges = new Map<EngineFigure, GaugeHandle>();
  /** Figures of frames that the engine did not have yet. */
  readonly #waiting: EngineFigure[];
  /** Those that it has, side by side with their gauges. */
  readonly #reads: ReadFigure[] = [];
  readonly #readGauges: GaugeHandle[] = [];

  constructor(engine: object, kind: EngineKind<object>, registry: MetricsRegistry, label: string) {
    this.#engine = new WeakRef(engine);
    this.#reader = kind.createReader();
    this.#registry = registry;
    this.#labels = { engine: label };
    this.#waiting = Object.keys(this.#reader.frame) as EngineFigure[];
  }

  /** Undefined when the page has dropped it. */
  get engine(): object | undefined {
    return this.#engine.deref();
  }

  /** Hot. */
  frameEnd(): void {
    const engine = this.#engine.deref();
    if (engine === undefined) return;
    const reads = this.#reads;
    for (let k = 0; k < reads.length; k++) {
      const value = (reads[k] as ReadFigure)(engine);
      const gauge = this.#readGauges[k] as GaugeHandle;
      if (value !== undefined && value - value === 0) gauge.set(value);
      else gauge.clear();
    }
    const waiting = this.#waiting;
    for (let k = waiting.length - 1; k >= 0; k--)
      if (this.#begin(waiting[k] as EngineFigure, engine)) waiting.splice(k, 1);
  }

  sample(): void {
    const engine = this.#engine.deref();
    if (engine === undefined) return;
    const sample = this.#reader.sample(engine);
    for (const figure of Object.keys(sample) as EngineFigure[]) {
      const value = sample[figure];
      if (value === undefined) continue;
      const gauge = this.#gauges.get(figure) ?? this.#register(figure);
      const isTold = value - value === 0;
      if (isTold) gauge.set(value);
      else gauge.clear();
      this.#registry.setCapability(gauge.id, isTold ? READY : UNTOLD);
    }
  }

  destroy(): void {
    for (const { id } of this.#gauges.values()) this.#registry.remove(id);
    this.#gauges.clear();
    this.#reads.length = 0;
    this.#waiting.length = 0;
  }

  /** Reads a figure from now on, once there is one. */
  #begin(figure: EngineFigure, engine: object): boolean {
    const read = this.#reader.frame[figure] as ReadFigure;
    const value = read(engine);
    if (value === undefined || value - value !== 0) return false;
    const gauge = this.#register(figure);
    gauge.set(value);
    this.#reads.push(read);
    this.#readGauges.push(gauge);
    return true;
  }

  #register(figure: EngineFigure): GaugeHandle {
    const [unit, description] = ENGINE_FIGURES[figure];
    const gauge = this.#registry.registerGauge('engine', figure, { unit, description, labels: this.#labels });
    this.#gauges.set(figure, gauge);
    return gauge;
  }
}
