// biome-ignore-all lint/complexity/noArguments: too few arguments must stay too few, and more than enough stay more

import type { NativeMethod, Wrappers } from '../gpu/patch-set.ts';
import { viewBytes } from '../gpu/view-bytes.ts';
import {
  BIND_GROUPS_CREATED,
  BUFFER_UPLOAD_BYTES,
  BUFFERS,
  COMMAND_BUFFERS,
  COMPUTE_PASSES,
  MAPPED_BYTES,
  PIPELINE_US,
  PIPELINES_CREATED,
  QUERY_SETS,
  RENDER_PASSES,
  SUBMITS,
  TEXTURE_UPLOAD_BYTES,
  TEXTURES,
} from './device-places.ts';
import { addTo, type DeviceWatch, resources, setWatch, tellDraw, watchOf } from './device-watch.ts';
import { type Creation, topologyOf } from './early-creations.ts';
import { callWith } from './hot-wrappers.ts';
import { beginBundle, beginPass, notePipeline } from './pass-state.ts';
import type { PassTimer } from './pass-timer.ts';
import { textureBytes } from './texture-bytes.ts';
import { textureWriteBytes } from './upload-bytes.ts';

type Wrap = (native: NativeMethod) => NativeMethod;
type Note = (watch: DeviceWatch, args: ArrayLike<unknown>, result: unknown, target: object) => void;

/** Bytes of a query's result. */
const QUERY_BYTES = 8;

/** Calls through and then takes note. What goes wrong in taking note does not reach the page. */
const after =
  (note: Note, find: (target: unknown) => DeviceWatch | undefined = watchOf): Wrap =>
  (native) =>
    ({
      method(this: unknown) {
        const result = Reflect.apply(native, this, arguments);
        const watch = find(this);
        if (watch !== undefined) quietly(note, watch, arguments, result, this as object);
        return result;
      },
    }).method;

function quietly(note: Note, watch: DeviceWatch, args: ArrayLike<unknown>, result: unknown, target: object): void {
  try {
    note(watch, args, result, target);
  } catch {
    // An argument whose properties run the page's code, which has thrown now: the call is not counted.
  }
}

function addUpload(watch: DeviceWatch, place: number, bytes: number): void {
  if (bytes > 0) addTo(watch, place, bytes);
}

const addTextureUpload = (watch: DeviceWatch, target: unknown, size: unknown) => {
  const { texture, aspect } = target as { texture: GPUTexture; aspect?: unknown };
  addUpload(watch, TEXTURE_UPLOAD_BYTES, textureWriteBytes(texture.format, aspect, size));
};

/** A pipeline's time is that of the call; of an asynchronous one, until it is there, before the page gets it. */
const createPipeline =
  (isAsync: boolean, hasTopology: boolean): Wrap =>
  (native) =>
    ({
      method(this: unknown) {
        const watch = watchOf(this);
        if (watch === undefined) return Reflect.apply(native, this, arguments);
        const startMs = performance.now();
        const result = Reflect.apply(native, this, arguments);
        const endMs = performance.now();
        for (let k = 0; k < watch.observers.length; k++) watch.observers[k]?.compiled(startMs, endMs);
        const topology = hasTopology ? topologyOf(arguments[0]) : undefined;
        const created = (pipeline: unknown) => {
          addTo(watch, PIPELINES_CREATED, 1);
          addTo(watch, PIPELINE_US, 1000 * (performance.now() - startMs));
          if (hasTopology) notePipeline(pipeline as object, topology);
          return pipeline;
        };
        return isAsync ? (result as Promise<unknown>).then(created) : created(result);
      },
    }).method;

const noteBuffer: Note = (watch, _args, buffer) =>
  resources.add(watch, buffer as GPUBuffer, BUFFERS, (buffer as GPUBuffer).size);
const noteTexture: Note = (watch, _args, texture) =>
  resources.add(watch, texture as GPUTexture, TEXTURES, textureBytes(texture as GPUTexture));
const noteQuerySet: Note = (watch, _args, set) =>
  resources.add(watch, set as GPUQuerySet, QUERY_SETS, (set as GPUQuerySet).count * QUERY_BYTES);

const NOTES: Readonly<Record<string, Note>> = {
  createBuffer: noteBuffer,
  createTexture: noteTexture,
  createQuerySet: noteQuerySet,
};

/** Takes in what was made on a device just before it was observed. It belongs to no frame, but it is there. */
export function adopt(watch: DeviceWatch, creations: Iterable<Creation>): void {
  for (const [result, name] of creations) NOTES[name]?.(watch, [], result, watch);
}

/** Who times the passes of a device in this frame. */
function timerOf(watch: DeviceWatch | undefined): PassTimer | null {
  if (watch !== undefined)
    for (let k = 0; k < watch.observers.length; k++) {
      const timer = watch.observers[k]?.timer;
      if (timer?.isOpen) return timer;
    }
  return null;
}

const beginTimedPass =
  (place: number): Wrap =>
  (native) =>
    ({
      method(this: unknown) {
        const watch = watchOf(this);
        const timer = timerOf(watch);
        const args = timer?.prepare(arguments, place === COMPUTE_PASSES) ?? arguments;
        let pass: unknown;
        try {
          pass = Reflect.apply(native, this, args);
        } finally {
          if (args !== arguments) timer?.settle(pass !== undefined);
        }
        if (watch === undefined) return pass;
        addTo(watch, place, 1);
        beginPass(pass as object, watch.counts);
        if (place === RENDER_PASSES) tellDraw(watch);
        return pass;
      },
    }).method;

export const ENCODER_WRAPPERS: Wrappers = {
  beginRenderPass: beginTimedPass(RENDER_PASSES),
  beginComputePass: beginTimedPass(COMPUTE_PASSES),
};

export const DEVICE_WRAPPERS: Wrappers = {
  createCommandEncoder: after((watch, _args, encoder) => setWatch(encoder as object, watch)),
  createRenderBundleEncoder: after((_watch, _args, encoder) => beginBundle(encoder as object)),
  createRenderPipeline: createPipeline(false, true),
  createRenderPipelineAsync: createPipeline(true, true),
  createComputePipeline: createPipeline(false, false),
  createComputePipelineAsync: createPipeline(true, false),
  createBindGroup: after((watch) => addTo(watch, BIND_GROUPS_CREATED, 1)),
  createBuffer: after(noteBuffer),
  createTexture: after(noteTexture),
  createQuerySet: after(noteQuerySet),
};

/** Hot: engines write to a buffer for each object. `arguments`, handed on, would be made for each call; so no more than five are. */
const writeBuffer: Wrap = (native) =>
  ({
    method(this: unknown, buffer: unknown, at: unknown, data: unknown, offset: unknown, size: unknown) {
      const result = callWith(native, this, arguments.length, buffer, at, data, offset, size);
      const watch = watchOf(this);
      if (watch !== undefined) noteWrite(watch, data, offset, size);
      return result;
    },
  }).method;

function noteWrite(watch: DeviceWatch, data: unknown, offset: unknown, size: unknown): void {
  try {
    addUpload(watch, BUFFER_UPLOAD_BYTES, viewBytes(data as ArrayBufferView, offset, size));
  } catch {
    // As in `quietly`.
  }
}

export const QUEUE_WRAPPERS: Wrappers = {
  submit: after((watch, { 0: buffers }) => {
    addTo(watch, SUBMITS, 1);
    // Any other iterable the native call has used up.
    if (Array.isArray(buffers)) addTo(watch, COMMAND_BUFFERS, buffers.length);
  }),
  writeBuffer,
  writeTexture: after((watch, { 0: target, 3: size }) => addTextureUpload(watch, target, size)),
  copyExternalImageToTexture: after((watch, { 1: target, 2: size }) => addTextureUpload(watch, target, size)),
};

const watchOfResource = (resource: unknown) => resources.ledgerOf(resource);

const destroy = after((_watch, _args, _result, resource) => resources.remove(resource), watchOfResource);

export const BUFFER_WRAPPERS: Wrappers = {
  destroy,
  getMappedRange: after(
    (watch, _args, range) => addTo(watch, MAPPED_BYTES, (range as ArrayBuffer).byteLength),
    watchOfResource,
  ),
};
/** Of textures and query sets. */
export const RESOURCE_WRAPPERS: Wrappers = { destroy };
