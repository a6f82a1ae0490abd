import { texelBlock } from './texture-bytes.ts';

/** Bytes that `writeBuffer` takes of its data: offset and size count elements of a typed array, bytes of anything else. */
export function bufferWriteBytes(
  data: { readonly byteLength: number; readonly BYTES_PER_ELEMENT?: number },
  offset: unknown = 0,
  size: unknown = undefined,
): number {
  const unit = data.BYTES_PER_ELEMENT ?? 1;
  return size === undefined ? data.byteLength - Number(offset) * unit : Number(size) * unit;
}

/** Bytes of the texels that a copy into a texture covers; `aspect` tells which part of a format with depth and stencil. */
export function textureWriteBytes(format: string, aspect: unknown, size: unknown): number {
  const block = texelBlock(format);
  if (block === null) return 0;
  const [width, height, layers] = extentOf(size);
  const isStencil = aspect === 'stencil-only' || format === 'stencil8';
  return Math.ceil(width / block.width) * Math.ceil(height / block.height) * layers * (isStencil ? 1 : block.bytes);
}

/** A `GPUExtent3D`; 0 for an iterable that is no array, which the native call has used up. */
function extentOf(size: unknown): readonly [number, number, number] {
  const {
    width = 0,
    height = 1,
    depthOrArrayLayers = 1,
  } = Array.isArray(size)
    ? { width: size[0], height: size[1], depthOrArrayLayers: size[2] }
    : (size as { width?: unknown; height?: unknown; depthOrArrayLayers?: unknown });
  return [Number(width), Number(height), Number(depthOrArrayLayers)];
}
