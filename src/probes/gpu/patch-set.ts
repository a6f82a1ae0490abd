import { patchMethod } from '../patch-method.ts';

export type NativeMethod = (this: unknown, ...args: unknown[]) => unknown;
export type Methods = Record<string, NativeMethod>;
/** Makes the replacement of a method: of a shorthand method, which is, as the native one, no constructor. */
export type Wrappers = Readonly<Record<string, (native: NativeMethod) => NativeMethod>>;

/** Passes on as many arguments as there are. Out of line, for most calls of a wrapper do without. */
export function callWith(native: NativeMethod, target: unknown, args: IArguments): unknown {
  return Reflect.apply(native, target, args);
}

interface Patch {
  readonly owner: Methods;
  readonly name: string;
  readonly native: NativeMethod;
  readonly wrapper: NativeMethod;
  /** null: the native one is back in its place. */
  undo: (() => boolean) | null;
}

/**
 * The patches of one graphics API, one for all probes of this copy of the package. A wrapper is used again after it was taken out:
 * the browser inlines less with every copy that is made of the same function.
 */
export class PatchSet {
  readonly #patches: Patch[] = [];
  #users = 0;

  /** Patches what `owner` has of these methods, unless that is done; false when one of them cannot be replaced. */
  patch(owner: Methods, wrappers: Wrappers): boolean {
    const patches = this.#patches;
    for (const [name, wrap] of Object.entries(wrappers)) {
      const native = owner[name];
      if (typeof native !== 'function') continue;
      // One that is under somebody else's patch still works; one that was taken out works only on what it was made for.
      const isUsable = (patch: Patch) =>
        patch.owner === owner && patch.name === name && (patch.undo !== null || patch.native === native);
      if (!patches.some(isUsable)) patches.push({ owner, name, native, wrapper: wrap(native), undo: null });
    }
    this.#putIn();
    return Object.keys(wrappers).every(
      (name) =>
        typeof owner[name] !== 'function' ||
        patches.some((patch) => patch.owner === owner && patch.name === name && patch.undo !== null),
    );
  }

  /** The methods of an owner as they were before they were patched here. */
  nativesOf<T extends object>(owner: Methods): T {
    const natives = Object.create(owner);
    for (const patch of this.#patches)
      if (patch.owner === owner && patch.undo !== null) natives[patch.name] = patch.native;
    return natives;
  }

  acquire(): void {
    if (this.#users++ === 0) this.#putIn();
  }

  /** The last one to release them puts the natives back, where ours are on top; elsewhere ours pass everything straight. */
  release(): void {
    if (--this.#users > 0) return;
    for (const patch of this.#patches) if (patch.undo?.()) patch.undo = null;
  }

  #putIn(): void {
    for (const patch of this.#patches) {
      const { owner, name, native, wrapper } = patch;
      if (owner[name] !== native) continue;
      try {
        patch.undo = patchMethod(owner, name, wrapper);
      } catch {
        // The page has frozen it; that must not keep the others from being patched.
      }
    }
  }
}
