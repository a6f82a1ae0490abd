// biome-ignore-all lint/complexity/noArguments: too few arguments must stay too few, and more than enough stay more
import type { NativeMethod, Wrappers } from '../gpu/patch-set.ts';
import { imageBytes } from '../gpu/texel-block.ts';
import { toInt } from '../gpu/to-int.ts';
import { viewBytes } from '../gpu/view-bytes.ts';
import { afterCall } from './after-call.ts';
import { boundBuffer, boundRenderbuffer } from './bound-objects.ts';
import {
  BUFFER_UPLOAD_BYTES,
  BUFFERS,
  FRAMEBUFFERS,
  PROGRAMS,
  QUERIES,
  RENDERBUFFERS,
  TEXTURES,
  VERTEX_ARRAYS,
} from './context-places.ts';
import { addTo, type ContextWatch, contextOf, resources, usedWatchOf } from './context-watch.ts';
import { storedBlock } from './texel-formats.ts';
import { isSize } from './texture-images.ts';

type Wrap = (native: NativeMethod) => NativeMethod;

/** More than any buffer has: the call was an error, which only `getError` would tell. */
const MAX_BUFFER_BYTES = 2 ** 32;

/** Of a lost context what is made is nothing. */
const create = (place: number) =>
  afterCall((watch, _args, made, target) => {
    if (made !== null && !isLost(watch, target)) resources.add(watch.ledger, made as object, place, 0);
  });

/** Of an extension's context, which only that knows, a new object is taken for live. */
function isLost(watch: ContextWatch, target: unknown): boolean {
  return 'isContextLost' in (target as object) && watch.natives.isContextLost.call(target);
}

const remove = afterCall((watch, [removed]) => {
  if (typeof removed !== 'object' || removed === null) return;
  resources.remove(removed);
  if (watch.vertexArray === removed) watch.vertexArray = null;
  if (watch.drawFramebuffer === removed) watch.drawFramebuffer = null;
  if (watch.readFramebuffer === removed) watch.readFramebuffer = null;
});

/** Data, or a size in bytes, of which nothing is uploaded. */
const bufferData = afterCall((watch, args, _result, context) => {
  const data: unknown = args[1];
  const isData = typeof data === 'object' && data !== null;
  const bytes = isData ? dataBytes(data, args[3], args[4]) : Math.trunc(Number(data));
  if (!(bytes >= 0 && bytes < MAX_BUFFER_BYTES)) return;
  if (isData) addTo(watch, BUFFER_UPLOAD_BYTES, bytes);
  const buffer = boundBuffer(watch, context, args[0]);
  if (buffer === null) return;
  resources.ensure(watch.ledger, buffer, BUFFERS);
  resources.resize(buffer, bytes);
});

/** Called as often as draws are: without an array of arguments. */
const bufferSubData: Wrap = (native) =>
  ({
    method(this: unknown, target: unknown, start: unknown, data: unknown, offset: unknown, length: unknown) {
      let result: unknown;
      if (arguments.length === 3) result = native.call(this, target, start, data);
      else if (arguments.length === 5) result = native.call(this, target, start, data, offset, length);
      else result = Reflect.apply(native, this, arguments);
      const watch = usedWatchOf(this);
      if (watch !== null) countUpload(watch, data, offset, length);
      return result;
    },
  }).method;

function countUpload(watch: ContextWatch, data: unknown, offset: unknown, length: unknown): void {
  try {
    const bytes = dataBytes(data, offset, length);
    if (bytes > 0) addTo(watch, BUFFER_UPLOAD_BYTES, bytes);
  } catch {
    // WebGL 1 takes null for no data.
  }
}

/** A length of 0 means all the rest. */
function dataBytes(data: unknown, offset: unknown, length: unknown): number {
  return viewBytes(data as ArrayBufferView, toInt(offset), toInt(length) || undefined);
}

const renderbufferStorage = (isMultisampled: boolean) =>
  afterCall((watch, args, _result, target) => {
    const first = isMultisampled ? 2 : 1;
    const samples = isMultisampled ? Math.max(1, toInt(args[1])) : 1;
    const block = storedBlock(args[first], null, null);
    const width = toInt(args[first + 1]);
    const height = toInt(args[first + 2]);
    const renderbuffer = boundRenderbuffer(watch, contextOf(target));
    if (block === null || renderbuffer === null || !isSize(width, height, 1)) return;
    resources.ensure(watch.ledger, renderbuffer, RENDERBUFFERS);
    resources.resize(renderbuffer, imageBytes(block, width, height, samples));
  });

/** What makes, sizes and removes objects, of contexts and of their extensions. Queries are removed where they are timed. */
export const RESOURCE_WRAPPERS: Wrappers = {
  createBuffer: create(BUFFERS),
  createTexture: create(TEXTURES),
  createRenderbuffer: create(RENDERBUFFERS),
  createProgram: create(PROGRAMS),
  createFramebuffer: create(FRAMEBUFFERS),
  createQuery: create(QUERIES),
  createQueryEXT: create(QUERIES),
  createVertexArray: create(VERTEX_ARRAYS),
  createVertexArrayOES: create(VERTEX_ARRAYS),
  deleteBuffer: remove,
  deleteTexture: remove,
  deleteRenderbuffer: remove,
  deleteProgram: remove,
  deleteFramebuffer: remove,
  deleteQueryEXT: remove,
  deleteVertexArray: remove,
  deleteVertexArrayOES: remove,
  bufferData,
  bufferSubData,
  renderbufferStorage: renderbufferStorage(false),
  renderbufferStorageMultisample: renderbufferStorage(true),
  renderbufferStorageMultisampleEXT: renderbufferStorage(true),
};
