import { toInt } from './to-int.ts';

const TRIANGLES = 4;
const TRIANGLE_FAN = 6;

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
