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
  const bands = Array.from({ length: 6 }, () => {
    const axis = glslVector(random() * 4 - 2, random() * 4 - 2, random() * 4 - 2);
    return `light += sin(dot(vPlace, ${axis}) * ${(3 + random() * 5).toFixed(4)} + light * 1.7);`;
  });
  return new ShaderMaterial({
    vertexShader: /* glsl */ `
      ${ATMOSPHERE_GLSL}
      varying vec3 vPlace;
      varying vec3 vOffset;
      varying vec3 vNormalWorld;
      varying float vHaze;
      void main() {
        vec4 world = modelMatrix * vec4(position, 1.0);
        vPlace = position;
        vOffset = world.xyz - cameraPosition;
        // Faces of an octahedron: the normal of each vertex is that of its face, as the geometry has no shared ones.
        vNormalWorld = normalize(mat3(modelMatrix) * normal);
        vHaze = hazeAmount(vOffset);
        gl_Position = projectionMatrix * viewMatrix * world;
      }`,
    fragmentShader: /* glsl */ `
      // Variant ${salt}
      ${ATMOSPHERE_GLSL}
      varying vec3 vPlace;
      varying vec3 vOffset;
      varying vec3 vNormalWorld;
      varying float vHaze;
      void main() {
        vec3 view = normalize(vOffset);
        vec3 normal = normalize(vNormalWorld);
        float light = 0.0;
        ${bands.join('\n        ')}
        light = 0.5 + light * 0.07;
        vec3 tint = 0.62 + 0.38 * cos(6.2832 * (vec3(0.0, 0.33, 0.67) + ${hue.toFixed(4)} + light * 0.12));
        float rim = pow(1.0 - abs(dot(view, normal)), 2.0);
        float sun = max(dot(normal, SUN), 0.0);
        vec3 color = tint * (0.34 + 0.5 * light + 0.35 * sun) + skyColor(reflect(view, normal)) * (0.16 + 0.5 * rim);
        gl_FragColor = vec4(mix(color, hazeColor(view), vHaze), 1.0);
      }`,
  });
}
