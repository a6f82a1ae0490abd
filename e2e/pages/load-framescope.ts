import type * as Package from '../../src/index.ts';

/** The built package, as users get it. */
export function loadFramescope(): Promise<typeof Package> {
  return import(/* @vite-ignore */ new URL('/dist/framescope.js', location.href).href);
}
