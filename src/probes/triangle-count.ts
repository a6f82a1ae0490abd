const TRIANGLES = 4;
const TRIANGLE_FAN = 6;

/**
 * What the browser makes of a number argument: WebIDL's conversion to a 32-bit integer. An object counts as 0, because converting
 * it may run the page's code, which the native call has done already.
 */
function toInt(value: unknown): number {
  return typeof value === 'object' || typeof value === 'function' ? 0 : (value as number) | 0;
}

/**
 * Triangles that so many instances of so many vertices ask for: ⌊n/3⌋, of a strip or fan n − 2, of lines and points 0. Primitive
 * restart is not looked at.
 */
export function triangleCount(mode: unknown, vertices: unknown, instances: unknown): number {
  const n = toInt(vertices);
  const primitive = toInt(mode);
  if (n < 3 || primitive < TRIANGLES || primitive > TRIANGLE_FAN) return 0;
  return (primitive === TRIANGLES ? (n / 3) | 0 : n - 2) * Math.max(0, toInt(instances));
}

/**
 * Triangles of a multi-draw: its lists are typed arrays or arrays, read from their offsets on. Of any other iterable, which the
 * native call has used up, they are not known: 0.
 */
export function multiDrawTriangleCount(
  mode: unknown,
  drawCount: unknown,
  counts: unknown,
  countsOffset: unknown,
  instances: unknown = null,
  instancesOffset: unknown = 0,
): number {
  let triangles = 0;
  if (isList(counts))
    for (let k = 0; k < Math.min(toInt(drawCount), counts.length); k++)
      triangles += triangleCount(
        mode,
        counts[toInt(countsOffset) + k],
        isList(instances) ? instances[toInt(instancesOffset) + k] : instances === null,
      );
  return triangles;
}

function isList(value: unknown): value is ArrayLike<unknown> {
  return ArrayBuffer.isView(value) || Array.isArray(value);
}
