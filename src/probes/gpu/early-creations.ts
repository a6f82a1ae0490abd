import { type Methods, PatchSet, type Wrappers } from './patch-set.ts';

/** Something that was made on a device. */
export interface Creation {
  /** The method. */
  readonly name: string;
  readonly result: unknown;
  /** Of a pipeline's descriptor. */
  readonly topology: unknown;
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
            const topology = name.startsWith('createRenderPipeline') ? topologyOf(args[0]) : undefined;
            const note = (result: unknown) => {
              for (const { device, made } of active) if (device === this) made.push({ name, result, topology });
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

/** Ends all notes, before anything is patched on top of them. */
export function endNotes(): void {
  for (const notes of active) end(notes);
}

function end(notes: Notes): void {
  if (active.delete(notes)) patches.release();
}
