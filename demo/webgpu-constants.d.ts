// The flags of WebGPU, which TypeScript's DOM types leave out.
type Flags<Name extends string> = Readonly<Record<Name, number>>;

declare var GPUBufferUsage: Flags<
  | 'MAP_READ'
  | 'MAP_WRITE'
  | 'QUERY_RESOLVE'
  | 'COPY_SRC'
  | 'COPY_DST'
  | 'INDEX'
  | 'VERTEX'
  | 'UNIFORM'
  | 'STORAGE'
  | 'INDIRECT'
>;
declare var GPUTextureUsage: Flags<
  'COPY_SRC' | 'COPY_DST' | 'TEXTURE_BINDING' | 'STORAGE_BINDING' | 'RENDER_ATTACHMENT'
>;
declare var GPUShaderStage: Flags<'VERTEX' | 'FRAGMENT' | 'COMPUTE'>;
declare var GPUMapMode: Flags<'READ' | 'WRITE'>;
