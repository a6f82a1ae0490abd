// biome-ignore-all lint/complexity/noArguments: too few arguments must stay too few, and more than enough stay more

import { callWith, type NativeMethod, type Wrappers } from '../patch-set.ts';
import { toInt } from '../to-int.ts';
import { triangleCount } from '../triangle-count.ts';
import { DRAWS, INSTANCES, LINES, POINTS, TRIANGLES } from './context-totals.ts';
import { findWatch, lastTarget, lastWatch, tellDraw } from './context-watch.ts';
import { lineCount, multiDrawCount, pointCount } from './primitive-counts.ts';

/** As the page spells it, nearly always. */
const TRIANGLE_LIST = 4;

/** What a draw of a context or extension counts into. */
function beginDraw(target: unknown): Float64Array {
  const watch = target === lastTarget ? lastWatch : findWatch(target);
  if (!watch.hasDrawn) tellDraw(watch);
  (watch.totals[DRAWS] as number)++;
  return watch.totals;
}

/** Hot: most draws are lists of triangles, of which this knows the count at once. */
function countDraw(target: unknown, mode: unknown, vertices: unknown): void {
  const totals = beginDraw(target);
  if (mode === TRIANGLE_LIST && typeof vertices === 'number')
    (totals[TRIANGLES] as number) += Math.max(0, ((vertices | 0) / 3) | 0);
  else countPrimitives(totals, mode, vertices, 1);
}

function countPrimitives(totals: Float64Array, mode: unknown, vertices: unknown, instances: unknown): void {
  (totals[TRIANGLES] as number) += triangleCount(mode, vertices, instances);
  (totals[LINES] as number) += lineCount(mode, vertices, instances);
  (totals[POINTS] as number) += pointCount(mode, vertices, instances);
}

/** Hot. */
function countInstances(target: unknown, mode: unknown, vertices: unknown, instances: unknown): void {
  const totals = beginDraw(target);
  countPrimitives(totals, mode, vertices, instances);
  (totals[INSTANCES] as number) += instancesOf(mode, vertices, instances);
}

const instancesOf = (_mode: unknown, _vertices: unknown, instances: unknown) => Math.max(0, toInt(instances));

type Wrap = (native: NativeMethod) => NativeMethod;

// Each has the native arity, so that a call needs no array of arguments, and counts after the native call, so that one that throws
// is not counted.

const drawArrays: Wrap = (native) =>
  ({
    method(this: unknown, mode: unknown, first: unknown, count: unknown) {
      const result = arguments.length === 3 ? native.call(this, mode, first, count) : callWith(native, this, arguments);
      countDraw(this, mode, count);
      return result;
    },
  }).method;

const drawElements: Wrap = (native) =>
  ({
    method(this: unknown, mode: unknown, count: unknown, type: unknown, offset: unknown) {
      const result =
        arguments.length === 4 ? native.call(this, mode, count, type, offset) : callWith(native, this, arguments);
      countDraw(this, mode, count);
      return result;
    },
  }).method;

const drawRangeElements: Wrap = (native) =>
  ({
    method(this: unknown, mode: unknown, start: unknown, end: unknown, count: unknown, type: unknown, offset: unknown) {
      const result =
        arguments.length === 6
          ? native.call(this, mode, start, end, count, type, offset)
          : callWith(native, this, arguments);
      countDraw(this, mode, count);
      return result;
    },
  }).method;

const drawArraysInstanced: Wrap = (native) =>
  ({
    method(this: unknown, mode: unknown, first: unknown, count: unknown, instances: unknown) {
      const result =
        arguments.length === 4 ? native.call(this, mode, first, count, instances) : callWith(native, this, arguments);
      countInstances(this, mode, count, instances);
      return result;
    },
  }).method;

const drawElementsInstanced: Wrap = (native) =>
  ({
    method(this: unknown, mode: unknown, count: unknown, type: unknown, offset: unknown, instances: unknown) {
      const result =
        arguments.length === 5
          ? native.call(this, mode, count, type, offset, instances)
          : callWith(native, this, arguments);
      countInstances(this, mode, count, instances);
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
        countInstances(this, arguments[0], arguments[counts], arguments[instances]);
        return result;
      },
    }).method;

const multiDraw =
  (drawCount: number, counts: number, instances = NOWHERE): Wrap =>
  (native) =>
    ({
      method(this: unknown) {
        const result = Reflect.apply(native, this, arguments);
        const totals = beginDraw(this);
        countListed(totals, TRIANGLES, triangleCount, arguments, drawCount, counts, instances);
        countListed(totals, LINES, lineCount, arguments, drawCount, counts, instances);
        countListed(totals, POINTS, pointCount, arguments, drawCount, counts, instances);
        if (instances !== NOWHERE) countListed(totals, INSTANCES, instancesOf, arguments, drawCount, counts, instances);
        return result;
      },
    }).method;

function countListed(
  totals: Float64Array,
  place: number,
  what: typeof triangleCount,
  args: IArguments,
  drawCount: number,
  counts: number,
  instances: number,
): void {
  try {
    (totals[place] as number) += multiDrawCount(
      what,
      args[0],
      args[drawCount],
      args[counts],
      args[counts + 1],
      args[instances],
      args[instances + 1],
    );
  } catch {
    // An array whose elements run the page's code, which has thrown now.
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
