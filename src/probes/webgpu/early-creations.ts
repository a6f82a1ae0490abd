import { type Methods, PatchSet, type Wrappers } from '../gpu/patch-set.ts';
import { HOT_WRAPPERS } from './hot-wrappers.ts';
import { notePipeline } from './pass-state.ts';
import { patches as webGpuPatches } from './patches.ts';

/** Something that was made on a device, and the method that made it. */
export type Creation = readonly [result: object, name: string];

/** What is being noted of a device, for one that asked. */
interface Notes {
  readonly device: GPUDevice;
  readonly made: Map<object, string>;
}

const patches = new PatchSet();
const active = new Set<Notes>();

/** To be read at once: engines use their descriptors again. */
export function topologyOf(descriptor: unknown): unknown {
  try {
    return (descriptor as { primitive?: { topology?: unknown } }).primitive?.topology;
  } catch {
    // A property that runs the page's code, which has thrown now.
    return undefined;
  }
}

/** Of what a page makes, engines destroy some at once: the levels of a texture, staging buffers. */
const RESOURCE_WRAPPERS: Wrappers = {
  destroy: (native) =>
    ({
      method(this: unknown) {
        // biome-ignore lint/complexity/noArguments: as below
        const result = Reflect.apply(native, this, arguments);
        for (const { made } of active) made.delete(this as object);
        return result;
      },
    }).method,
};

const WRAPPERS: Wrappers = Object.fromEntries(
  ['createBuffer', 'createTexture', 'createQuerySet', 'createRenderPipeline', 'createRenderPipelineAsync'].map(
    (name) => [
      name,
      (native) =>
        ({
          method(this: unknown) {
            // biome-ignore lint/complexity/noArguments: what the native function gets is what the page gave
            const args = arguments;
            const given = Reflect.apply(native, this, args);
            if (![...active].some(({ device }) => device === this)) return given;
            const isPipeline = name.startsWith('createRenderPipeline');
            const topology = isPipeline ? topologyOf(args[0]) : undefined;
            const note = (result: object) => {
              if (isPipeline) notePipeline(result, topology);
              else {
                patches.patch(Object.getPrototypeOf(result), RESOURCE_WRAPPERS);
                for (const { device, made } of active) if (device === this) made.set(result, name);
              }
              return result;
            };
            return name.endsWith('Async') ? (given as Promise<object>).then(note) : note(given as object);
          },
        }).method,
    ],
  ),
);

/**
 * Remembers what a page makes on a device while the code of the WebGPU probe is loading: an engine makes nearly all that it ever
 * has within its first frame. What cannot be patched is not remembered.
 *
 * @returns ends that and gives what was made and still is; leads to it and to the device
 */
export function noteCreations(device: GPUDevice): () => Iterable<Creation> {
  const notes = { device, made: new Map() };
  patches.acquire();
  patches.patch(Object.getPrototypeOf(device) as Methods, WRAPPERS);
  active.add(notes);
  return () => {
    end(notes);
    return notes.made;
  };
}

/**
 * Patches the calls within render passes before the page makes the first of them: in a loop that has called the native methods they
 * would stay slow. Not of a frame inside the page, whose devices are rare.
 *
 * @returns ends that, unless a probe observes a device by then
 */
export function patchPasses(device: GPUDevice): () => void {
  webGpuPatches.acquire();
  if (device instanceof GPUDevice) webGpuPatches.patch(GPURenderPassEncoder.prototype as never, HOT_WRAPPERS);
  return () => webGpuPatches.release();
}

/** Ends all notes, before anything is patched on top of them. */
export function endNotes(): void {
  for (const notes of active) end(notes);
}

function end(notes: Notes): void {
  if (active.delete(notes)) patches.release();
}
