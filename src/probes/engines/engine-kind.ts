import type { EngineFigure } from './engine-figures.ts';

/** Figures at one moment. Undefined: the engine has no such figure. NaN: it cannot be told now. */
export type EngineSample = Partial<Record<EngineFigure, number | undefined>>;

/** Reads one engine; it holds no reference to it. */
export interface EngineReader<T> {
  /** Read at each frame's end, on the frame's path: a few property accesses each. */
  readonly frame: Partial<Record<EngineFigure, (engine: T) => number | undefined>>;
  /** Counts what takes longer, twice a second and between frames. */
  sample(engine: T): EngineSample;
}

/** A kind of object that the probe knows, by its shape: engines are never imported. */
export interface EngineKind<T extends object> {
  /** The label `engine` of the first of its kind. */
  readonly label: string;
  /** The object that is to be read for a target; null when the target is of another kind. */
  find(target: object): T | null;
  createReader(): EngineReader<T>;
}
