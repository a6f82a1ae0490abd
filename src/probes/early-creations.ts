import { patchMethod } from './patch-method.ts';

/** Something that was made on a device. */
export interface Creation {
  /** The method. */
  readonly name: string;
  readonly result: unknown;
  /** Of a pipeline's descriptor. */
  readonly topology: unknown;
}

const NAMES = ['createBuffer', 'createTexture', 'createQuerySet', 'createRenderPipeline', 'createRenderPipelineAsync'];

/** To be read at once: engines use their descriptors again. */
export function topologyOf(descriptor: unknown): unknown {
  try {
    return (descriptor as { primitive?: { topology?: unknown } }).primitive?.topology;
  } catch {
    // A property that runs the page's code, which has thrown now.
    return undefined;
  }
}

/**
 * Remembers what a page makes on a device while the code of the WebGPU probe is loading: an engine makes nearly all that it ever
 * has within its first frame.
 *
 * @returns ends that and gives what was made; what cannot be patched is not remembered
 */
export function noteCreations(device: GPUDevice): () => Creation[] {
  const made: Creation[] = [];
  let isActive = true;
  const owner = Object.getPrototypeOf(device) as Record<string, (...args: unknown[]) => unknown>;
  const undo = NAMES.flatMap((name) => {
    const native = owner[name] as (...args: unknown[]) => unknown;
    const { replacement } = {
      replacement(this: unknown) {
        // biome-ignore lint/complexity/noArguments: what the native function gets is what the page gave
        const args = arguments;
        const given = Reflect.apply(native, this, args);
        if (!isActive || this !== device) return given;
        const topology = name.startsWith('createRenderPipeline') ? topologyOf(args[0]) : undefined;
        const note = (result: unknown) => {
          if (isActive) made.push({ name, result, topology });
          return result;
        };
        return name.endsWith('Async') ? (given as Promise<unknown>).then(note) : note(given);
      },
    };
    try {
      return [patchMethod(owner, name, replacement)];
    } catch {
      return [];
    }
  });
  return () => {
    isActive = false;
    for (const one of undo.splice(0).reverse()) one();
    return made;
  };
}
