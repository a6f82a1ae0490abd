import { PatchSet } from '../gpu/patch-set.ts';

/** The patches of WebGPU. */
export const patches = new PatchSet();
