import type { Methods } from '../gpu/patch-set.ts';
import { createWatch, type DeviceWatch, setWatch, watchOf } from './device-watch.ts';
import {
  BUFFER_WRAPPERS,
  DEVICE_WRAPPERS,
  ENCODER_WRAPPERS,
  QUEUE_WRAPPERS,
  RESOURCE_WRAPPERS,
} from './device-wrappers.ts';
import type { GpuNatives } from './frame-queries.ts';
import { BUNDLE_WRAPPERS, COMPUTE_PASS_WRAPPERS, RENDER_PASS_WRAPPERS } from './pass-wrappers.ts';
import { patches } from './patches.ts';

const WRAPPERS = {
  GPUDevice: DEVICE_WRAPPERS,
  GPUQueue: QUEUE_WRAPPERS,
  GPUCommandEncoder: ENCODER_WRAPPERS,
  GPURenderPassEncoder: RENDER_PASS_WRAPPERS,
  GPURenderBundleEncoder: BUNDLE_WRAPPERS,
  GPUComputePassEncoder: COMPUTE_PASS_WRAPPERS,
  GPUBuffer: BUFFER_WRAPPERS,
  GPUTexture: RESOURCE_WRAPPERS,
  GPUQuerySet: RESOURCE_WRAPPERS,
} as const;

type Owners = Record<keyof typeof WRAPPERS, Methods>;

/**
 * Observes a device from now on, with its natives patched.
 *
 * @throws TypeError for anything else, and where something that counts cannot be patched
 */
export function watchDevice(device: GPUDevice): DeviceWatch {
  const owners = ownersOf(device);
  for (const name of Object.keys(WRAPPERS) as (keyof Owners)[])
    if (!patches.patch(owners[name], WRAPPERS[name])) throw TypeError(`the methods of ${name} are frozen`);
  const watch = watchOf(device) ?? createWatch();
  setWatch(device, watch);
  setWatch(device.queue, watch);
  return watch;
}

/** No probe of this copy of the package observes the device any more. */
export function unwatchDevice(device: GPUDevice): void {
  setWatch(device, undefined);
  setWatch(device.queue, undefined);
}

/** The methods of a device and its kin before they were patched here. */
export function nativesOf(device: GPUDevice): GpuNatives {
  const owners = ownersOf(device);
  return {
    device: patches.nativesOf(owners.GPUDevice),
    queue: patches.nativesOf(owners.GPUQueue),
    encoder: patches.nativesOf(owners.GPUCommandEncoder),
    buffer: patches.nativesOf(owners.GPUBuffer),
    querySet: patches.nativesOf(owners.GPUQuerySet),
  };
}

/** Where the methods are defined: on prototypes of the page, or of the frame inside it that the device is of. */
function ownersOf(device: GPUDevice): Owners {
  for (const view of [globalThis, ...Array.from(globalThis as unknown as ArrayLike<typeof globalThis>)]) {
    try {
      if (!(device instanceof view.GPUDevice)) continue;
    } catch {
      // A frame of another origin.
      continue;
    }
    return Object.fromEntries(
      (Object.keys(WRAPPERS) as (keyof Owners)[]).map((name) => [name, view[name].prototype]),
    ) as unknown as Owners;
  }
  throw TypeError('it is of no frame of this page');
}
