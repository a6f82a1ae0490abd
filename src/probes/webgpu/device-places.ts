// Places in a device's counts. The first five are those of a pass or bundle, too.
export const DRAWS = 0;
export const TRIANGLES = 1;
export const INDIRECT_DRAWS = 2;
export const BIND_GROUP_SETS = 3;
export const DISPATCHES = 4;
export const PASS_PLACES = 5;
export const RENDER_PASSES = 5;
export const COMPUTE_PASSES = 6;
export const SUBMITS = 7;
export const COMMAND_BUFFERS = 8;
export const PIPELINES_CREATED = 9;
export const PIPELINE_US = 10;
export const BIND_GROUPS_CREATED = 11;
export const BUFFER_UPLOAD_BYTES = 12;
export const TEXTURE_UPLOAD_BYTES = 13;
export const MAPPED_BYTES = 14;
export const COUNTS = 15;

// Places in a device's levels: of each kind of resource how many live, and at the next place their bytes.
export const BUFFERS = 0;
export const TEXTURES = 2;
export const QUERY_SETS = 4;
export const LEVELS = 6;
