import { PatchSet } from '../gpu/patch-set.ts';

/** The patches of WebGL. */
export const patches = new PatchSet();
