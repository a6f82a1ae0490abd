import type { EngineMetrics } from '../../metrics/index.ts';
import { LateSum } from './late-sum.ts';

/** Each name makes a metric, so names that are made up each frame must not be taken for ever. */
const NAMES = 64;

/** The GPU time of named passes, over all contexts. */
export class GpuPasses {
  /** The pass that runs; null: none. */
  current: LateSum | null = null;
  readonly #metrics: EngineMetrics;
  readonly #byName = new Map<string, LateSum>();
  readonly #all: LateSum[] = [];

  constructor(metrics: EngineMetrics) {
    this.#metrics = metrics;
  }

  /** Whether there ever was a pass named "main". */
  get hasMain(): boolean {
    return this.#byName.has('main');
  }

  /** The pass of a name; when there are too many names, the one that runs. */
  named(name: string): LateSum | null {
    return this.#byName.get(name) ?? this.#create(name);
  }

  /** No pass outlasts its frame. */
  frameEnd(frame: number): void {
    this.current = null;
    for (let k = 0; k < this.#all.length; k++) this.#all[k]?.close(frame);
  }

  #create(name: string): LateSum | null {
    const metrics = this.#metrics;
    const { registry } = metrics;
    if (this.#all.length === NAMES) {
      registry.warnOnce('gpu passes', `GPU passes of more than ${NAMES} names: the others are not timed`);
      return this.current;
    }
    const gauge = registry.registerGauge('engine', 'performance.gpu_pass_ms', {
      labels: { pass: String(name) },
      reset: 'frame',
      description: 'Time that the GPU worked for the named pass',
    });
    const main = name === 'main' ? metrics.gauge('gpu_main_pass_gauge') : null;
    const sum = new LateSum((frame, ms) => {
      gauge.setForFrame(frame, ms);
      main?.setForFrame(frame, ms);
    });
    this.#byName.set(name, sum);
    this.#all.push(sum);
    return sum;
  }
}
