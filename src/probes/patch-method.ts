/**
 * Replaces a method where it is defined, keeping its attributes, name and length.
 *
 * @returns undoes it: the very descriptor comes back when nobody patched on top or froze the owner since; otherwise false, and the
 * replacement, which somebody may have kept, has to be inert from then on
 * @throws TypeError where the method cannot be replaced
 */
export function patchMethod<T extends object>(
  owner: T,
  name: keyof T & string,
  replacement: (...args: never[]) => unknown,
): () => boolean {
  const before = Object.getOwnPropertyDescriptor(owner, name);
  const native = owner[name] as (...args: never[]) => unknown;
  define(replacement, 'name', { value: native.name, configurable: true });
  define(replacement, 'length', { value: native.length, configurable: true });
  const { writable = true, enumerable = true, configurable = true } = before ?? {};
  define(owner, name, { value: replacement, writable, enumerable, configurable });
  return () => {
    if (Object.getOwnPropertyDescriptor(owner, name)?.value !== replacement) return false;
    try {
      if (before !== undefined) define(owner, name, before);
      else if (!Reflect.deleteProperty(owner, name)) return false;
    } catch {
      return false;
    }
    return true;
  };
}

/** A plain descriptor would inherit what old libraries add to `Object.prototype`, where a `get` beside our `value` is an error. */
function define(owner: object, name: string, descriptor: PropertyDescriptor): void {
  Object.defineProperty(owner, name, Object.assign(Object.create(null), descriptor));
}
