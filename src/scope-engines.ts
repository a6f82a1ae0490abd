import type { EngineProbe, EngineProbeOptions } from './probes/engines/index.ts';
import type { FrameListener } from './probes/frame-listener.ts';
import type { Warn } from './probes/index.ts';

const SAMPLE_EVERY_MS = 500;

export interface LazyEnginesOptions extends EngineProbeOptions {
  readonly addListener: (listener: FrameListener) => void;
  readonly every: (everyMs: number, run: () => void) => unknown;
  readonly warn: Warn;
}

/** The engine probe behind a dynamic import: a page that draws by itself never downloads it. */
export interface LazyEngines {
  /** Reads what an engine's object counts of itself, once the code is there; what it gives ends that. */
  add(target: object): () => void;
  /** Settles once the code is there that was asked for until now; it never rejects. */
  loaded(): Promise<unknown>;
  destroy(): void;
}

export function createLazyEngines(options: LazyEnginesOptions): LazyEngines {
  let loading: Promise<EngineProbe> | null = null;
  let isDestroyed = false;
  const load = () => {
    loading ??= import('./probes/engines/index.ts').then(({ EngineProbe }) => {
      const probe = new EngineProbe(options);
      if (!isDestroyed) {
        options.addListener(probe);
        options.every(SAMPLE_EVERY_MS, () => probe.sample());
      }
      return probe;
    });
    return loading;
  };
  return {
    add(target) {
      // What the lease leads to must not lead to the engine once the code is there.
      let wanted: object | null = target;
      const forget = () => {
        wanted = null;
      };
      let stop = forget;
      load()
        .then((probe) => {
          if (wanted !== null && !isDestroyed) stop = probe.add(wanted);
        })
        .catch((error) => {
          loading = null;
          options.warn('Engines cannot be read', error);
        })
        .finally(forget);
      return () => stop();
    },
    loaded: () => loading?.catch(() => undefined) ?? Promise.resolve(),
    destroy() {
      isDestroyed = true;
      loading?.then((probe) => probe.destroy()).catch(() => undefined);
    },
  };
}
