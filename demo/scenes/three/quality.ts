/** What the scene can afford. */
export interface Quality {
  readonly name: 'low' | 'high';
  readonly antialias: boolean;
  /** Of the drawing buffer. */
  readonly maxPixelRatio: number;
  /** Of the drawing buffer; a larger window gets fewer pixels per CSS pixel. */
  readonly maxPixels: number;
  readonly shadowMapSize: number;
  readonly shadows: 'hard' | 'soft';
  /** Whether what moves casts a shadow, too: the shadow map is then drawn in each frame, not once. */
  readonly movingShadows: boolean;
  /** Tiles of columns farther away are drawn as one merged mesh each, in metres, at half load; at full load eight times as far. */
  readonly instancedWithin: number;
}

const QUALITIES: Record<Quality['name'], Quality> = {
  // For two cores without a GPU: SwiftShader takes as long for an instance as for a draw call (some 50 µs), 1 µs for a
  // triangle on the screen, and 5 ms for a screen of the cheapest pixels.
  low: {
    name: 'low',
    antialias: false,
    maxPixelRatio: 1,
    maxPixels: 1280 * 720,
    shadowMapSize: 2048,
    shadows: 'hard',
    movingShadows: false,
    instancedWithin: 9,
  },
  high: {
    name: 'high',
    antialias: true,
    maxPixelRatio: 2,
    maxPixels: 2560 * 1440,
    shadowMapSize: 4096,
    shadows: 'soft',
    movingShadows: true,
    instancedWithin: Number.POSITIVE_INFINITY,
  },
};

/** The quality that was asked for, else low for a software renderer and high for a GPU. */
export function chooseQuality(asked: Quality['name'] | null): Quality {
  return QUALITIES[asked ?? (isSoftwareRenderer() ? 'low' : 'high')];
}

function isSoftwareRenderer(): boolean {
  // The real context cannot be asked: whether it is antialiased is settled when it is made.
  const gl = document.createElement('canvas').getContext('webgl2');
  if (!gl) return false;
  const info = gl.getExtension('WEBGL_debug_renderer_info');
  const renderer = String(gl.getParameter(info?.UNMASKED_RENDERER_WEBGL ?? gl.RENDERER));
  gl.getExtension('WEBGL_lose_context')?.loseContext();
  return /swiftshader|llvmpipe|softpipe|basic render/i.test(renderer);
}

/** The pixel ratio for a canvas of this size in CSS pixels. */
export function pixelRatioFor(quality: Quality, widthCssPx: number, heightCssPx: number): number {
  const affordable = Math.sqrt(quality.maxPixels / Math.max(1, widthCssPx * heightCssPx));
  return Math.min(devicePixelRatio, quality.maxPixelRatio, affordable);
}
