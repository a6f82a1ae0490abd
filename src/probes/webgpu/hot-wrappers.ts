// biome-ignore-all lint/complexity/noArguments: too few arguments must stay too few, and more than enough stay more
import type { NativeMethod, Wrappers } from '../gpu/patch-set.ts';
import { triangleCount } from '../gpu/triangle-count.ts';
import { BIND_GROUP_SETS, DRAWS, TRIANGLES } from './device-places.ts';
import { lastPass, MODE, running, switchTo, usePipeline } from './pass-state.ts';

type Wrap = (native: NativeMethod) => NativeMethod;

// The calls of which a render pass has thousands. Three things make such a replacement as quick as the native method in Chromium; without
// any one of them a call takes twice as long:
// - There is one copy of each function, so that the compiler knows its native method. It hands on no `arguments`, which would be made
//   for each call, and so no more of them than the native method takes.
// - The compiler knows what kind of object `this` is, which it learns by a property that is read from it just before the native
//   call. Only from an object that a native call has accepted: on any other that would run, or throw, what the native call does not.
// - The page has not called the native method in that place before, or the compiler never puts ours into the page's loop. So they
//   are put in as soon as there is a device, before the code of the probe is there.

/** Passes on the first `count` arguments. */
export function callWith(
  native: NativeMethod,
  target: unknown,
  count: number,
  a: unknown,
  b?: unknown,
  c?: unknown,
  d?: unknown,
  e?: unknown,
): unknown {
  if (count === 0) return native.call(target);
  if (count === 1) return native.call(target, a);
  if (count === 2) return native.call(target, a, b);
  if (count === 3) return native.call(target, a, b, c);
  return count === 4 ? native.call(target, a, b, c, d) : native.call(target, a, b, c, d, e);
}

/** Hot: once the native call has returned, so that one that throws is not counted. */
export function countDraw(pass: unknown, vertices: unknown, instances: unknown): void {
  if (pass !== lastPass) switchTo(pass);
  (running[DRAWS] as number)++;
  (running[TRIANGLES] as number) += triangleCount(running[MODE], vertices, instances === undefined ? 1 : instances);
}

/** Hot. */
export function countCall(pass: unknown, place: number): void {
  if (pass !== lastPass) switchTo(pass);
  (running[place] as number)++;
}

const draw: Wrap = (native) =>
  ({
    method(this: unknown, vertices: unknown, instances: unknown, first: unknown, firstInstance: unknown) {
      let result: unknown;
      if (this !== lastPass)
        result = callWith(native, this, Math.min(arguments.length, 4), vertices, instances, first, firstInstance);
      else {
        void (this as object).constructor;
        if (arguments.length === 2) result = native.call(this, vertices, instances);
        else if (arguments.length === 4) result = native.call(this, vertices, instances, first, firstInstance);
        else if (arguments.length === 1) result = native.call(this, vertices);
        else result = callWith(native, this, Math.min(arguments.length, 4), vertices, instances, first, firstInstance);
      }
      countDraw(this, vertices, instances);
      return result;
    },
  }).method;

const drawIndexed: Wrap = (native) =>
  ({
    method(this: unknown, indices: unknown, instances: unknown, first: unknown, base: unknown, firstInstance: unknown) {
      let result: unknown;
      if (this !== lastPass)
        result = callWith(native, this, arguments.length, indices, instances, first, base, firstInstance);
      else {
        void (this as object).constructor;
        if (arguments.length === 2) result = native.call(this, indices, instances);
        else if (arguments.length === 5) result = native.call(this, indices, instances, first, base, firstInstance);
        else if (arguments.length === 1) result = native.call(this, indices);
        else result = callWith(native, this, arguments.length, indices, instances, first, base, firstInstance);
      }
      countDraw(this, indices, instances);
      return result;
    },
  }).method;

const setPipeline: Wrap = (native) =>
  ({
    method(this: unknown, pipeline: unknown) {
      let result: unknown;
      if (this !== lastPass || arguments.length === 0)
        result = callWith(native, this, Math.min(arguments.length, 1), pipeline);
      else {
        void (this as object).constructor;
        result = native.call(this, pipeline);
      }
      usePipeline(this, pipeline);
      return result;
    },
  }).method;

const setBindGroup: Wrap = (native) =>
  ({
    method(this: unknown, index: unknown, group: unknown, offsets: unknown, start: unknown, length: unknown) {
      let result: unknown;
      if (this !== lastPass) result = callWith(native, this, arguments.length, index, group, offsets, start, length);
      else {
        void (this as object).constructor;
        if (arguments.length === 2) result = native.call(this, index, group);
        else if (arguments.length === 3) result = native.call(this, index, group, offsets);
        else result = callWith(native, this, arguments.length, index, group, offsets, start, length);
      }
      countCall(this, BIND_GROUP_SETS);
      return result;
    },
  }).method;

export const HOT_WRAPPERS: Wrappers = { draw, drawIndexed, setPipeline, setBindGroup };
