import { LiveResources, type ResourceLedger } from '../gpu/live-resources.ts';
import type { TargetCounts } from '../gpu/target-metrics.ts';
import { COUNTS, LEVELS } from './device-places.ts';
import type { PassTimer } from './pass-timer.ts';

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
