import { PCFShadowMap, WebGLRenderer } from 'three';
import type { Quality } from './quality.ts';

/** @throws Error where the browser has no WebGL 2 */
export function createRenderer({ antialias, movingShadows }: Quality): WebGLRenderer {
  const canvas = document.createElement('canvas');
  // three.js always asks for an alpha channel, which makes the browser blend the page behind a canvas that covers it.
  const context = canvas.getContext('webgl2', { alpha: false, antialias, powerPreference: 'high-performance' });
  if (!context) throw new Error('WebGL 2 is not available');
  const renderer = new WebGLRenderer({ canvas, context });
  renderer.xr.enabled = true;
  renderer.shadowMap.enabled = true;
  renderer.shadowMap.type = PCFShadowMap;
  renderer.shadowMap.autoUpdate = movingShadows;
  renderer.shadowMap.needsUpdate = true;
  return renderer;
}
