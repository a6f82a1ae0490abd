import { Color, Vector3 } from 'three';

// Colours as they reach the screen (sRGB). The scene's shaders light and mix them as they are, which costs no conversion.
export const HAZE_COOL = '#9fb4cc';
export const HAZE_WARM = '#ffc795';
export const ZENITH = '#46669a';
export const SUN_GLOW = '#ffe6bd';
export const SUNLIGHT = '#ffd3a1';
/** Light on what faces up or down and lies in shadow. */
export const SKYLIGHT = '#9aaad8';
export const GROUND_LIGHT = '#66557f';
export const WATER_DEEP = '#1d4a60';

/** Unit vector towards the sun. */
export const SUN_DIRECTION = new Vector3(-0.62, 0.38, -0.7).normalize();

/** The colour as a GLSL constant. */
export function glslColor(hex: string): string {
  const { r, g, b } = displayColor(hex);
  return glslVector(r, g, b);
}

export function glslVector(x: number, y: number, z: number): string {
  return `vec3(${x.toFixed(4)}, ${y.toFixed(4)}, ${z.toFixed(4)})`;
}

/** The colour with the very numbers of its hex form, in place of three.js' linear ones. */
export function displayColor(hex: string): Color {
  return new Color(hex).convertLinearToSRGB();
}
