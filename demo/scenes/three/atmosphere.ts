import { glslColor, glslVector, HAZE_COOL, HAZE_WARM, SUN_DIRECTION, SUN_GLOW, ZENITH } from './palette.ts';

/** Nothing is seen beyond: what is farther away is culled, in metres. */
export const SIGHT = 60;

/**
 * GLSL: `skyColor(direction)`, and `hazeAmount(offset)` of what lies `offset` from the camera. Haze has the sky's colour at the
 * horizon behind it, warmer towards the sun, and lies thickest over the water. All of it belongs into vertex shaders: software
 * rendering has no time for it at each pixel.
 */
export const ATMOSPHERE_GLSL = /* glsl */ `
const vec3 SUN = ${glslVector(SUN_DIRECTION.x, SUN_DIRECTION.y, SUN_DIRECTION.z)};

vec3 hazeColor(vec3 direction) {
  float facing = 0.5 + 0.5 * dot(direction, SUN);
  return mix(${glslColor(HAZE_COOL)}, ${glslColor(HAZE_WARM)}, facing * facing * facing);
}

vec3 skyColor(vec3 direction) {
  float height = max(direction.y, 0.0);
  height *= height;
  vec3 sky = mix(hazeColor(direction), ${glslColor(ZENITH)}, height / (height + 0.045));
  float toSun = max(dot(direction, SUN), 0.0);
  toSun *= toSun;
  toSun *= toSun;
  float glow = toSun * toSun;
  return mix(sky, ${glslColor(SUN_GLOW)}, 0.75 * glow * glow);
}

float hazeAmount(vec3 offset) {
  float distance = length(offset);
  float low = exp(-0.2 * max(cameraPosition.y + offset.y, 0.0));
  float thin = 1.0 - exp(-distance * (0.0025 + 0.0075 * low));
  return max(thin, smoothstep(26.0, ${(SIGHT - 3).toFixed(1)}, distance));
}
`;
