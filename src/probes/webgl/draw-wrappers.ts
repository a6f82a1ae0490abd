// biome-ignore-all lint/complexity/noArguments: too few arguments must stay too few, and more than enough stay more

import type { NativeMethod, Wrappers } from '../patch-set.ts';
import { multiDrawTriangleCount, triangleCount } from '../triangle-count.ts';
import { totalsOf } from './context-watch.ts';

/** Hot. */
function countDraw(target: unknown, mode: unknown, vertices: unknown, instances: unknown): void {
  const totals = totalsOf(target);
  if (totals === null) return;
  totals[0] = (totals[0] as number) + 1;
  totals[1] = (totals[1] as number) + triangleCount(mode, vertices, instances);
}

type Wrap = (native: NativeMethod) => NativeMethod;

// Each has the native arity, so that a call needs no array of arguments, and counts after the native call, so that one that throws
// is not counted.

const drawArrays: Wrap = (native) =>
  ({
    method(this: unknown, mode: unknown, first: unknown, count: unknown) {
      const result =
        arguments.length === 3 ? native.call(this, mode, first, count) : Reflect.apply(native, this, arguments);
      countDraw(this, mode, count, 1);
      return result;
    },
  }).method;

const drawElements: Wrap = (native) =>
  ({
    method(this: unknown, mode: unknown, count: unknown, type: unknown, offset: unknown) {
      const result =
        arguments.length === 4 ? native.call(this, mode, count, type, offset) : Reflect.apply(native, this, arguments);
      countDraw(this, mode, count, 1);
      return result;
    },
  }).method;

const drawRangeElements: Wrap = (native) =>
  ({
    method(this: unknown, mode: unknown, start: unknown, end: unknown, count: unknown, type: unknown, offset: unknown) {
      const result =
        arguments.length === 6
          ? native.call(this, mode, start, end, count, type, offset)
          : Reflect.apply(native, this, arguments);
      countDraw(this, mode, count, 1);
      return result;
    },
  }).method;

const drawArraysInstanced: Wrap = (native) =>
  ({
    method(this: unknown, mode: unknown, first: unknown, count: unknown, instances: unknown) {
      const result =
        arguments.length === 4
          ? native.call(this, mode, first, count, instances)
          : Reflect.apply(native, this, arguments);
      countDraw(this, mode, count, instances);
      return result;
    },
  }).method;

const drawElementsInstanced: Wrap = (native) =>
  ({
    method(this: unknown, mode: unknown, count: unknown, type: unknown, offset: unknown, instances: unknown) {
      const result =
        arguments.length === 5
          ? native.call(this, mode, count, type, offset, instances)
          : Reflect.apply(native, this, arguments);
      countDraw(this, mode, count, instances);
      return result;
    },
  }).method;

/** No argument has this place. */
const NOWHERE = -1;

/** The rest, by the places of their arguments: calls so rare, or of so many draws each, that an array of arguments does not count. */
const baseInstance =
  (counts: number, instances: number): Wrap =>
  (native) =>
    ({
      method(this: unknown) {
        const result = Reflect.apply(native, this, arguments);
        countDraw(this, arguments[0], arguments[counts], arguments[instances]);
        return result;
      },
    }).method;

const multiDraw =
  (drawCount: number, counts: number, instances = NOWHERE): Wrap =>
  (native) =>
    ({
      method(this: unknown) {
        const result = Reflect.apply(native, this, arguments);
        const totals = totalsOf(this);
        if (totals !== null) {
          totals[0] = (totals[0] as number) + 1;
          totals[1] = (totals[1] as number) + listedTriangles(arguments, drawCount, counts, instances);
        }
        return result;
      },
    }).method;

function listedTriangles(args: IArguments, drawCount: number, counts: number, instances: number): number {
  try {
    return multiDrawTriangleCount(
      args[0],
      args[drawCount],
      args[counts],
      args[counts + 1],
      args[instances],
      args[instances + 1],
    );
  } catch {
    // An array whose elements run the page's code, which has thrown now.
    return 0;
  }
}

/** Every method that draws, of both kinds of contexts and of their extensions. A multi-draw is one draw call. */
export const DRAW_WRAPPERS: Wrappers = {
  drawArrays,
  drawElements,
  drawRangeElements,
  drawArraysInstanced,
  drawElementsInstanced,
  drawArraysInstancedANGLE: drawArraysInstanced,
  drawElementsInstancedANGLE: drawElementsInstanced,
  multiDrawArraysWEBGL: multiDraw(5, 3),
  multiDrawElementsWEBGL: multiDraw(6, 1),
  multiDrawArraysInstancedWEBGL: multiDraw(7, 3, 5),
  multiDrawElementsInstancedWEBGL: multiDraw(8, 1, 6),
  drawArraysInstancedBaseInstanceWEBGL: baseInstance(2, 3),
  drawElementsInstancedBaseVertexBaseInstanceWEBGL: baseInstance(1, 4),
  multiDrawArraysInstancedBaseInstanceWEBGL: multiDraw(9, 3, 5),
  multiDrawElementsInstancedBaseVertexBaseInstanceWEBGL: multiDraw(12, 1, 6),
};
