import type { ContextWatch, GlContext } from './context-watch.ts';

/** For each target, what asks for the object that is bound to it. The first ones are those that WebGL 1 has, too. */
const BUFFER_BINDINGS = new Map<unknown, number>([
  // ARRAY_BUFFER, ELEMENT_ARRAY_BUFFER
  [0x8892, 0x8894],
  [0x8893, 0x8895],
]);
const BUFFER_BINDINGS_2 = new Map<unknown, number>([
  // PIXEL_PACK_BUFFER, PIXEL_UNPACK_BUFFER, TRANSFORM_FEEDBACK_BUFFER, UNIFORM_BUFFER, COPY_READ_BUFFER, COPY_WRITE_BUFFER
  [0x88eb, 0x88ed],
  [0x88ec, 0x88ef],
  [0x8c8e, 0x8c8f],
  [0x8a11, 0x8a28],
  [0x8f36, 0x8f36],
  [0x8f37, 0x8f37],
]);
const TEXTURE_BINDINGS = new Map<unknown, number>([
  // TEXTURE_2D, TEXTURE_CUBE_MAP and its faces
  [0x0de1, 0x8069],
  ...[0x8513, 0x8515, 0x8516, 0x8517, 0x8518, 0x8519, 0x851a].map((target) => [target, 0x8514] as const),
]);
const TEXTURE_BINDINGS_2 = new Map<unknown, number>([
  // TEXTURE_3D, TEXTURE_2D_ARRAY
  [0x806f, 0x806a],
  [0x8c1a, 0x8c1d],
]);
const RENDERBUFFER_BINDING = 0x8ca7;

// Browsers answer these questions from what they know themselves, without waiting for the GPU process; and so nothing need be
// noted at each binding. Only what the context can answer without an error is asked.

/** The buffer that a call with this target works on. */
export function boundBuffer(watch: ContextWatch, context: GlContext, target: unknown): object | null {
  return ask(watch, context, BUFFER_BINDINGS.get(target), BUFFER_BINDINGS_2.get(target));
}

/** The texture that a call with this target works on: of a cube map's face, the cube map. */
export function boundTexture(watch: ContextWatch, context: GlContext, target: unknown): object | null {
  return ask(watch, context, TEXTURE_BINDINGS.get(target), TEXTURE_BINDINGS_2.get(target));
}

export function boundRenderbuffer(watch: ContextWatch, context: GlContext): object | null {
  return ask(watch, context, RENDERBUFFER_BINDING, undefined);
}

function ask(
  watch: ContextWatch,
  context: GlContext,
  ofBoth: number | undefined,
  of2: number | undefined,
): object | null {
  const name = ofBoth ?? ('createQuery' in context ? of2 : undefined);
  return name === undefined ? null : watch.natives.getParameter.call(context, name);
}
