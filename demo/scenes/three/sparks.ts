import { BufferAttribute, BufferGeometry, DynamicDrawUsage, Points, ShaderMaterial } from 'three';
import { createRandom } from '../../seeded-random.ts';

const CAPACITY = 600;
/** In metres. */
const SIZE = 0.2;
const GRAVITY = -2.4;

/** Sparks that a crystal throws when it reaches a beacon; all are drawn as one set of points. */
export interface Sparks {
  readonly points: Points;
  /** Sparks in the air. */
  readonly alive: number;
  /** Throws up to `count` sparks; returns how many there was room for. */
  spawn(x: number, y: number, z: number, count: number): number;
  update(deltaSeconds: number): void;
  dispose(): void;
}

export function createSparks(): Sparks {
  const random = createRandom(5);
  // The living sparks stand in front. Their size goes from 1 to 0.
  const places = new Float32Array(CAPACITY * 3);
  const sizes = new Float32Array(CAPACITY);
  const velocities = new Float32Array(CAPACITY * 3);
  const lifetimes = new Float32Array(CAPACITY);
  const geometry = new BufferGeometry();
  const attributes = [new BufferAttribute(places, 3), new BufferAttribute(sizes, 1)] as const;
  geometry.setAttribute('position', attributes[0].setUsage(DynamicDrawUsage));
  geometry.setAttribute('size', attributes[1].setUsage(DynamicDrawUsage));
  const heightPx = { value: 0 };
  const material = createMaterial(heightPx);
  const points = new Points(geometry, material);
  points.frustumCulled = false;
  points.onBeforeRender = (renderer) => {
    heightPx.value = renderer.domElement.height;
  };
  let alive = 0;

  return {
    points,
    get alive() {
      return alive;
    },
    spawn(x, y, z, count) {
      const spawned = Math.min(count, CAPACITY - alive);
      for (let i = 0; i < spawned; i++) {
        const angle = random() * Math.PI * 2;
        const outward = 0.4 + random() * 1.5;
        places.set([x, y, z], alive * 3);
        sizes[alive] = 1;
        velocities.set([Math.cos(angle) * outward, 1.6 + random() * 2.4, Math.sin(angle) * outward], alive * 3);
        lifetimes[alive] = 0.9 + random() * 1.6;
        alive += 1;
      }
      return spawned;
    },
    update(deltaSeconds) {
      for (let i = 0; i < alive; ) {
        (sizes[i] as number) -= deltaSeconds / (lifetimes[i] as number);
        if ((sizes[i] as number) <= 0) {
          // The last one takes its place.
          alive -= 1;
          places.copyWithin(i * 3, alive * 3, alive * 3 + 3);
          sizes.copyWithin(i, alive, alive + 1);
          velocities.copyWithin(i * 3, alive * 3, alive * 3 + 3);
          lifetimes.copyWithin(i, alive, alive + 1);
          continue;
        }
        (velocities[i * 3 + 1] as number) += GRAVITY * deltaSeconds;
        for (let axis = 0; axis < 3; axis++)
          (places[i * 3 + axis] as number) += (velocities[i * 3 + axis] as number) * deltaSeconds;
        i += 1;
      }
      geometry.setDrawRange(0, alive);
      for (const attribute of attributes) {
        attribute.clearUpdateRanges();
        attribute.addUpdateRange(0, alive * attribute.itemSize);
        attribute.needsUpdate = alive > 0;
      }
    },
    dispose() {
      geometry.dispose();
      material.dispose();
    },
  };
}

function createMaterial(heightPx: { value: number }): ShaderMaterial {
  return new ShaderMaterial({
    uniforms: { heightPx },
    vertexShader: /* glsl */ `
      uniform float heightPx;
      attribute float size;
      void main() {
        gl_Position = projectionMatrix * viewMatrix * vec4(position, 1.0);
        gl_PointSize = min(9.0, size * ${SIZE.toFixed(2)} * 0.5 * heightPx * projectionMatrix[1][1] / gl_Position.w);
      }`,
    fragmentShader: /* glsl */ `
      void main() {
        vec2 centred = abs(gl_PointCoord - 0.5);
        if (centred.x + centred.y > 0.5) discard;
        gl_FragColor = vec4(1.0, 0.88, 0.66, 1.0);
      }`,
  });
}
