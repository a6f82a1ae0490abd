// biome-ignore-all lint/complexity/noArguments: too few arguments must stay too few, and more than enough stay more
import type { NativeMethod } from '../gpu/patch-set.ts';
import { type ContextWatch, type GlContext, usedWatchOf } from './context-watch.ts';

/** Takes note of a call that has returned. */
export type Note = (watch: ContextWatch, args: IArguments, result: unknown, target: GlContext) => void;

/** Wraps a method that is not called often: calls through and then takes note. What goes wrong in that does not reach the page. */
export const afterCall =
  (note: Note) =>
  (native: NativeMethod): NativeMethod =>
    ({
      method(this: unknown) {
        const result = Reflect.apply(native, this, arguments);
        const watch = usedWatchOf(this);
        if (watch !== null) quietly(note, watch, arguments, result, this as GlContext);
        return result;
      },
    }).method;

function quietly(note: Note, watch: ContextWatch, args: IArguments, result: unknown, target: GlContext): void {
  try {
    note(watch, args, result, target);
  } catch {
    // An argument whose properties run the page's code, which has thrown now: the call is not counted.
  }
}
