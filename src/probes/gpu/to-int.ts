/**
 * What the browser makes of a number argument: WebIDL's conversion to a 32-bit integer. An object counts as 0, because converting
 * it may run the page's code, which the native call has done already.
 */
export function toInt(value: unknown): number {
  return typeof value === 'object' || typeof value === 'function' ? 0 : (value as number) | 0;
}
