import type { MetricsRegistry } from '../../metrics/index.ts';
import type { FrameListener } from '../frame-listener.ts';
import { warnOf } from '../warn.ts';
import { BABYLON_ENGINE } from './babylon-engine.ts';
import { BABYLON_INSTRUMENTATION } from './babylon-instrumentation.ts';
import type { EngineKind } from './engine-kind.ts';
import { ObservedEngine } from './observed-engine.ts';
import { PIXI_RENDERER } from './pixi-engine.ts';
import { PLAYCANVAS_APP } from './playcanvas-engine.ts';
import { THREE_RENDERER, THREE_SCENE } from './three-engine.ts';

const KINDS = [
  THREE_RENDERER,
  THREE_SCENE,
  BABYLON_ENGINE,
  BABYLON_INSTRUMENTATION,
  PLAYCANVAS_APP,
  PIXI_RENDERER,
] as unknown as readonly EngineKind<object>[];

export interface EngineProbeOptions {
  readonly registry: MetricsRegistry;
  /** Gets the main-thread time that sampling took. */
  readonly reportSelfMs: (durationMs: number) => void;
}

/** Reads what engines count of themselves. An engine that makes it fail is let go, with one warning. */
export class EngineProbe implements FrameListener {
  readonly #options: EngineProbeOptions;
  readonly #observed: ObservedEngine[] = [];
  /** How many there were of each kind, and which of them an engine is: one that is added again keeps its label. */
  readonly #counts = new Map<EngineKind<object>, number>();
  readonly #labels = new WeakMap<object, string>();

  constructor(options: EngineProbeOptions) {
    this.#options = options;
  }

  /** Begins to read a target, when it is of a kind that is known; what it gives ends that. Never throws. */
  add(target: object): () => void {
    let lease: ObservedEngine | null = null;
    try {
      lease = this.#observe(target);
    } catch (error) {
      this.#warn(error);
    }
    if (lease === null) return () => undefined;
    lease.leases++;
    return () => {
      const observed = lease;
      lease = null;
      if (observed !== null && --observed.leases === 0) this.#stop(observed);
    };
  }

  frameBegin(): void {}

  frameEnd(): void {
    const observed = this.#observed;
    for (let k = observed.length - 1; k >= 0; k--) {
      const one = observed[k] as ObservedEngine;
      try {
        one.frameEnd();
      } catch (error) {
        this.#fail(one, error);
      }
    }
  }

  /** Counts what takes longer than a frame should wait for. */
  sample(): void {
    const startMs = performance.now();
    for (const one of [...this.#observed]) {
      try {
        if (one.engine === undefined) this.#stop(one);
        else one.sample();
      } catch (error) {
        this.#fail(one, error);
      }
    }
    this.#options.reportSelfMs(performance.now() - startMs);
  }

  destroy(): void {
    for (const one of this.#observed.splice(0)) one.destroy();
  }

  #observe(target: object): ObservedEngine | null {
    for (const kind of KINDS) {
      const engine = kind.find(target);
      if (engine === null) continue;
      const known = this.#observed.find((one) => one.engine === engine);
      if (known !== undefined) return known;
      const observed = new ObservedEngine(engine, kind, this.#options.registry, this.#labelOf(engine, kind));
      this.#observed.push(observed);
      return observed;
    }
    return null;
  }

  #labelOf(engine: object, kind: EngineKind<object>): string {
    const known = this.#labels.get(engine);
    if (known !== undefined) return known;
    const count = (this.#counts.get(kind) ?? 0) + 1;
    this.#counts.set(kind, count);
    const label = count === 1 ? kind.label : `${kind.label}-${count}`;
    this.#labels.set(engine, label);
    return label;
  }

  #stop(observed: ObservedEngine): void {
    const index = this.#observed.indexOf(observed);
    if (index >= 0) this.#observed.splice(index, 1);
    observed.destroy();
  }

  #fail(observed: ObservedEngine, error: unknown): void {
    this.#stop(observed);
    this.#warn(error);
  }

  #warn(error: unknown): void {
    warnOf(this.#options.registry, 'An engine cannot be read any more, so its own figures are switched off', error);
  }
}
