// biome-ignore-all lint/complexity/noArguments: too few arguments must stay too few, and more than enough stay more
import { callWith, type NativeMethod, type Wrappers } from '../gpu/patch-set.ts';
import {
  FRAMEBUFFER_SWITCHES,
  PROGRAM_SWITCHES,
  TEXTURE_SWITCHES,
  UNIFORM_CALLS,
  VERTEX_ARRAY_SWITCHES,
} from './context-places.ts';
import { findWatch, lastTarget, lastWatch } from './context-watch.ts';

type Wrap = (native: NativeMethod) => NativeMethod;

const DRAW_FRAMEBUFFER = 0x8ca9;
const READ_FRAMEBUFFER = 0x8ca8;

// As with the draws: the native arity, and counted once the native call has returned.

const uniform2: Wrap = (native) =>
  ({
    method(this: unknown, location: unknown, a: unknown) {
      const result = arguments.length === 2 ? native.call(this, location, a) : callWith(native, this, arguments);
      const { counts } = this === lastTarget ? lastWatch : findWatch(this);
      (counts[UNIFORM_CALLS] as number)++;
      return result;
    },
  }).method;

const uniform3: Wrap = (native) =>
  ({
    method(this: unknown, location: unknown, a: unknown, b: unknown) {
      const result = arguments.length === 3 ? native.call(this, location, a, b) : callWith(native, this, arguments);
      const { counts } = this === lastTarget ? lastWatch : findWatch(this);
      (counts[UNIFORM_CALLS] as number)++;
      return result;
    },
  }).method;

const uniform4: Wrap = (native) =>
  ({
    method(this: unknown, location: unknown, a: unknown, b: unknown, c: unknown) {
      const result = arguments.length === 4 ? native.call(this, location, a, b, c) : callWith(native, this, arguments);
      const { counts } = this === lastTarget ? lastWatch : findWatch(this);
      (counts[UNIFORM_CALLS] as number)++;
      return result;
    },
  }).method;

const uniform5: Wrap = (native) =>
  ({
    method(this: unknown, location: unknown, a: unknown, b: unknown, c: unknown, d: unknown) {
      const result =
        arguments.length === 5 ? native.call(this, location, a, b, c, d) : callWith(native, this, arguments);
      const { counts } = this === lastTarget ? lastWatch : findWatch(this);
      (counts[UNIFORM_CALLS] as number)++;
      return result;
    },
  }).method;

const useProgram: Wrap = (native) =>
  ({
    method(this: unknown, program: unknown) {
      const result = arguments.length === 1 ? native.call(this, program) : callWith(native, this, arguments);
      const watch = this === lastTarget ? lastWatch : findWatch(this);
      if (watch.program !== program) {
        watch.program = program;
        (watch.counts[PROGRAM_SWITCHES] as number)++;
      }
      return result;
    },
  }).method;

const bindVertexArray: Wrap = (native) =>
  ({
    method(this: unknown, vertexArray: unknown) {
      const result = arguments.length === 1 ? native.call(this, vertexArray) : callWith(native, this, arguments);
      const watch = this === lastTarget ? lastWatch : findWatch(this);
      if (watch.vertexArray !== vertexArray) {
        watch.vertexArray = vertexArray;
        (watch.counts[VERTEX_ARRAY_SWITCHES] as number)++;
      }
      return result;
    },
  }).method;

/** Every call: which texture a unit has would have to be noted for each unit and target, at as much cost again. */
const bindTexture: Wrap = (native) =>
  ({
    method(this: unknown, target: unknown, texture: unknown) {
      const result = arguments.length === 2 ? native.call(this, target, texture) : callWith(native, this, arguments);
      const { counts } = this === lastTarget ? lastWatch : findWatch(this);
      (counts[TEXTURE_SWITCHES] as number)++;
      return result;
    },
  }).method;

/** Binding to FRAMEBUFFER is one switch, although it changes both. */
const bindFramebuffer: Wrap = (native) =>
  ({
    method(this: unknown, target: unknown, framebuffer: unknown) {
      const result =
        arguments.length === 2 ? native.call(this, target, framebuffer) : callWith(native, this, arguments);
      const watch = this === lastTarget ? lastWatch : findWatch(this);
      const { drawFramebuffer, readFramebuffer } = watch;
      if (target !== READ_FRAMEBUFFER) watch.drawFramebuffer = framebuffer;
      if (target !== DRAW_FRAMEBUFFER) watch.readFramebuffer = framebuffer;
      if (watch.drawFramebuffer !== drawFramebuffer || watch.readFramebuffer !== readFramebuffer)
        (watch.counts[FRAMEBUFFER_SWITCHES] as number)++;
      return result;
    },
  }).method;

const uniforms = (names: readonly string[], wrap: Wrap): Wrappers =>
  Object.fromEntries(names.map((name) => [`uniform${name}`, wrap]));

const VECTORS = ['f', 'i', 'ui'].flatMap((type) => [1, 2, 3, 4].map((size) => `${size}${type}v`));
const MATRICES = ['2', '3', '4', '2x3', '2x4', '3x2', '3x4', '4x2', '4x3'].map((size) => `Matrix${size}fv`);

/** What sets uniforms and binds what draws use. */
export const STATE_WRAPPERS: Wrappers = {
  ...uniforms(['1f', '1i', '1ui', ...VECTORS], uniform2),
  ...uniforms(['2f', '2i', '2ui', ...MATRICES], uniform3),
  ...uniforms(['3f', '3i', '3ui'], uniform4),
  ...uniforms(['4f', '4i', '4ui'], uniform5),
  useProgram,
  bindTexture,
  bindFramebuffer,
  bindVertexArray,
  bindVertexArrayOES: bindVertexArray,
};
