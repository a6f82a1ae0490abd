import { BufferGeometry, Float32BufferAttribute, Mesh, ShaderMaterial } from 'three';
import { ATMOSPHERE_GLSL } from './atmosphere.ts';

/** The sky: one triangle over the whole screen, behind everything. */
export function createSky(): Mesh {
  const material = new ShaderMaterial({
    vertexShader: /* glsl */ `
      varying vec3 vDirection;
      void main() {
        vec3 inView = vec3(position.xy / vec2(projectionMatrix[0][0], projectionMatrix[1][1]), -1.0);
        vDirection = inView * mat3(viewMatrix);
        gl_Position = vec4(position.xy, 1.0, 1.0);
      }`,
    fragmentShader: /* glsl */ `
      ${ATMOSPHERE_GLSL}
      varying vec3 vDirection;
      void main() { gl_FragColor = vec4(skyColor(normalize(vDirection)), 1.0); }`,
    depthWrite: false,
  });
  const geometry = new BufferGeometry();
  geometry.setAttribute('position', new Float32BufferAttribute([-1, -1, 0, 3, -1, 0, -1, 3, 0], 3));
  const mesh = new Mesh(geometry, material);
  mesh.frustumCulled = false;
  // After the other opaque meshes, so that it fills only what they left free.
  mesh.renderOrder = 2;
  return mesh;
}
