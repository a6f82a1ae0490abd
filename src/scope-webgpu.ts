import type { Warn } from './probes/index.ts';
import { endNotes, noteCreations, patchPasses } from './probes/index.ts';
import type { WebGpuProbe, WebGpuProbeOptions } from './probes/webgpu/index.ts';

type Module = typeof import('./probes/webgpu/index.ts');

let loaded: Module | null = null;
let loading: Promise<Module> | null = null;

/** Loads the WebGPU probe ahead of time, so that a device that is given later is observed from then on. */
export function loadWebGpuProbe(): Promise<Module> {
  loading ??= import('./probes/webgpu/index.ts').then(
    (module) => {
      loaded = module;
      endNotes();
      return module;
    },
    (error) => {
      loading = null;
      throw error;
    },
  );
  return loading;
}

/** The WebGPU probe behind a dynamic import: a page without WebGPU never downloads it. */
export interface LazyWebGpu {
  /** Observes a device, once the code is there; what it gives ends that. */
  add(device: GPUDevice): () => void;
  /** The number of a device in the label of its metrics; undefined while it has none. */
  numberOf(device: GPUDevice): number | undefined;
  /** Whether a device did something lately, or is new. */
  readonly isWorking: boolean;
  /** Settles once the code is there that was asked for until now; it never rejects. */
  loaded(): Promise<unknown>;
  destroy(): void;
}

export function createLazyWebGpu(options: WebGpuProbeOptions, warn: Warn): LazyWebGpu {
  let probe: WebGpuProbe | null = null;
  let isDestroyed = false;
  const create = ({ WebGpuProbe }: Module): WebGpuProbe => {
    if (probe === null) {
      probe = new WebGpuProbe(options);
      options.figures.add(probe);
    }
    return probe;
  };
  const addLater = (device: GPUDevice) => {
    // What the lease leads to must not lead to the device once the code is there.
    let wanted: { device: GPUDevice; take: ReturnType<typeof noteCreations> } | null = {
      device,
      take: noteCreations(device),
    };
    const releasePasses = patchPasses(device);
    const forget = () => {
      if (wanted === null) return;
      wanted.take();
      wanted = null;
      releasePasses();
    };
    let stop = forget;
    loadWebGpuProbe()
      .then((module) => {
        if (wanted !== null && !isDestroyed) stop = create(module).add(wanted.device, wanted.take());
      })
      .catch((error) => warn('WebGPU cannot be measured', error))
      .finally(forget);
    return () => stop();
  };
  return {
    add(device) {
      if (isDestroyed) return () => undefined;
      return loaded === null ? addLater(device) : create(loaded).add(device);
    },
    numberOf: (device) => probe?.numberOf(device),
    get isWorking() {
      return probe?.isWorking ?? false;
    },
    loaded: () => loading?.catch(() => undefined) ?? Promise.resolve(),
    destroy() {
      isDestroyed = true;
      probe?.destroy();
    },
  };
}
