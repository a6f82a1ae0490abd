// Places in a context's counts.
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
export const COMPILE_US = 14;
export const STALLS = 15;
export const STALL_US = 16;
export const READBACKS = 17;
export const COUNTS = 18;

// Places in a context's levels: of each kind of resource how many live, and at the next place their bytes.
export const BUFFERS = 0;
export const TEXTURES = 2;
export const RENDERBUFFERS = 4;
/** Of these the bytes are not known: 0. */
export const PROGRAMS = 6;
export const FRAMEBUFFERS = 8;
export const QUERIES = 10;
export const VERTEX_ARRAYS = 12;
export const LEVELS = 14;
