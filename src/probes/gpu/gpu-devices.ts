import { patchMethod } from '../patch-method.ts';

const TIMESTAMPS = 'timestamp-query';

/** Whether a value is a WebGPU device, of this window or of a frame inside it. */
export function isGpuDevice(value: unknown): value is GPUDevice {
  return Object.prototype.toString.call(value) === '[object GPUDevice]';
}

/**
 * Tells of every WebGPU device that is made on the page from now on, before the page gets it. Asks for the feature
 * `timestamp-query` on the page's behalf where the adapter has it, because a device cannot be timed without.
 *
 * @param onDevice begins to use the device; what it gives ends that
 * @returns stops that, and ends the use of each device
 */
export function watchDevices(view: typeof globalThis, onDevice: (device: GPUDevice) => () => void): () => void {
  if (view.GPUAdapter === undefined) return () => undefined;
  let active = true;
  const undo: (() => unknown)[] = [];
  const tell = (device: unknown) => {
    try {
      if (active && isGpuDevice(device)) undo.push(onDevice(device));
    } catch {
      active = false;
    }
    return device;
  };
  const prototype = view.GPUAdapter.prototype as unknown as { requestDevice(...args: unknown[]): unknown };
  const { requestDevice } = prototype;
  const { replacement } = {
    replacement(this: unknown) {
      // biome-ignore lint/complexity/noArguments: what the native function gets is what the page gave
      if (!active) return Reflect.apply(requestDevice, this, arguments);
      // biome-ignore lint/complexity/noArguments: as above
      const requested = Reflect.apply(requestDevice, this, withTimestamps(this, arguments));
      // Not a second chain beside the page's: then nobody would hear of a rejection that the page does not handle.
      return (requested as Promise<unknown>).then(tell);
    },
  };
  try {
    undo.push(patchMethod(prototype, 'requestDevice', replacement));
  } catch {
    // The page does not let itself be patched: its devices have to be given as targets.
  }
  return () => {
    active = false;
    for (const one of undo.splice(0)) one();
  };
}

/** The arguments of `requestDevice`, with a descriptor that asks for timestamps; the page's own is not touched. */
function withTimestamps(adapter: unknown, args: IArguments): ArrayLike<unknown> {
  const descriptor: unknown = args[0] ?? {};
  try {
    if (typeof descriptor !== 'object' || !(adapter as GPUAdapter).features.has(TIMESTAMPS)) return args;
  } catch {
    // No adapter: the native call says so.
    return args;
  }
  // Not around the page's object: a proxy may not tell anything else of a frozen one.
  const asking = new Proxy(
    {},
    {
      get(_target, key) {
        const value: unknown = Reflect.get(descriptor as object, key);
        return key === 'requiredFeatures' ? withFeature(value) : value;
      },
    },
  );
  return [asking];
}

/** What is no list the native call shall refuse by itself. */
function withFeature(features: unknown): unknown {
  if (features === undefined) return [TIMESTAMPS];
  const isList = typeof features === 'object' && features !== null && Symbol.iterator in features;
  return isList ? [...new Set([...(features as Iterable<unknown>), TIMESTAMPS])] : features;
}
