/** Bytes that a call takes of its data: offset and size count elements of a typed array, bytes of anything else. */
export function viewBytes(
  data: { readonly byteLength: number; readonly BYTES_PER_ELEMENT?: number },
  offset: unknown = 0,
  size: unknown = undefined,
): number {
  const unit = data.BYTES_PER_ELEMENT ?? 1;
  return size === undefined ? data.byteLength - Number(offset) * unit : Number(size) * unit;
}
