import { BufferGeometry, Float32BufferAttribute, Mesh, ShaderMaterial } from 'three';
import { ATMOSPHERE_GLSL, SIGHT } from './atmosphere.ts';
import { glslColor, SUNLIGHT, WATER_DEEP } from './palette.ts';

const SPOKES = 28;
const RINGS = 11;

export interface Water {
  readonly mesh: Mesh;
  update(timeSeconds: number): void;
}

/** Still water that reflects the sky, with the sun's path on it: a disc that stays under the camera. */
export function createWater(): Water {
  const time = { value: 0 };
  const material = new ShaderMaterial({
    uniforms: { time },
    vertexShader: /* glsl */ `
      ${ATMOSPHERE_GLSL}
      uniform float time;
      varying vec4 vBase;
      varying vec4 vWave;
      void main() {
        vec3 world = vec3(position.x + cameraPosition.x, 0.0, position.z + cameraPosition.z);
        vec3 offset = world - cameraPosition;
        vec3 view = normalize(offset);
        vec3 mirrored = vec3(view.x, -view.y, view.z);
        float grazing = 1.0 + view.y;
        float fresnel = 0.08 + 0.92 * grazing * grazing * grazing;
        float haze = hazeAmount(offset);
        vec3 reflection = skyColor(mirrored);
        vBase.rgb = mix(mix(${glslColor(WATER_DEEP)}, reflection, fresnel), hazeColor(view), haze);
        float path = pow(max(dot(mirrored, SUN), 0.0), 10.0);
        vBase.a = (0.09 + path * 0.6) * (1.0 - haze);
        vWave = vec4(
          dot(world.xz, vec2(0.17, 0.41)) + time * 0.1,
          dot(world.xz, vec2(-0.39, 0.29)) + time * 0.08,
          dot(world.xz, vec2(0.53, -0.97)) - time * 0.17,
          dot(world.xz, vec2(1.13, 0.61)) + time * 0.14);
        gl_Position = projectionMatrix * viewMatrix * vec4(world, 1.0);
      }`,
    fragmentShader: /* glsl */ `
      varying vec4 vBase;
      varying vec4 vWave;
      void main() {
        // Four triangle waves; where they meet, a ripple catches the light.
        vec4 wave = abs(fract(vWave) - 0.5);
        float crest = max(dot(wave, vec4(1.0, 1.0, 0.8, 0.8)) - 1.02, 0.0) * 2.2;
        gl_FragColor = vec4(vBase.rgb + ${glslColor(SUNLIGHT)} * (vBase.a * crest), 1.0);
      }`,
  });
  const mesh = new Mesh(createDisc(), material);
  mesh.frustumCulled = false;
  // After the columns, so that what they hide is not drawn.
  mesh.renderOrder = 1;
  mesh.matrixAutoUpdate = false;
  return {
    mesh,
    update(timeSeconds) {
      time.value = timeSeconds;
    },
  };
}

/** A disc around the origin whose rings lie closer near the middle. */
function createDisc(): BufferGeometry {
  const positions = [0, 0, 0];
  const indices: number[] = [];
  const index = (ring: number, spoke: number) => (ring === 0 ? 0 : 1 + (ring - 1) * SPOKES + (spoke % SPOKES));
  for (let ring = 1; ring <= RINGS; ring++) {
    const radius = 1.5 + (SIGHT + 20) * ((ring - 1) / (RINGS - 1)) ** 1.8;
    for (let spoke = 0; spoke < SPOKES; spoke++) {
      const angle = (spoke / SPOKES) * Math.PI * 2;
      positions.push(Math.cos(angle) * radius, 0, Math.sin(angle) * radius);
      indices.push(index(ring - 1, spoke), index(ring, spoke + 1), index(ring, spoke));
      if (ring > 1) indices.push(index(ring - 1, spoke), index(ring - 1, spoke + 1), index(ring, spoke + 1));
    }
  }
  const geometry = new BufferGeometry();
  geometry.setAttribute('position', new Float32BufferAttribute(positions, 3));
  geometry.setIndex(indices);
  return geometry;
}
