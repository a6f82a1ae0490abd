import type { Wrappers } from '../gpu/patch-set.ts';
import { imageBytes, type TexelBlock } from '../gpu/texel-block.ts';
import { toInt } from '../gpu/to-int.ts';
import { afterCall } from './after-call.ts';
import { boundTexture } from './bound-objects.ts';
import { TEXTURE_UPLOAD_BYTES, TEXTURES } from './context-places.ts';
import { addTo, type ContextWatch, type GlContext, resources } from './context-watch.ts';
import { givenBlock, storedBlock } from './texel-formats.ts';
import { TextureImages } from './texture-images.ts';

const TEXTURE_3D = 0x806f;
const TEXTURE_CUBE_MAP = 0x8513;
const FIRST_FACE = 0x8515;
const FACES = 6;
const UNSIGNED_BYTE = 0x1401;

const images = new WeakMap<object, TextureImages>();

function imagesOf(texture: object): TextureImages {
  const known = images.get(texture);
  if (known !== undefined) return known;
  const made = new TextureImages();
  images.set(texture, made);
  return made;
}

function publish(watch: ContextWatch, texture: object, { bytes }: TextureImages): void {
  resources.ensure(watch.ledger, texture, TEXTURES);
  resources.resize(texture, bytes);
}

function setImage(
  watch: ContextWatch,
  context: GlContext,
  args: IArguments,
  block: TexelBlock | null,
  width: unknown,
  height: unknown,
  layers: unknown = 1,
): void {
  const target: number = args[0];
  const texture = boundTexture(watch, context, target);
  if (block === null || texture === null) return;
  const face = target >= FIRST_FACE && target < FIRST_FACE + FACES ? target - FIRST_FACE : 0;
  const known = imagesOf(texture);
  known.setImage(face, toInt(args[1]), block, toInt(width), toInt(height), toInt(layers));
  publish(watch, texture, known);
}

/** Only what comes out of the page's memory is uploaded: no offset in a buffer. */
function upload(
  watch: ContextWatch,
  data: unknown,
  block: TexelBlock | null,
  width: unknown,
  height: unknown,
  layers: unknown = 1,
): void {
  if (typeof data !== 'object' || data === null || block === null) return;
  const bytes = imageBytes(block, toInt(width), toInt(height), toInt(layers));
  if (bytes > 0) addTo(watch, TEXTURE_UPLOAD_BYTES, bytes);
}

type Sizes = Partial<Record<`${'natural' | 'video' | 'display'}${'Width' | 'Height'}` | 'width' | 'height', number>>;

// Of images, videos, video frames and canvases, as many texels as they have by themselves.
const widthOf = (source: Sizes) => source.videoWidth ?? source.naturalWidth ?? source.displayWidth ?? source.width;
const heightOf = (source: Sizes) => source.videoHeight ?? source.naturalHeight ?? source.displayHeight ?? source.height;

/** With width and height, or with a source that has them. */
const texImage2D = afterCall((watch, args, _result, context) => {
  const hasSize = args.length > 6;
  const data: unknown = args[hasSize ? 8 : 5];
  const format = args[hasSize ? 6 : 3];
  const type = args[hasSize ? 7 : 4];
  const width = hasSize ? args[3] : widthOf(data as Sizes);
  const height = hasSize ? args[4] : heightOf(data as Sizes);
  setImage(watch, context, args, storedBlock(args[2], format, type), width, height);
  upload(watch, data, givenBlock(format, type), width, height);
});

const texSubImage2D = afterCall((watch, args) => {
  const hasSize = args.length > 7;
  const data: unknown = args[hasSize ? 8 : 6];
  const block = givenBlock(args[hasSize ? 6 : 4], args[hasSize ? 7 : 5]);
  upload(watch, data, block, hasSize ? args[4] : widthOf(data as Sizes), hasSize ? args[5] : heightOf(data as Sizes));
});

const texImage3D = afterCall((watch, args, _result, context) => {
  const [, , internalFormat, width, height, depth, , format, type, data] = args;
  setImage(watch, context, args, storedBlock(internalFormat, format, type), width, height, depth);
  upload(watch, data, givenBlock(format, type), width, height, depth);
});

const texSubImage3D = afterCall((watch, [, , , , , width, height, depth, format, type, data]) =>
  upload(watch, data, givenBlock(format, type), width, height, depth),
);

const compressedTexImage2D = afterCall((watch, args, _result, context) => {
  const [, , internalFormat, width, height, , data] = args;
  const block = storedBlock(internalFormat, null, null);
  setImage(watch, context, args, block, width, height);
  upload(watch, data, block, width, height);
});

const compressedTexImage3D = afterCall((watch, args, _result, context) => {
  const [, , internalFormat, width, height, depth, , data] = args;
  const block = storedBlock(internalFormat, null, null);
  setImage(watch, context, args, block, width, height, depth);
  upload(watch, data, block, width, height, depth);
});

const compressedTexSubImage2D = afterCall((watch, [, , , , width, height, format, data]) =>
  upload(watch, data, storedBlock(format, null, null), width, height),
);

const compressedTexSubImage3D = afterCall((watch, [, , , , , width, height, depth, format, data]) =>
  upload(watch, data, storedBlock(format, null, null), width, height, depth),
);

const copyTexImage2D = afterCall((watch, args, _result, context) => {
  const [, , internalFormat, , , width, height] = args;
  setImage(watch, context, args, storedBlock(internalFormat, internalFormat, UNSIGNED_BYTE), width, height);
});

const texStorage = afterCall((watch, args, _result, context) => {
  const [target, levels, internalFormat, width, height, layers = 1] = args;
  const block = storedBlock(internalFormat, null, null);
  const texture = boundTexture(watch, context, target);
  if (block === null || texture === null) return;
  const known = imagesOf(texture);
  const is3d = target === TEXTURE_3D;
  known.setStorage(facesOf(target), toInt(levels), block, toInt(width), toInt(height), toInt(layers), is3d);
  publish(watch, texture, known);
});

const generateMipmap = afterCall((watch, args, _result, context) => {
  const target: unknown = args[0];
  const texture = boundTexture(watch, context, target);
  if (texture === null) return;
  const known = imagesOf(texture);
  known.makeMipmap(facesOf(target), target === TEXTURE_3D);
  publish(watch, texture, known);
});

const facesOf = (target: unknown) => (target === TEXTURE_CUBE_MAP ? FACES : 1);

/** What sizes textures and fills them. */
export const TEXTURE_WRAPPERS: Wrappers = {
  texImage2D,
  texSubImage2D,
  texImage3D,
  texSubImage3D,
  compressedTexImage2D,
  compressedTexImage3D,
  compressedTexSubImage2D,
  compressedTexSubImage3D,
  copyTexImage2D,
  texStorage2D: texStorage,
  texStorage3D: texStorage,
  generateMipmap,
};
