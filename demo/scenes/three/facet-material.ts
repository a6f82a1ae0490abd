import { ShaderMaterial, UniformsLib, UniformsUtils } from 'three';
import { ATMOSPHERE_GLSL } from './atmosphere.ts';
import { displayColor, GROUND_LIGHT, glslColor, SKYLIGHT, SUNLIGHT } from './palette.ts';

export interface FacetOptions {
  color?: string;
  /** How much of its colour it shines with by itself, 0 to 1. Default 0. */
  glow?: number;
  /** Default none. Soft shadows take five samples a pixel, hard ones one. */
  shadows?: 'none' | 'hard' | 'soft';
  vertexColors?: boolean;
}

/**
 * For meshes of flat faces. Under a sun far away a flat face has one brightness, so the light is computed at its vertices; a
 * pixel costs a look-up in the shadow map and one multiplication.
 */
export function createFacetMaterial(options: FacetOptions): ShaderMaterial {
  const { color = '#ffffff', glow = 0, shadows = 'none', vertexColors = false } = options;
  return new ShaderMaterial({
    lights: true,
    vertexColors,
    defines: shadows === 'none' ? {} : { SHADOWED: '', ...(shadows === 'soft' && { SOFT: '' }) },
    uniforms: {
      ...UniformsUtils.clone(UniformsLib.lights),
      facetColor: { value: displayColor(color) },
      glow: { value: glow },
    },
    vertexShader: /* glsl */ `
      #include <common>
      #include <shadowmap_pars_vertex>
      ${ATMOSPHERE_GLSL}
      uniform vec3 facetColor;
      uniform float glow;
      varying vec3 vShade;
      varying vec3 vSun;
      void main() {
        #include <beginnormal_vertex>
        #include <defaultnormal_vertex>
        #include <begin_vertex>
        #include <project_vertex>
        #include <worldpos_vertex>
        #include <shadowmap_vertex>
        vec3 albedo = facetColor;
        #ifdef USE_COLOR
          albedo *= color;
        #endif
        #ifdef USE_INSTANCING_COLOR
          albedo *= instanceColor;
        #endif
        // A vector times a matrix is the transposed product: the inverse of the view's rotation.
        vec3 normalWorld = normalize(transformedNormal * mat3(viewMatrix));
        vec3 offset = mvPosition.xyz * mat3(viewMatrix);
        vec3 view = normalize(offset);
        float facing = dot(normalWorld, SUN);
        vec3 shade = albedo * mix(${glslColor(GROUND_LIGHT)}, ${glslColor(SKYLIGHT)}, 0.5 + 0.5 * normalWorld.y);
        // What glows lets the sun through: a face turned away is bright where one looks against the light.
        shade = mix(shade, albedo * (0.72 + 0.28 * normalWorld.y + 0.4 * max(dot(view, SUN), 0.0)), glow);
        vec3 sun = albedo * ${glslColor(SUNLIGHT)} * max(facing, 0.0) * (1.0 - 0.45 * glow);
        float haze = hazeAmount(offset);
        vShade = mix(shade, hazeColor(view), haze);
        vSun = sun * (1.0 - haze);
        #ifndef SHADOWED
          vShade += vSun;
        #endif
      }`,
    fragmentShader: /* glsl */ `
      #include <common>
      #ifdef SHADOWED
        #include <packing>
        #include <shadowmap_pars_fragment>
      #endif
      varying vec3 vShade;
      varying vec3 vSun;
      void main() {
        vec3 color = vShade;
        #if defined( SHADOWED ) && NUM_DIR_LIGHT_SHADOWS > 0
          DirectionalLightShadow sun = directionalLightShadows[0];
          #ifdef SOFT
            float lit = getShadow(directionalShadowMap[0], sun.shadowMapSize, 1.0, sun.shadowBias, sun.shadowRadius, vDirectionalShadowCoord[0]);
          #else
            float lit = texture(directionalShadowMap[0], vDirectionalShadowCoord[0].xyz + vec3(0.0, 0.0, sun.shadowBias));
          #endif
          color += vSun * lit;
        #endif
        gl_FragColor = vec4(color, 1.0);
      }`,
  });
}
