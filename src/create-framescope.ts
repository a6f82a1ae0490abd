import { createScope, type SharedScope } from './scope.ts';
import type { Framescope, FramescopeOptions } from './scope-options.ts';
import { VERSION } from './version.ts';

/** Where every copy of the package on a page finds the scopes: the page's own, the auto script, the Playwright kit. */
interface FramescopeGlobal {
  readonly version: string;
  readonly scopes: Framescope[];
}

declare global {
  var __FRAMESCOPE__: FramescopeGlobal | undefined;
}

interface Shared {
  readonly scope: SharedScope;
  leases: number;
}
/** What a scope in the global list is behind its public face; kept on the face, since another copy of the package has to find it. */
const SHARED = Symbol.for('framescope.shared');

/**
 * Starts measuring the page, or joins the scope that does already: the later call adds its targets, metrics and settings, and
 * gets a lease whose `destroy()` undoes its own part. In Node it gives an inert scope.
 *
 * @throws MetricsError `invalid-operation` for a target without a WebGL context, `invalid-config` and `type-mismatch` for wrong metrics
 */
export function createFramescope(options: FramescopeOptions = {}): Framescope {
  const view = typeof window === 'undefined' || typeof document === 'undefined' ? null : window;
  if (view === null) return lease({ scope: createScope(null, options), leases: 0 }, options, () => undefined);
  globalThis.__FRAMESCOPE__ ??= { version: VERSION, scopes: [] };
  const { scopes } = globalThis.__FRAMESCOPE__;
  const existing = options.isolated ? undefined : scopes.map(sharedOf).find((shared) => shared !== undefined);
  if (existing !== undefined) return lease(existing, options, (face) => remove(scopes, face));
  const shared: Shared = { scope: createScope(view, options), leases: 0 };
  try {
    const face = lease(shared, options, (gone) => remove(scopes, gone));
    scopes.push(face);
    return face;
  } catch (error) {
    // Wrong options leave nothing behind.
    shared.scope.destroy();
    throw error;
  }
}

function lease(shared: Shared, options: FramescopeOptions, onLast: (face: Framescope) => void): Framescope {
  const { scope } = shared;
  const undo = scope.apply(options);
  shared.leases++;
  let held = true;
  const destroy = () => {
    if (!held) return;
    held = false;
    undo();
    if (--shared.leases > 0) return;
    scope.destroy();
    onLast(face);
  };
  // Assigned, not defined: a page may have extended Object.prototype, from which property descriptors inherit.
  const face: Framescope = Object.assign(Object.create(scope), { [SHARED]: shared, destroy });
  return face;
}

function sharedOf(scope: Framescope): Shared | undefined {
  return (scope as Framescope & { [SHARED]?: Shared })[SHARED];
}

/** Takes a scope off the list, whichever of its leases is on it. */
function remove(scopes: Framescope[], face: Framescope): void {
  const index = scopes.findIndex((scope) => sharedOf(scope) === sharedOf(face));
  if (index >= 0) scopes.splice(index, 1);
}
