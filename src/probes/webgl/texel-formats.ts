import type { TexelBlock } from '../gpu/texel-block.ts';

/** Bytes of a texel of the sized formats; of depth formats what GPUs commonly take. */
const SIZED: readonly (readonly [bytes: number, formats: readonly number[]])[] = [
  // R8, R8_SNORM, R8UI, R8I, STENCIL_INDEX8
  [1, [0x8229, 0x8f94, 0x8232, 0x8231, 0x8d48]],
  // R16F, R16UI, R16I, R16, R16_SNORM, RG8, RG8_SNORM, RG8UI, RG8I, RGB565, RGB5_A1, RGBA4, DEPTH_COMPONENT16
  [2, [0x822d, 0x8234, 0x8233, 0x822a, 0x8f98, 0x822b, 0x8f95, 0x8238, 0x8237, 0x8d62, 0x8057, 0x8056, 0x81a5]],
  // RGB8, SRGB8, RGB8_SNORM, RGB8UI, RGB8I
  [3, [0x8051, 0x8c41, 0x8f96, 0x8d7d, 0x8d8f]],
  // R32F, R32UI, R32I, RG16F, RG16UI, RG16I, RG16, RG16_SNORM
  [4, [0x822e, 0x8236, 0x8235, 0x822f, 0x823a, 0x8239, 0x822c, 0x8f99]],
  // RGBA8, SRGB8_ALPHA8, RGBA8_SNORM, RGBA8UI, RGBA8I, RGB10_A2, RGB10_A2UI, R11F_G11F_B10F, RGB9_E5
  [4, [0x8058, 0x8c43, 0x8f97, 0x8d7c, 0x8d8e, 0x8059, 0x906f, 0x8c3a, 0x8c3d]],
  // DEPTH_COMPONENT24, DEPTH_COMPONENT32F, DEPTH24_STENCIL8, and DEPTH_STENCIL, which renderbuffers take without a type
  [4, [0x81a6, 0x8cac, 0x88f0, 0x84f9]],
  // DEPTH32F_STENCIL8
  [5, [0x8cad]],
  // RGB16F, RGB16UI, RGB16I, RGB16, RGB16_SNORM
  [6, [0x881b, 0x8d77, 0x8d89, 0x8054, 0x8f9a]],
  // RG32F, RG32UI, RG32I, RGBA16F, RGBA16UI, RGBA16I, RGBA16, RGBA16_SNORM
  [8, [0x8230, 0x823c, 0x823b, 0x881a, 0x8d76, 0x8d88, 0x805b, 0x8f9b]],
  // RGB32F, RGB32UI, RGB32I
  [12, [0x8815, 0x8d71, 0x8d83]],
  // RGBA32F, RGBA32UI, RGBA32I
  [16, [0x8814, 0x8d70, 0x8d82]],
];
/** Formats whose blocks are 4 × 4. */
const BLOCKS: readonly (readonly [bytes: number, formats: readonly number[]])[] = [
  // S3TC DXT1 with and without alpha, sRGB; RGTC1; ETC1; PVRTC of 4 bits a texel; ETC2 R11, RGB8 and RGB8 with punchthrough alpha
  [8, [0x83f0, 0x83f1, 0x8c4c, 0x8c4d, 0x8dbb, 0x8dbc, 0x8d64, 0x8c00, 0x8c02]],
  [8, [0x9270, 0x9271, 0x9274, 0x9275, 0x9276, 0x9277]],
  // S3TC DXT3 and DXT5, sRGB; RGTC2; BPTC; ETC2 RG11 and RGBA8
  [16, [0x83f2, 0x83f3, 0x8c4e, 0x8c4f, 0x8dbd, 0x8dbe]],
  [16, [0x8e8c, 0x8e8d, 0x8e8e, 0x8e8f, 0x9272, 0x9273, 0x9278, 0x9279]],
];
const ASTC = 0x93b0;
const ASTC_SRGB = 0x93d0;
const ASTC_WIDTHS = [4, 5, 5, 6, 6, 8, 8, 8, 10, 10, 10, 10, 12, 12];
const ASTC_HEIGHTS = [4, 4, 5, 5, 6, 5, 6, 8, 5, 6, 8, 10, 10, 12];

/** Of what the page gives: how many values make a texel, and how many bytes a value takes. */
const CHANNELS: ReadonlyMap<unknown, number> = new Map([
  // RED, RED_INTEGER, ALPHA, LUMINANCE, DEPTH_COMPONENT
  ...[0x1903, 0x8d94, 0x1906, 0x1909, 0x1902].map((format) => [format, 1] as const),
  // RG, RG_INTEGER, LUMINANCE_ALPHA
  ...[0x8227, 0x8228, 0x190a].map((format) => [format, 2] as const),
  // RGB, RGB_INTEGER, SRGB
  ...[0x1907, 0x8d98, 0x8c40].map((format) => [format, 3] as const),
  // RGBA, RGBA_INTEGER, SRGB_ALPHA
  ...[0x1908, 0x8d99, 0x8c42].map((format) => [format, 4] as const),
]);
const VALUES: ReadonlyMap<unknown, number> = new Map([
  // BYTE, UNSIGNED_BYTE, SHORT, UNSIGNED_SHORT, INT, UNSIGNED_INT, FLOAT, HALF_FLOAT, HALF_FLOAT_OES
  [0x1400, 1],
  [0x1401, 1],
  [0x1402, 2],
  [0x1403, 2],
  [0x1404, 4],
  [0x1405, 4],
  [0x1406, 4],
  [0x140b, 2],
  [0x8d61, 2],
]);
/** Types that are a whole texel. */
const PACKED: ReadonlyMap<unknown, number> = new Map([
  // UNSIGNED_SHORT_5_6_5, _4_4_4_4 and _5_5_5_1
  [0x8363, 2],
  [0x8033, 2],
  [0x8034, 2],
  // UNSIGNED_INT_2_10_10_10_REV, _10F_11F_11F_REV, _5_9_9_9_REV and _24_8
  [0x8368, 4],
  [0x8c3b, 4],
  [0x8c3e, 4],
  [0x84fa, 4],
  // FLOAT_32_UNSIGNED_INT_24_8_REV
  [0x8dad, 8],
]);

const texel = (bytes: number): TexelBlock => ({ bytes, width: 1, height: 1 });
/** By their bytes: made once, because some textures are filled every frame. */
const TEXELS = [null, ...Array.from({ length: 16 }, (_, k) => texel(k + 1))];
const blocks = new Map<unknown, TexelBlock>();
for (const [bytes, formats] of SIZED) for (const format of formats) blocks.set(format, texel(bytes));
for (const [bytes, formats] of BLOCKS) for (const format of formats) blocks.set(format, { bytes, width: 4, height: 4 });
// PVRTC of 2 bits a texel.
for (const format of [0x8c01, 0x8c03]) blocks.set(format, { bytes: 8, width: 8, height: 4 });
ASTC_WIDTHS.forEach((width, k) => {
  for (const first of [ASTC, ASTC_SRGB]) blocks.set(first + k, { bytes: 16, width, height: ASTC_HEIGHTS[k] as number });
});

/** The block of an internal format; of one without a size, that of the texels that the page gives; null for an unknown one. */
export function storedBlock(internalFormat: unknown, format: unknown, type: unknown): TexelBlock | null {
  return blocks.get(internalFormat) ?? givenBlock(format, type);
}

/** The texel that a format and a type of what the page gives make; null for an unknown one. */
export function givenBlock(format: unknown, type: unknown): TexelBlock | null {
  const bytes = PACKED.get(type) ?? (CHANNELS.get(format) ?? 0) * (VALUES.get(type) ?? 0);
  return TEXELS[bytes] ?? null;
}
