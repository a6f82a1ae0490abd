// biome-ignore-all lint/complexity/noArguments: too few arguments must stay too few, and more than enough stay more
import type { NativeMethod, Wrappers } from '../gpu/patch-set.ts';
import { triangleCount } from '../gpu/triangle-count.ts';
import { BIND_GROUP_SETS, DISPATCHES, DRAWS, INDIRECT_DRAWS, TRIANGLES } from './device-watch.ts';
import { finishBundle, replayBundle, stateOf, usePipeline } from './pass-state.ts';

type Wrap = (native: NativeMethod) => NativeMethod;

// Each passes as many arguments as it got, because `undefined` is not the same as none, without an array of them where calls are
// many, and counts after the native call, so that one that throws is not counted.

// A replacement that is hot is made once, for render passes: the browser knows its native method, and calls it the quick way, only
// where no second copy of the same function exists. It hands on no `arguments`, which would be made for each call, and so no more of them
// than the native method takes. Bundles and compute passes have replacements of their own.

/** Hot. */
function countDraw(pass: unknown, vertices: unknown, instances: unknown): void {
  const { counts, mode } = stateOf(pass);
  counts[DRAWS] = (counts[DRAWS] as number) + 1;
  if (mode !== 0)
    counts[TRIANGLES] =
      (counts[TRIANGLES] as number) + triangleCount(mode, vertices, instances === undefined ? 1 : instances);
}

/** Hot. */
function countCall(pass: unknown, place: number): void {
  const { counts } = stateOf(pass);
  counts[place] = (counts[place] as number) + 1;
}

const draw: Wrap = (native) =>
  ({
    method(this: unknown, vertices: unknown, instances: unknown, first: unknown, firstInstance: unknown) {
      let result: unknown;
      if (arguments.length === 2) result = native.call(this, vertices, instances);
      else if (arguments.length === 1) result = native.call(this, vertices);
      else if (arguments.length === 0) result = native.call(this);
      else if (arguments.length === 3) result = native.call(this, vertices, instances, first);
      else result = native.call(this, vertices, instances, first, firstInstance);
      countDraw(this, vertices, instances);
      return result;
    },
  }).method;

const drawIndexed: Wrap = (native) =>
  ({
    method(this: unknown, indices: unknown, instances: unknown, first: unknown, base: unknown, firstInstance: unknown) {
      let result: unknown;
      if (arguments.length === 2) result = native.call(this, indices, instances);
      else if (arguments.length === 1) result = native.call(this, indices);
      else if (arguments.length === 0) result = native.call(this);
      else if (arguments.length === 3) result = native.call(this, indices, instances, first);
      else if (arguments.length === 4) result = native.call(this, indices, instances, first, base);
      else result = native.call(this, indices, instances, first, base, firstInstance);
      countDraw(this, indices, instances);
      return result;
    },
  }).method;

const setPipeline: Wrap = (native) =>
  ({
    method(this: unknown, pipeline: unknown) {
      const result = arguments.length === 0 ? native.call(this) : native.call(this, pipeline);
      usePipeline(this, pipeline);
      return result;
    },
  }).method;

const setBindGroup: Wrap = (native) =>
  ({
    method(this: unknown, index: unknown, group: unknown, offsets: unknown, start: unknown, length: unknown) {
      let result: unknown;
      if (arguments.length === 2) result = native.call(this, index, group);
      else if (arguments.length === 3) result = native.call(this, index, group, offsets);
      else if (arguments.length === 1) result = native.call(this, index);
      else if (arguments.length === 0) result = native.call(this);
      else if (arguments.length === 4) result = native.call(this, index, group, offsets, start);
      else result = native.call(this, index, group, offsets, start, length);
      countCall(this, BIND_GROUP_SETS);
      return result;
    },
  }).method;

/** What an indirect draw draws is known on the GPU only. */
const drawIndirect: Wrap = (native) =>
  ({
    method(this: unknown) {
      const result = Reflect.apply(native, this, arguments);
      countCall(this, DRAWS);
      countCall(this, INDIRECT_DRAWS);
      return result;
    },
  }).method;

const dispatch: Wrap = (native) =>
  ({
    method(this: unknown) {
      const result = Reflect.apply(native, this, arguments);
      countCall(this, DISPATCHES);
      return result;
    },
  }).method;

/** Of an array: any other iterable the native call has used up. */
function replayBundles(pass: unknown, bundles: unknown): void {
  if (!Array.isArray(bundles)) return;
  try {
    for (const bundle of bundles) replayBundle(pass, bundle);
  } catch {
    // An array whose elements run the page's code, which has thrown now.
  }
}

const executeBundles: Wrap = (native) =>
  ({
    method(this: unknown, bundles: unknown) {
      const result = Reflect.apply(native, this, arguments);
      replayBundles(this, bundles);
      return result;
    },
  }).method;

const finish: Wrap = (native) =>
  ({
    method(this: unknown) {
      const bundle = Reflect.apply(native, this, arguments);
      finishBundle(this as object, bundle as object);
      return bundle;
    },
  }).method;

const after =
  (note: (target: unknown, first: unknown, second: unknown) => void): Wrap =>
  (native) =>
    ({
      method(this: unknown) {
        const result = Reflect.apply(native, this, arguments);
        note(this, arguments[0], arguments[1]);
        return result;
      },
    }).method;

const noteBindGroup = (pass: unknown) => countCall(pass, BIND_GROUP_SETS);

const INDIRECT_WRAPPERS: Wrappers = {
  drawIndirect,
  drawIndexedIndirect: drawIndirect,
  // Chromium's drafts, one indirect draw each.
  multiDrawIndirect: drawIndirect,
  multiDrawIndexedIndirect: drawIndirect,
};

export const RENDER_PASS_WRAPPERS: Wrappers = {
  ...INDIRECT_WRAPPERS,
  draw,
  drawIndexed,
  setPipeline,
  setBindGroup,
  executeBundles,
};
export const BUNDLE_WRAPPERS: Wrappers = {
  ...INDIRECT_WRAPPERS,
  draw: after(countDraw),
  drawIndexed: after(countDraw),
  setPipeline: after(usePipeline),
  setBindGroup: after(noteBindGroup),
  finish,
};
export const COMPUTE_PASS_WRAPPERS: Wrappers = {
  setBindGroup: after(noteBindGroup),
  dispatchWorkgroups: dispatch,
  dispatchWorkgroupsIndirect: dispatch,
};
