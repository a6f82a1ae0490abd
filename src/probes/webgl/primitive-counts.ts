import { toInt } from '../gpu/to-int.ts';

const POINTS = 0;
const LINES = 1;
const LINE_LOOP = 2;
const LINE_STRIP = 3;

/** Lines that so many instances of so many vertices ask for: ⌊n/2⌋, of a strip n − 1, of a loop n, of anything else 0. */
export function lineCount(mode: unknown, vertices: unknown, instances: unknown): number {
  const n = toInt(vertices);
  const primitive = toInt(mode);
  if (n < 2 || primitive < LINES || primitive > LINE_STRIP) return 0;
  const lines = primitive === LINES ? n >> 1 : primitive === LINE_LOOP ? n : n - 1;
  return lines * Math.max(0, toInt(instances));
}

/** Points that so many instances of so many vertices ask for; of lines and triangles 0. */
export function pointCount(mode: unknown, vertices: unknown, instances: unknown): number {
  return toInt(mode) === POINTS ? Math.max(0, toInt(vertices)) * Math.max(0, toInt(instances)) : 0;
}

/**
 * What the draws of a multi-draw come to: its lists are typed arrays or arrays, read from their offsets on. Of any other iterable,
 * which the native call has used up, it is not known: 0.
 */
export function multiDrawCount(
  count: (mode: unknown, vertices: unknown, instances: unknown) => number,
  mode: unknown,
  drawCount: unknown,
  counts: unknown,
  countsOffset: unknown,
  instances: unknown = null,
  instancesOffset: unknown = 0,
): number {
  let sum = 0;
  if (isList(counts))
    for (let k = 0; k < Math.min(toInt(drawCount), counts.length); k++)
      sum += count(
        mode,
        counts[toInt(countsOffset) + k],
        isList(instances) ? instances[toInt(instancesOffset) + k] : instances === null,
      );
  return sum;
}

function isList(value: unknown): value is ArrayLike<unknown> {
  return ArrayBuffer.isView(value) || Array.isArray(value);
}
