import { BackSide, CircleGeometry, Group, Mesh, PlaneGeometry, ShaderMaterial } from 'three';
import { ATMOSPHERE_GLSL } from './atmosphere.ts';
import { glslColor, SUN_DIRECTION, SUN_GLOW } from './palette.ts';

/** The sky behind everything: a coarse grid over the whole screen, coloured at its vertices, and the sun's disc. */
export function createSky(): Group {
  const sky = new Group();
  const dome = new Mesh(
    new PlaneGeometry(2, 2, 18, 11),
    new ShaderMaterial({
      vertexShader: /* glsl */ `
        ${ATMOSPHERE_GLSL}
        varying vec3 vColor;
        void main() {
          vec3 inView = vec3(position.xy / vec2(projectionMatrix[0][0], projectionMatrix[1][1]), -1.0);
          vColor = skyColor(normalize(inView * mat3(viewMatrix)));
          gl_Position = vec4(position.xy, 1.0, 1.0);
        }`,
      fragmentShader: /* glsl */ `
        varying vec3 vColor;
        void main() { gl_FragColor = vec4(vColor, 1.0); }`,
      depthWrite: false,
    }),
  );
  // After the other opaque meshes, so that it fills only what they left free.
  dome.renderOrder = 2;

  const disc = new Mesh(
    new CircleGeometry(0.045, 40),
    new ShaderMaterial({
      vertexShader: /* glsl */ `
        void main() {
          vec3 direction = mat3(viewMatrix) * mat3(modelMatrix) * (position + vec3(0.0, 0.0, 1.0));
          gl_Position = (projectionMatrix * vec4(direction, 1.0)).xyww;
        }`,
      fragmentShader: /* glsl */ `
        void main() { gl_FragColor = vec4(${glslColor(SUN_GLOW)}, 1.0); }`,
      side: BackSide,
      depthWrite: false,
    }),
  );
  disc.lookAt(SUN_DIRECTION);
  disc.renderOrder = 3;

  sky.add(dome, disc);
  for (const mesh of [dome, disc]) mesh.frustumCulled = false;
  return sky;
}
