// biome-ignore-all lint/complexity/noArguments: too few arguments must stay too few, and more than enough stay more
import type { NativeMethod, Wrappers } from '../gpu/patch-set.ts';
import { BIND_GROUP_SETS, DISPATCHES, DRAWS, INDIRECT_DRAWS } from './device-places.ts';
import { countCall, countDraw, HOT_WRAPPERS } from './hot-wrappers.ts';
import { finishBundle, replayBundle, usePipeline } from './pass-state.ts';

type Wrap = (native: NativeMethod) => NativeMethod;

// Each passes as many arguments as it got, because `undefined` is not the same as none, and counts after the native call, so that one
// that throws is not counted. Bundles and compute passes share none of the hot ones, which would be slow with a second copy.

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
  ...HOT_WRAPPERS,
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
