import { addTo, type DeviceWatch } from './device-watch.ts';

interface Resource {
  readonly watch: DeviceWatch;
  /** Of its kind in the totals; the next place is that of the bytes. */
  readonly place: number;
  readonly bytes: number;
  isLive: boolean;
}

const resources = new WeakMap<object, Resource>();
/** A page may drop a resource without destroying it. */
const collected = new FinalizationRegistry<Resource>(release);

/** Counts a resource that takes so many bytes, until it is destroyed or collected, or its device is lost. */
export function addResource(watch: DeviceWatch, resource: object, place: number, bytes: number): void {
  if (watch.isLost) return;
  const entry = { watch, place, bytes, isLive: true };
  resources.set(resource, entry);
  collected.register(resource, entry);
  addTo(watch, place, 1);
  addTo(watch, place + 1, bytes);
}

/** What is known of a resource's device; undefined when the resource was not counted. */
export function watchOfResource(resource: unknown): DeviceWatch | undefined {
  return resources.get(resource as object)?.watch;
}

/** Takes a resource out that the page destroyed, once. */
export function removeResource(resource: object): void {
  const entry = resources.get(resource);
  if (entry !== undefined) release(entry);
}

function release(entry: Resource): void {
  const { watch, place, bytes } = entry;
  if (!entry.isLive || watch.isLost) return;
  entry.isLive = false;
  addTo(watch, place, -1);
  addTo(watch, place + 1, -bytes);
}
