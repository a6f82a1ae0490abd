// Places in a context's totals.
export const DRAWS = 0;
export const TRIANGLES = 1;
export const LINES = 2;
export const POINTS = 3;
export const INSTANCES = 4;
export const PROGRAM_SWITCHES = 5;
export const FRAMEBUFFER_SWITCHES = 6;
export const TEXTURE_SWITCHES = 7;
export const VERTEX_ARRAY_SWITCHES = 8;
export const UNIFORM_CALLS = 9;
export const BUFFER_UPLOAD_BYTES = 10;
export const TEXTURE_UPLOAD_BYTES = 11;
export const SHADER_COMPILES = 12;
export const PROGRAM_LINKS = 13;
export const COMPILE_MS = 14;
export const STALLS = 15;
export const STALL_MS = 16;
export const READBACKS = 17;
/** From here on they are levels: of each kind of resource how many live, and at the next place their bytes. */
export const LEVELS = 18;
export const BUFFERS = 18;
export const TEXTURES = 20;
export const RENDERBUFFERS = 22;
/** Of these the bytes are not known: 0. */
export const PROGRAMS = 24;
export const FRAMEBUFFERS = 26;
export const QUERIES = 28;
export const VERTEX_ARRAYS = 30;
export const PLACES = 32;
