/** What the scene can afford. */
export interface Quality {
  readonly name: 'low' | 'medium' | 'high';
  readonly antialias: boolean;
  /** The largest canvas, in CSS pixels; it stands in the middle of a larger stage. */
  readonly maxAreaCssPx: number;
  readonly maxPixelRatio: number;
  /** Of the drawing buffer. */
  readonly maxPixels: number;
  readonly shadowMapSize: number;
  readonly shadows: 'hard' | 'soft';
  /** Whether what moves casts a shadow, too: the shadow map is then drawn in each frame, not once. */
  readonly movingShadows: boolean;
  /** Tiles of columns farther away are drawn as one merged mesh each, in metres, at half load; at full load eight times as far. */
  readonly instancedWithin: number;
}

/**
 * Two cores without a GPU have 33 ms a frame. SwiftShader takes 1 µs of them for each triangle on the screen, some 50 µs for a draw
 * call and, unlike a GPU, as much for each instance; 10 ns for a pixel of the simplest shader; and the browser 20 ns to show
 * it, or 50 ns where the canvas does not have the pixels of the screen. So a canvas is made smaller, never coarser.
 */
const MEDIUM: Quality = {
  name: 'medium',
  antialias: false,
  maxAreaCssPx: Number.POSITIVE_INFINITY,
  maxPixelRatio: 1,
  maxPixels: 1920 * 1080,
  shadowMapSize: 2048,
  shadows: 'hard',
  movingShadows: false,
  instancedWithin: 9,
};

const LOW: Quality = { ...MEDIUM, name: 'low', maxAreaCssPx: 960 * 540 };

const HIGH: Quality = {
  ...MEDIUM,
  name: 'high',
  antialias: true,
  maxPixelRatio: 2,
  maxPixels: 2560 * 1440,
  shadowMapSize: 4096,
  shadows: 'soft',
  movingShadows: true,
  instancedWithin: Number.POSITIVE_INFINITY,
};

/** The quality that was asked for, else low for a software renderer and high for a GPU. */
export function chooseQuality(asked: Quality['name'] | null): Quality {
  const name = asked ?? (isSoftwareRenderer() ? 'low' : 'high');
  return [LOW, MEDIUM].find((quality) => quality.name === name) ?? HIGH;
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
