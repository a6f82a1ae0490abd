/**
 * Replaces a method where it is defined, keeping its attributes, name and length.
 *
 * @returns undoes it: the very descriptor comes back when nobody patched on top since; otherwise false, and the replacement,
 * which somebody may have kept, has to be inert from then on
 */
export function patchMethod<T extends object>(
  owner: T,
  name: keyof T & string,
  replacement: (...args: never[]) => unknown,
): () => boolean {
  const before = Object.getOwnPropertyDescriptor(owner, name);
  const native = owner[name] as (...args: never[]) => unknown;
  Object.defineProperty(replacement, 'name', { value: native.name, configurable: true });
  Object.defineProperty(replacement, 'length', { value: native.length, configurable: true });
  Object.defineProperty(owner, name, {
    ...(before ?? { writable: true, enumerable: true, configurable: true }),
    value: replacement,
  });
  return () => {
    if (Object.getOwnPropertyDescriptor(owner, name)?.value !== replacement) return false;
    if (before === undefined) delete owner[name];
    else Object.defineProperty(owner, name, before);
    return true;
  };
}
