import type { Methods, Wrappers } from '../gpu/patch-set.ts';
import { COMPILE_WRAPPERS } from './compile-wrappers.ts';
import { ContextWatch, type GlContext, setContextOfExtension, setWatch, watchOf } from './context-watch.ts';
import { DRAW_WRAPPERS } from './draw-wrappers.ts';
import { isMultiDrawEnabled } from './is-multi-draw-enabled.ts';
import { patches } from './patches.ts';
import { QUERY_WRAPPERS } from './query-wrappers.ts';
import { RESOURCE_WRAPPERS } from './resource-wrappers.ts';
import { STALL_WRAPPERS } from './stall-wrappers.ts';
import { STATE_WRAPPERS } from './state-wrappers.ts';
import { TEXTURE_WRAPPERS } from './texture-wrappers.ts';

const EXTENSION_WRAPPERS: Wrappers = {
  getExtension: (native) =>
    ({
      method(this: unknown) {
        // biome-ignore lint/complexity/noArguments: too few arguments must stay too few
        const extension = Reflect.apply(native, this, arguments);
        noteExtension(this as GlContext, extension);
        return extension;
      },
    }).method,
};

/** What contexts have, and some of it their extensions. */
const COUNTING_WRAPPERS: Wrappers = {
  ...DRAW_WRAPPERS,
  ...STATE_WRAPPERS,
  ...RESOURCE_WRAPPERS,
  ...TEXTURE_WRAPPERS,
  ...COMPILE_WRAPPERS,
  ...STALL_WRAPPERS,
};

/** Observes a context from now on, with its natives patched. @throws TypeError for anything else, and where nothing can be patched */
export function watchContext(context: GlContext): ContextWatch {
  const owner = ownerOf(context);
  if (!patches.patch(owner, { ...COUNTING_WRAPPERS, ...EXTENSION_WRAPPERS })) throw TypeError('its methods are frozen');
  const isTimeable = patches.patch(owner, QUERY_WRAPPERS);
  const known = watchOf(context);
  if (known !== undefined) return known;

  // Extensions that the page fetched before. Fetching these shows in nothing but a query of their divisors and of the bound vertex
  // array, which without them is an error, and which nobody makes who did not fetch them.
  const natives = patches.nativesOf<Methods>(owner);
  const note = (name: string) => noteExtension(context, natives.getExtension?.call(context, name));
  if (!('drawArraysInstanced' in context)) {
    note('ANGLE_instanced_arrays');
    note('OES_vertex_array_object');
  }
  if (isMultiDrawEnabled(context, natives)) note('WEBGL_multi_draw');

  const watch = new ContextWatch(patches.nativesOf(owner), isTimeable);
  setWatch(context, watch);
  return watch;
}

/** Where a context's methods are defined: on a prototype of the page, or of a frame inside it. */
export function ownerOf(context: GlContext): Methods {
  let owner = Object.getPrototypeOf(context);
  while (!Object.hasOwn(owner, 'drawArrays')) owner = Object.getPrototypeOf(owner);
  return owner;
}

/** Remembers whose extension it is, if something of it counts. */
function noteExtension(context: GlContext, extension: unknown): void {
  try {
    const owner = Object.getPrototypeOf(extension);
    if (!Object.keys(COUNTING_WRAPPERS).some((name) => Object.hasOwn(owner, name))) return;
    setContextOfExtension(extension as object, context);
    patches.patch(owner, COUNTING_WRAPPERS);
  } catch {
    // null, or something that cannot be patched: its calls are not counted.
  }
}
