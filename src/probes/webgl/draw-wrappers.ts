// biome-ignore-all lint/complexity/noArguments: too few arguments must stay too few, and more than enough stay more

import { callWith, type NativeMethod, type Wrappers } from '../gpu/patch-set.ts';
import { toInt } from '../gpu/to-int.ts';
import { triangleCount } from '../gpu/triangle-count.ts';
import { DRAWS, INSTANCES, LINES, POINTS, TRIANGLES } from './context-places.ts';
import { findWatch, lastTarget, lastWatch, tellDraw } from './context-watch.ts';
import { lineCount, multiDrawCount, pointCount } from './primitive-counts.ts';

/** As the page spells it, nearly always. */
const TRIANGLE_LIST = 4;

/** What a draw of a context or extension counts into. */
function beginDraw(target: unknown): Int32Array {
  const watch = target === lastTarget ? lastWatch : findWatch(target);
  if (!watch.hasDrawn) tellDraw(watch);
  (watch.counts[DRAWS] as number)++;
  return watch.counts;
}

/** Hot: most draws are lists of triangles, of which this knows the count at once. */
function countDraw(target: unknown, mode: unknown, vertices: unknown): void {
  const counts = beginDraw(target);
  if (mode === TRIANGLE_LIST && typeof vertices === 'number')
    (counts[TRIANGLES] as number) += Math.max(0, ((vertices | 0) / 3) | 0);
  else countPrimitives(counts, mode, vertices, 1);
}

function countPrimitives(counts: Int32Array, mode: unknown, vertices: unknown, instances: unknown): void {
  (counts[TRIANGLES] as number) += triangleCount(mode, vertices, instances);
  (counts[LINES] as number) += lineCount(mode, vertices, instances);
  (counts[POINTS] as number) += pointCount(mode, vertices, instances);
}

/** Hot. */
function countInstances(target: unknown, mode: unknown, vertices: unknown, instances: unknown): void {
  const counts = beginDraw(target);
  countPrimitives(counts, mode, vertices, instances);
  (counts[INSTANCES] as number) += instancesOf(mode, vertices, instances);
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
  (vertices: number, instances: number): Wrap =>
  (native) =>
    ({
      method(this: unknown) {
        const result = Reflect.apply(native, this, arguments);
        countInstances(this, arguments[0], arguments[vertices], arguments[instances]);
        return result;
      },
    }).method;

const multiDraw =
  (drawCount: number, vertices: number, instances = NOWHERE): Wrap =>
  (native) =>
    ({
      method(this: unknown) {
        const result = Reflect.apply(native, this, arguments);
        const counts = beginDraw(this);
        countListed(counts, TRIANGLES, triangleCount, arguments, drawCount, vertices, instances);
        countListed(counts, LINES, lineCount, arguments, drawCount, vertices, instances);
        countListed(counts, POINTS, pointCount, arguments, drawCount, vertices, instances);
        if (instances !== NOWHERE)
          countListed(counts, INSTANCES, instancesOf, arguments, drawCount, vertices, instances);
        return result;
      },
    }).method;

function countListed(
  counts: Int32Array,
  place: number,
  what: typeof triangleCount,
  args: IArguments,
  drawCount: number,
  vertices: number,
  instances: number,
): void {
  try {
    (counts[place] as number) += multiDrawCount(
      what,
      args[0],
      args[drawCount],
      args[vertices],
      args[vertices + 1],
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
