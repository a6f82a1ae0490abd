// biome-ignore-all lint/complexity/noArguments: too few arguments must stay too few, and more than enough stay more
import type { NativeMethod, Wrappers } from '../gpu/patch-set.ts';
import { COMPILE_US, PROGRAM_LINKS, SHADER_COMPILES } from './context-places.ts';
import { addTo, type ContextWatch, usedWatchOf } from './context-watch.ts';

const COMPLETION_STATUS = 0x91b1;

/** Shaders and programs that the browser may work on still: who asks for the outcome first waits for it. */
const unfinished = new WeakSet<object>();

/** Counts the time of a call that may have waited. */
function addTime(watch: ContextWatch, startMs: number, endMs: number): void {
  addTo(watch, COMPILE_US, 1000 * (endMs - startMs));
  const { observers } = watch;
  for (let k = 0; k < observers.length; k++) observers[k]?.compiled(startMs, endMs);
}

/** The work goes on beside the page once the call has returned. */
const begin =
  (place: number) =>
  (native: NativeMethod): NativeMethod =>
    ({
      method(this: unknown, made: unknown) {
        const watch = usedWatchOf(this);
        if (watch === null) return Reflect.apply(native, this, arguments);
        const startMs = performance.now();
        const result = Reflect.apply(native, this, arguments);
        addTime(watch, startMs, performance.now());
        addTo(watch, place, 1);
        if (typeof made === 'object' && made !== null) unfinished.add(made);
        return result;
      },
    }).method;

/** Asking whether it is finished does not wait. */
const ask = (native: NativeMethod): NativeMethod =>
  ({
    method(this: unknown, made: unknown, name: unknown) {
      if (!unfinished.has(made as object) || name === COMPLETION_STATUS) return Reflect.apply(native, this, arguments);
      const startMs = performance.now();
      const result = Reflect.apply(native, this, arguments);
      const endMs = performance.now();
      unfinished.delete(made as object);
      const watch = usedWatchOf(this);
      if (watch !== null) addTime(watch, startMs, endMs);
      return result;
    },
  }).method;

/** What lets shaders and programs be made, and what waits for that. */
export const COMPILE_WRAPPERS: Wrappers = {
  compileShader: begin(SHADER_COMPILES),
  linkProgram: begin(PROGRAM_LINKS),
  getShaderParameter: ask,
  getShaderInfoLog: ask,
  getProgramParameter: ask,
  getProgramInfoLog: ask,
  getActiveAttrib: ask,
  getActiveUniform: ask,
  getAttribLocation: ask,
  getUniformLocation: ask,
};
