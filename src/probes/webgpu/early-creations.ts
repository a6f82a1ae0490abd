import { type Methods, PatchSet, type Wrappers } from '../gpu/patch-set.ts';
import { HOT_WRAPPERS } from './hot-wrappers.ts';
import { notePipeline } from './pass-state.ts';
import { patches as webGpuPatches } from './patches.ts';

/** Something that was made on a device. */
export interface Creation {
  /** The method. */
  readonly name: string;
  readonly result: unknown;
}

/** What is being noted of a device, for one that asked. */
interface Notes {
  readonly device: GPUDevice;
  readonly made: Creation[];
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
            const note = (result: unknown) => {
              if (isPipeline) notePipeline(result as object, topology);
              else for (const { device, made } of active) if (device === this) made.push({ name, result });
              return result;
            };
            return name.endsWith('Async') ? (given as Promise<unknown>).then(note) : note(given);
          },
        }).method,
    ],
  ),
);

/**
 * Remembers what a page makes on a device while the code of the WebGPU probe is loading: an engine makes nearly all that it ever
 * has within its first frame. What cannot be patched is not remembered.
 *
 * @returns ends that and gives what was made
 */
export function noteCreations(device: GPUDevice): () => Creation[] {
  const notes = { device, made: [] };
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
