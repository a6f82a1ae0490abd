import { Mesh, OctahedronGeometry, ShaderMaterial } from 'three';
import { createRandom } from '../../seeded-random.ts';
import { ATMOSPHERE_GLSL } from './atmosphere.ts';
import { glslVector } from './palette.ts';

/** The large crystal over the lagoon. Each `recast()` gives it a shader program that there has not been before. */
export interface Relic {
  readonly mesh: Mesh;
  update(timeSeconds: number): void;
  recast(): void;
  dispose(): void;
}

export function createRelic(): Relic {
  let variant = 0;
  const mesh = new Mesh(new OctahedronGeometry(1, 0), createMaterial(variant));
  mesh.scale.set(3.1, 6.2, 3.1);
  mesh.castShadow = true;
  return {
    mesh,
    update(timeSeconds) {
      mesh.position.y = 12.5 + Math.sin(timeSeconds * 0.5) * 0.5;
      mesh.rotation.y = timeSeconds * 0.16;
    },
    recast() {
      (mesh.material as ShaderMaterial).dispose();
      variant += 1;
      mesh.material = createMaterial(variant);
    },
    dispose() {
      (mesh.material as ShaderMaterial).dispose();
      mesh.geometry.dispose();
    },
  };
}

/** The variant's numbers stand in the source as constants: nothing that a driver or three.js keeps can be used again. */
function createMaterial(variant: number): ShaderMaterial {
  const random = createRandom(variant * 977 + 3);
  const salt = variant === 0 ? 0 : Date.now() + variant;
  const hue = variant === 0 ? 0.52 : random();
  const wave = () =>
    `abs(fract(dot(vPlace, ${glslVector(random() * 3 - 1.5, random() * 3 - 1.5, random() * 3 - 1.5)}) + light) - 0.5)`;
  return new ShaderMaterial({
    vertexShader: /* glsl */ `
      ${ATMOSPHERE_GLSL}
      varying vec3 vPlace;
      varying vec3 vShade;
      varying vec3 vTint;
      void main() {
        vec4 world = modelMatrix * vec4(position, 1.0);
        vec3 offset = world.xyz - cameraPosition;
        vec3 view = normalize(offset);
        // The geometry shares no vertices, so this is the normal of the whole face; it is scaled more in y than in x and z.
        vec3 normalWorld = normalize(mat3(modelMatrix) * (normal / vec3(9.6, 38.4, 9.6)));
        float rim = 1.0 - abs(dot(view, normalWorld));
        float haze = hazeAmount(offset);
        vec3 tint = 0.62 + 0.38 * cos(6.2832 * (vec3(0.0, 0.33, 0.67) + ${hue.toFixed(4)} + 0.03 * position.y));
        vec3 shade = tint * (0.52 + 0.35 * max(dot(normalWorld, SUN), 0.0));
        shade += skyColor(reflect(view, normalWorld)) * (0.16 + 0.5 * rim * rim);
        vPlace = position;
        vShade = mix(shade, hazeColor(view), haze);
        vTint = tint * (1.0 - haze);
        gl_Position = projectionMatrix * viewMatrix * world;
      }`,
    fragmentShader: /* glsl */ `
      // Variant ${salt}
      varying vec3 vPlace;
      varying vec3 vShade;
      varying vec3 vTint;
      void main() {
        float light = 0.0;
        light = ${wave()} * 0.9;
        light += ${wave()} * 0.7;
        light += ${wave()};
        gl_FragColor = vec4(vShade + vTint * (light * 0.4 - 0.22), 1.0);
      }`,
  });
}
