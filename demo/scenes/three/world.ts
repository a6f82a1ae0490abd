import { DirectionalLight, Mesh, PerspectiveCamera, Scene } from 'three';
import { SIGHT } from './atmosphere.ts';
import { createPrism } from './column-geometry.ts';
import { createColumns } from './columns.ts';
import { createFacetMaterial } from './facet-material.ts';
import { type Beacon, createIsland } from './island.ts';
import { SUN_DIRECTION } from './palette.ts';
import type { Quality } from './quality.ts';
import { createSky } from './sky.ts';
import { createWater, type Water } from './water.ts';

/** What stands still: islands, water, sky and light. */
export interface World {
  readonly scene: Scene;
  readonly camera: PerspectiveCamera;
  readonly beacons: readonly Beacon[];
  readonly water: Water;
  /** `load` is 0 to 1. */
  setLoad(load: number): void;
}

export function createWorld(quality: Quality): World {
  const scene = new Scene();
  const { columns: places, beacons } = createIsland();
  const columns = createColumns(places, quality);
  const water = createWater();
  scene.add(...columns.tiles, ...createLamps(beacons), createSky(), water.mesh);

  const sun = new DirectionalLight();
  sun.position.copy(SUN_DIRECTION).multiplyScalar(120);
  sun.castShadow = true;
  sun.shadow.mapSize.setScalar(quality.shadowMapSize);
  Object.assign(sun.shadow.camera, { left: -76, right: 76, top: 42, bottom: -42, near: 20, far: 230 });
  sun.shadow.bias = -0.0008;
  sun.shadow.normalBias = 0.06;
  scene.add(sun);

  return { setLoad: columns.setLoad, scene, camera: new PerspectiveCamera(44, 1, 0.4, SIGHT), beacons, water };
}

/** The lamps on top of the beacons. */
function createLamps(beacons: readonly Beacon[]): Mesh[] {
  const geometry = createPrism();
  const material = createFacetMaterial({ color: '#ffcb86', glow: 1, vertexColors: true });
  return beacons.map(({ x, y, z }) => {
    const lamp = new Mesh(geometry, material);
    lamp.scale.set(0.6, 0.8, 0.6);
    lamp.position.set(x, y + 0.75, z);
    return lamp;
  });
}
