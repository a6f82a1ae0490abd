/** More are no help, and what was stored by somebody else may be of any length. */
const MAX_PINS = 64;
const MAX_KEY_LENGTH = 500;

/** The keys that can be used of pins that were stored, by whomever, each once. */
export function readPins(stored: unknown): readonly string[] {
  const pins = (stored as { readonly pins?: unknown } | null | undefined)?.pins;
  if (!Array.isArray(pins)) return [];
  const isKey = (key: unknown): key is string =>
    typeof key === 'string' && key.length > 0 && key.length <= MAX_KEY_LENGTH;
  return [...new Set(pins.slice(0, 2 * MAX_PINS).filter(isKey))].slice(0, MAX_PINS);
}
