/** @throws Error where the browser has no WebGL 2 */
export function openContext(canvas: HTMLCanvasElement | OffscreenCanvas, antialias: boolean): WebGL2RenderingContext {
  const gl = canvas.getContext('webgl2', { alpha: false, antialias }) as WebGL2RenderingContext | null;
  if (!gl) throw new Error('WebGL 2 is not available');
  return gl;
}
