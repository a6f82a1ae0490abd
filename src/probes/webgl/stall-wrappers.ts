// biome-ignore-all lint/complexity/noArguments: too few arguments must stay too few, and more than enough stay more
import type { NativeMethod, Wrappers } from '../gpu/patch-set.ts';
import { READBACKS, STALL_US, STALLS } from './context-places.ts';
import { addTo, usedWatchOf } from './context-watch.ts';

const always = () => true;

/** The last argument of `readPixels`, which goes into memory at once, and into a buffer of the GPU some time. */
const intoMemory = (args: IArguments) => typeof args[6] === 'object';

const stall =
  (waits: (args: IArguments) => boolean, isReadback: boolean) =>
  (native: NativeMethod): NativeMethod =>
    ({
      method(this: unknown) {
        const watch = usedWatchOf(this);
        if (watch === null) return Reflect.apply(native, this, arguments);
        const startMs = performance.now();
        const result = Reflect.apply(native, this, arguments);
        if (isReadback) addTo(watch, READBACKS, 1);
        if (waits(arguments)) {
          addTo(watch, STALLS, 1);
          addTo(watch, STALL_US, 1000 * (performance.now() - startMs));
        }
        return result;
      },
    }).method;

/** What the page cannot have before the GPU process has done all that it was told. */
export const STALL_WRAPPERS: Wrappers = {
  readPixels: stall(intoMemory, true),
  getBufferSubData: stall(always, true),
  finish: stall(always, false),
  clientWaitSync: stall(always, false),
  getError: stall(always, false),
  checkFramebufferStatus: stall(always, false),
  getUniform: stall(always, false),
};
