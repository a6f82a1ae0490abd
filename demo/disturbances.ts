/** Keeps the last burst alive until the next one, so that it is not optimised away and becomes old garbage. */
let burst: unknown[] = [];

/** Blocks the thread for `durationMs`. */
export function blockThread(durationMs: number): void {
  const endMs = performance.now() + durationMs;
  while (performance.now() < endMs);
}

/** Allocates about `mebibytes` of small objects and drops those of the burst before; returns how many it made. */
export function allocateBurst(mebibytes: number): number {
  // An object with three doubles takes some 64 bytes in V8, its slot in the array and its heap numbers included.
  const count = Math.round((mebibytes * 2 ** 20) / 64);
  burst = Array.from({ length: count }, (_, i) => ({ x: i + 0.5, y: i * 0.25, z: -i * 0.125 }));
  return burst.length;
}
