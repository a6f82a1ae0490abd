// biome-ignore-all lint/complexity/noArguments: too few arguments must stay too few, and more than enough stay more

import type { Wrappers } from '../gpu/patch-set.ts';
import { type ContextWatch, resources, watchOf } from './context-watch.ts';

export const TIME_ELAPSED = 0x88bf;
export const GPU_DISJOINT = 0x8fbb;

/** Tells all who time the context. What goes wrong there does not reach the page. */
export function tellTimers(
  watch: ContextWatch | undefined,
  what: 'pause' | 'resume' | 'release' | 'discard',
  query?: unknown,
): void {
  if (watch === undefined) return;
  for (const { timer } of watch.observers) {
    try {
      timer?.[what](query);
    } catch {
      // A tool beneath us threw; a frame that was not timed in full is not published.
    }
  }
}

const watchOfElapsed = (context: unknown, target: unknown) => (target === TIME_ELAPSED ? watchOf(context) : undefined);

/** The page's own timer queries work as if there were none of ours: only one can run at a time, so ours give way. */
export const QUERY_WRAPPERS: Wrappers = {
  beginQuery: (native) =>
    ({
      method(this: unknown, target: unknown, query: unknown) {
        const watch = watchOfElapsed(this, target);
        tellTimers(watch, 'release', query);
        tellTimers(watch, 'pause');
        try {
          return Reflect.apply(native, this, arguments);
        } finally {
          tellTimers(watch, 'resume');
        }
      },
    }).method,

  // Also when the page has none that runs: with ours out of the way it gets the error that it would get without us.
  endQuery: (native) =>
    ({
      method(this: unknown, target: unknown) {
        const watch = watchOfElapsed(this, target);
        tellTimers(watch, 'pause');
        const result = Reflect.apply(native, this, arguments);
        tellTimers(watch, 'resume');
        return result;
      },
    }).method,

  deleteQuery: (native) =>
    ({
      method(this: unknown, query: unknown) {
        const watch = watchOf(this);
        tellTimers(watch, 'release', query);
        const result = Reflect.apply(native, this, arguments);
        tellTimers(watch, 'resume');
        resources.remove(query as object);
        return result;
      },
    }).method,

  getQuery: (native) =>
    ({
      method(this: unknown) {
        const query = Reflect.apply(native, this, arguments);
        return watchOf(this)?.observers.some(({ timer }) => timer?.owns(query)) ? null : query;
      },
    }).method,

  // Reading the flag resets it, so each side passes on to the other what it saw.
  getParameter: (native) =>
    ({
      method(this: unknown, name: unknown) {
        const value = Reflect.apply(native, this, arguments);
        const watch = name === GPU_DISJOINT ? watchOf(this) : undefined;
        if (watch === undefined) return value;
        if (value === true) tellTimers(watch, 'discard');
        const isUnseen = watch.isDisjointUnseen;
        watch.isDisjointUnseen = false;
        return isUnseen || value;
      },
    }).method,
};
