import { PASS_PLACES } from './device-places.ts';

/** Of a pass or bundle encoder: where its calls count, and what its draws make, a mode of `triangleCount`. */
interface PassState {
  readonly counts: Int32Array;
  mode: number;
}

/** Of lines and points. */
const NO_TRIANGLES = 0;
/** A pipeline that is older than the probe is taken for one with the default topology. */
const LIST = 4;
/** The place in `running` of the mode, behind those of a pass. */
export const MODE = PASS_PLACES;

const MODES: Readonly<Record<string, number>> = { 'triangle-list': LIST, 'triangle-strip': 5 };
const states = new WeakMap<object, PassState>();
const modes = new WeakMap<object, number>();
const bundles = new WeakMap<object, Int32Array>();
/** Counts what belongs to no observed device; read by nobody. */
const NOWHERE: PassState = { counts: new Int32Array(PASS_PLACES), mode: NO_TRIANGLES };

/**
 * What the calls on `lastPass` came to since it was used last. One array for all passes, because the browser then knows where it is;
 * what it holds goes to its pass as soon as another is used, and at the frame's end.
 */
export const running: Int32Array = new Int32Array(PASS_PLACES + 1);
/** The pass or bundle encoder that was used last; a native call has accepted it. Hot wrappers compare by themselves. */
export let lastPass: unknown = null;
let lastState = NOWHERE;
let lastPipeline: unknown = null;
let lastMode = NO_TRIANGLES;

/** From here on `running` is of this pass or bundle encoder. */
export function switchTo(pass: unknown): void {
  const { counts } = lastState;
  for (let place = 0; place < PASS_PLACES; place++) {
    counts[place] = (counts[place] as number) + (running[place] as number);
    running[place] = 0;
  }
  lastState.mode = running[MODE] as number;
  lastState = states.get(pass as object) ?? NOWHERE;
  lastPass = pass;
  running[MODE] = lastState.mode;
}

/** Hot: what draws with a pipeline make from here on. */
export function usePipeline(pass: unknown, pipeline: unknown): void {
  if (pass !== lastPass) switchTo(pass);
  if (pipeline !== lastPipeline) {
    lastMode = modes.get(pipeline as object) ?? LIST;
    lastPipeline = pipeline;
  }
  running[MODE] = lastMode;
}

/** Adds up what runs, before it is read, and keeps no pass alive, and with it its device. Called at each frame's end. */
export function forgetLast(): void {
  switchTo(null);
  lastPipeline = null;
}

/** Begins to count the calls of a pass. */
export function beginPass(pass: object, counts: Int32Array): void {
  states.set(pass, { counts, mode: NO_TRIANGLES });
  switchTo(pass);
}

/** Remembers what a pipeline's draws make. Default topology: a list of triangles. */
export function notePipeline(pipeline: object, topology: unknown = 'triangle-list'): void {
  modes.set(pipeline, MODES[String(topology)] ?? NO_TRIANGLES);
}

/** Begins to count what a bundle's replay will draw. */
export function beginBundle(encoder: object): void {
  beginPass(encoder, new Int32Array(PASS_PLACES));
}

export function finishBundle(encoder: object, bundle: object): void {
  forgetLast();
  const state = states.get(encoder);
  if (state !== undefined) bundles.set(bundle, state.counts);
}

/** Counts what a bundle draws. Of one that is older than the probe nothing is known. */
export function replayBundle(pass: unknown, bundle: unknown): void {
  const drawn = bundles.get(bundle as object);
  if (drawn === undefined) return;
  if (pass !== lastPass) switchTo(pass);
  for (let place = 0; place < PASS_PLACES; place++)
    running[place] = (running[place] as number) + (drawn[place] as number);
}
