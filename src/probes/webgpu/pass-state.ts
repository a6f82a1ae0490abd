import { BUNDLE_PLACES } from './device-watch.ts';

/** Where the calls of one pass or bundle encoder count, and what its draws make: a mode of `triangleCount`. */
export interface PassState {
  readonly counts: Int32Array;
  mode: number;
}

/** Of lines and points. */
const NO_TRIANGLES = 0;
/** A pipeline that is older than the probe is taken for one with the default topology. */
const LIST = 4;

const MODES: Readonly<Record<string, number>> = { 'triangle-list': LIST, 'triangle-strip': 5 };
const states = new WeakMap<object, PassState>();
const modes = new WeakMap<object, number>();
const bundles = new WeakMap<object, Int32Array>();
/** Counts what belongs to no observed device; read by nobody. */
const NOWHERE: PassState = { counts: new Int32Array(BUNDLE_PLACES + 1), mode: NO_TRIANGLES };

let lastPass: unknown = null;
let lastState = NOWHERE;
let lastPipeline: unknown = null;
let lastMode = NO_TRIANGLES;

/** Hot: where the calls of a pass or bundle encoder count. */
export function stateOf(pass: unknown): PassState {
  return pass === lastPass ? lastState : findState(pass);
}

/** Hot: what draws with a pipeline make from here on. */
export function usePipeline(pass: unknown, pipeline: unknown): void {
  const state = stateOf(pass);
  if (pipeline !== lastPipeline) {
    lastMode = modes.get(pipeline as object) ?? LIST;
    lastPipeline = pipeline;
  }
  state.mode = lastMode;
}

/** Keeps no pass alive, and with it its device. Called at each frame's end. */
export function forgetLast(): void {
  lastPass = null;
  lastState = NOWHERE;
  lastPipeline = null;
  lastMode = NO_TRIANGLES;
}

/** Begins to count the calls of a pass. */
export function beginPass(pass: object, counts: Int32Array): void {
  const state = { counts, mode: NO_TRIANGLES };
  states.set(pass, state);
  lastPass = pass;
  lastState = state;
}

/** Remembers what a pipeline's draws make. Default topology: a list of triangles. */
export function notePipeline(pipeline: object, topology: unknown = 'triangle-list'): void {
  modes.set(pipeline, MODES[String(topology)] ?? NO_TRIANGLES);
}

/** Begins to count what a bundle's replay will draw. */
export function beginBundle(encoder: object): void {
  beginPass(encoder, new Int32Array(BUNDLE_PLACES));
}

export function finishBundle(encoder: object, bundle: object): void {
  const state = states.get(encoder);
  if (state !== undefined) bundles.set(bundle, state.counts);
}

/** Counts what a bundle draws. Of one that is older than the probe nothing is known. */
export function replayBundle(pass: unknown, bundle: unknown): void {
  const drawn = bundles.get(bundle as object);
  if (drawn === undefined) return;
  const { counts } = stateOf(pass);
  for (let place = 0; place < BUNDLE_PLACES; place++)
    counts[place] = (counts[place] as number) + (drawn[place] as number);
}

function findState(pass: unknown): PassState {
  lastState = states.get(pass as object) ?? NOWHERE;
  lastPass = pass;
  return lastState;
}
