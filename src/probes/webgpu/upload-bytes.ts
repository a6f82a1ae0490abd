import { imageBytes } from '../gpu/texel-block.ts';
import { texelBlock } from './texture-bytes.ts';

const STENCIL = { bytes: 1, width: 1, height: 1 };

/** Bytes of the texels that a copy into a texture covers; `aspect` tells which part of a format with depth and stencil. */
export function textureWriteBytes(format: string, aspect: unknown, size: unknown): number {
  const block = texelBlock(format);
  if (block === null) return 0;
  const [width, height, layers] = extentOf(size);
  const isStencil = aspect === 'stencil-only' || format === 'stencil8';
  return imageBytes(isStencil ? STENCIL : block, width, height, layers);
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
