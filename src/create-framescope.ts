import { createScope, type SharedScope } from './scope.ts';
import { checkOptions } from './scope-checks.ts';
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
type SetUp = (scope: Framescope) => () => void;

/** What a scope in the global list is behind its public face; kept on the face, since another copy of the package has to find it. */
const SHARED = Symbol.for('framescope.shared');

/**
 * Starts measuring the page, or joins the scope that does already: the later call adds its targets, metrics and settings, and
 * gets a lease whose `destroy()` undoes its own part. A dedicated worker has a scope of its own, without a HUD. In Node it gives an
 * inert scope.
 *
 * @throws MetricsError `invalid-config` for wrong options, `invalid-operation` for a target without a WebGL context or GPUDevice,
 * `invalid-config` and `type-mismatch` for wrong metrics
 */
export function createFramescope(options: FramescopeOptions = {}): Framescope {
  return openScope(options, () => () => undefined);
}

/** As `createFramescope`, with a part of the lease's own: what `setUp` gives undoes that. */
export function openScope(options: FramescopeOptions, setUp: SetUp): Framescope {
  checkOptions(options);
  const view = measurableRealm();
  if (view === null) return lease({ scope: createScope(null, options), leases: 0 }, options, setUp, () => undefined);
  globalThis.__FRAMESCOPE__ ??= { version: VERSION, scopes: [] };
  const { scopes } = globalThis.__FRAMESCOPE__;
  const existing = options.isolated ? undefined : scopes.map(sharedOf).find((shared) => shared !== undefined);
  if (existing !== undefined) return lease(existing, options, setUp, (face) => remove(scopes, face));
  const shared: Shared = { scope: createScope(view, options), leases: 0 };
  try {
    const face = lease(shared, options, setUp, (gone) => remove(scopes, gone));
    scopes.push(face);
    return face;
  } catch (error) {
    // Wrong options leave nothing behind.
    shared.scope.destroy();
    throw error;
  }
}

/** A page, or a dedicated worker, which may draw into an OffscreenCanvas; null in Node and elsewhere. */
function measurableRealm(): typeof globalThis | null {
  const isPage = typeof window !== 'undefined' && typeof document !== 'undefined';
  return isPage || isWorker() ? globalThis : null;
}

export function isWorker(): boolean {
  return Object.prototype.toString.call(globalThis) === '[object DedicatedWorkerGlobalScope]';
}

function lease(
  shared: Shared,
  options: FramescopeOptions,
  setUp: SetUp,
  onLast: (face: Framescope) => void,
): Framescope {
  const { scope } = shared;
  const { undo, ready } = scope.apply(options);
  shared.leases++;
  let held = true;
  const destroy = () => {
    if (!held) return;
    held = false;
    undoSetUp();
    undo();
    if (--shared.leases > 0) return;
    scope.destroy();
    onLast(face);
  };
  // Assigned, not defined: a page may have extended Object.prototype, from which property descriptors inherit.
  const face: Framescope = Object.assign(Object.create(scope), { [SHARED]: shared, ready, destroy });
  const undoSetUp = setUp(face);
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
