import { addTo, type DeviceWatch, RESOURCE_CHANGES } from './device-watch.ts';

interface Resource {
  readonly watch: DeviceWatch;
  /** Of its kind in the levels; the next place is that of the bytes. */
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
  change(watch, place, 1, bytes);
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
  change(watch, place, -1, -bytes);
}

function change(watch: DeviceWatch, place: number, count: number, bytes: number): void {
  const { levels } = watch;
  levels[place] = (levels[place] as number) + count;
  levels[place + 1] = (levels[place + 1] as number) + bytes;
  addTo(watch, RESOURCE_CHANGES, 1);
}
