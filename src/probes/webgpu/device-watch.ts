import { LiveResources, type ResourceLedger } from '../gpu/live-resources.ts';
import type { TargetCounts } from '../gpu/target-metrics.ts';
import type { PassTimer } from './pass-timer.ts';

// Places in a device's counts. The first four are those of a bundle, too.
export const DRAWS = 0;
export const TRIANGLES = 1;
export const INDIRECT_DRAWS = 2;
export const BIND_GROUP_SETS = 3;
export const BUNDLE_PLACES = 4;
export const DISPATCHES = 4;
export const RENDER_PASSES = 5;
export const COMPUTE_PASSES = 6;
export const SUBMITS = 7;
export const COMMAND_BUFFERS = 8;
export const PIPELINES_CREATED = 9;
export const PIPELINE_US = 10;
export const BIND_GROUPS_CREATED = 11;
export const BUFFER_UPLOAD_BYTES = 12;
export const TEXTURE_UPLOAD_BYTES = 13;
export const MAPPED_BYTES = 14;
const COUNTS = 15;

// Places in a device's levels: of each kind of resource how many live, and at the next place their bytes.
export const BUFFERS = 0;
export const TEXTURES = 2;
export const QUERY_SETS = 4;
const LEVELS = 6;

/** One probe's view of a device. */
export interface DeviceObserver {
  /** A render pass begins, for the first time in a frame or since. */
  drew(): void;
  /** A call is over that made a pipeline. */
  compiled(startMs: number, endMs: number): void;
  readonly timer: PassTimer | null;
}

/** What is known of an observed device, once for all probes of this copy of the package. Never leads to the device. */
export interface DeviceWatch extends TargetCounts, ResourceLedger {
  readonly levels: Float64Array;
  changes: number;
  readonly observers: DeviceObserver[];
  /** Whether the observers know that it draws. */
  isSeen: boolean;
}

/** The buffers, textures and query sets of all observed devices. */
export const resources = new LiveResources<DeviceWatch>();

/** By device, queue and command encoder. */
const watches = new WeakMap<object, DeviceWatch>();

export function createWatch(): DeviceWatch {
  return {
    counts: new Int32Array(COUNTS),
    levels: new Float64Array(LEVELS),
    changes: 0,
    observers: [],
    isSeen: false,
    isLost: false,
  };
}

/** What is known of a device, or of the device of a queue or command encoder; undefined when it is not observed. */
export function watchOf(target: unknown): DeviceWatch | undefined {
  return watches.get(target as object);
}

/** Begins to observe what belongs to a device, or with undefined ends that. */
export function setWatch(target: object, watch: DeviceWatch | undefined): void {
  if (watch === undefined) watches.delete(target);
  else watches.set(target, watch);
}

/** Adds to a device's counts. */
export function addTo(watch: DeviceWatch, place: number, n: number): void {
  watch.counts[place] = (watch.counts[place] as number) + n;
}

/** Tells the observers that the device draws, once until they have seen it. */
export function tellDraw(watch: DeviceWatch): void {
  if (watch.isSeen) return;
  watch.isSeen = true;
  for (let k = 0; k < watch.observers.length; k++) watch.observers[k]?.drew();
}
